import type { Trace } from "../core/log-level.ts";
import { liveHostAnswers } from "../core/session-status.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { ANSWER_TOO_LARGE } from "../protocol/messages.ts";
import { sessionRefusal } from "../protocol/session-refusal.ts";
import { readSocketLink } from "../store/socket-link.ts";
import { callHost } from "./host-connection.ts";
import { resolveSessionId } from "./session-reference.ts";

export interface SessionCall<T> {
  readonly home: string;
  /** A session's id, a prefix of it, or its name. */
  readonly session: string;
  readonly method: string;
  readonly params: unknown;
  /** Upper bound of the round trip in ms; 0 = none. */
  readonly timeoutMs: number;
  /** Gives the call up when aborted: its connection is closed, and with it goes what the host was doing for it. */
  readonly signal?: AbortSignal;
  /**
   * Answers from the session's files: for a session that has no host any more, which is an error without this, and
   * where the host's answer does not fit into a frame.
   */
  readonly offline?: (manifest: Manifest) => Promise<T>;
  readonly trace?: Trace | undefined;
}

/**
 * Asks a session something: its host if it has one, else its files. The manifest is only read where there is no
 * host, so that a call to a living session costs one connection.
 *
 * @throws AppError `SESSION_NOT_FOUND`, `SESSION_NOT_RUNNING`, `SESSION_ALREADY_DESTROYED`, `HOST_UNREACHABLE`, or
 * what the host answered
 */
export async function callSession<T>(call: SessionCall<T>): Promise<T> {
  const sessionId = await resolveSessionId(call.home, call.session);
  const socketPath = readSocketLink(call.home, sessionId);
  if (socketPath === undefined) return await withoutHost(call, sessionId);
  try {
    return await roundTrip<T>(call, sessionId, socketPath);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "HOST_UNREACHABLE") return await withoutHost(call, sessionId, error);
    if (error.details["reason"] === ANSWER_TOO_LARGE && call.offline) {
      return await fromFiles(call.home, sessionId, call.offline);
    }
    throw error;
  }
}

async function roundTrip<T>(call: SessionCall<T>, sessionId: string, socketPath: string): Promise<T> {
  const { method, trace } = call;
  if (trace === undefined) return await callHost<T>({ ...call, socketPath });
  trace("debug", `Asking the host of session ${sessionId} to ${method}, on ${socketPath}.`);
  const started = performance.now();
  try {
    return await callHost<T>({ ...call, socketPath });
  } finally {
    trace("debug", `The round trip took ${(performance.now() - started).toFixed(1)} ms.`);
  }
}

/** What a host reads from its screen can as well be read from its log, which it has written before it answers. */
async function fromFiles<T>(home: string, sessionId: string, offline: (manifest: Manifest) => Promise<T>): Promise<T> {
  const { readManifest } = await import("../store/manifest-file.ts");
  return await offline(readManifest(home, sessionId));
}

async function withoutHost<T>(call: SessionCall<T>, sessionId: string, unreachable?: AppError): Promise<T> {
  const { settledManifest } = await import("./settled-manifest.ts");
  const manifest = await settledManifest(call.home, sessionId, call.trace);
  if (liveHostAnswers(manifest.status)) throw unreachable ?? hostWithoutSocket(manifest);
  if (!call.offline) throw sessionRefusal(sessionId, manifest.status);
  call.trace?.("debug", `Session ${sessionId} has no host any more: its files answer '${call.method}'.`);
  return await call.offline(manifest);
}

function hostWithoutSocket({ sessionId, hostPid }: Manifest): AppError {
  const message =
    `The host of session '${sessionId}' runs, but cannot be reached from here: its socket is gone, or this is a copy ` +
    "of the home that it serves.";
  return new AppError("HOST_UNREACHABLE", message, { sessionId, hostPid });
}
