import { readlinkSync, statSync } from "node:fs";

/** Places of a mark in base 36: a socket's path must be short. */
const MARK_DIGITS = 8;
/** 2^64 by the golden ratio: spreads numbers that differ little (Knuth, The Art of Computer Programming, 6.4). */
const SPREAD = 0x9e3779b97f4a7c15n;

/**
 * Where the session's host listens, if it has a host: the session directory holds a link to the socket, so that a
 * client finds it whatever its own environment says of runtime directories. The link in a copy of the directory leads to
 * the original's host, which is not the copy's.
 */
export function readSocketLink(home: string, sessionId: string): string | undefined {
  const directory = `${home}/sessions/${sessionId}`;
  try {
    const path = readlinkSync(`${directory}/socket`);
    return path.endsWith(`/${socketName(directory, sessionId)}`) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The name of a session's socket. It has a mark of the session's directory in it, which must be there: a copy has
 * another one, but not the same directory by another path.
 *
 * @throws the system error
 */
export function socketName(directory: string, sessionId: string): string {
  const { dev, ino } = statSync(directory, { bigint: true });
  const mark = (ino ^ (dev * SPREAD)) % 36n ** BigInt(MARK_DIGITS);
  return `${mark.toString(36).padStart(MARK_DIGITS, "0")}-${sessionId}`;
}
