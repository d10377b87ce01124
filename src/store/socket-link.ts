import { readlinkSync } from "node:fs";

/**
 * Where the session's host listens, if it has a host: the session directory holds a link to the socket, so that a
 * client finds it whatever its own environment says of runtime directories.
 */
export function readSocketLink(home: string, sessionId: string): string | undefined {
  try {
    return readlinkSync(`${home}/sessions/${sessionId}/socket`);
  } catch {
    return undefined;
  }
}
