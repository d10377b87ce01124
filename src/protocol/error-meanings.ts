import type { ErrorCode } from "./errors.ts";

/** What each error says about the call, in one sentence. */
export const ERROR_MEANINGS: Readonly<Record<ErrorCode, string>> = {
  INTERNAL_ERROR: "A fault in agent-tty itself.",
  SKILL_NOT_FOUND: "There is no guide of this name; the details have those there are.",
  INVALID_SESSION_ID: "It cannot be a session's id, or names several sessions; the details have the candidates.",
  INVALID_DIMENSIONS: "A terminal cannot have this size.",
  INVALID_SIGNAL: "There is no such signal, or none that can be sent; the details have those that can.",
  INVALID_KEYS: "A key has no such name, or no terminal can send it. Nothing was sent.",
  INVALID_DURATION: "Not a number of milliseconds, or one out of range.",
  INVALID_INPUT: "The command line, or what was given with it, cannot be used.",
  SESSION_NOT_FOUND: "The home has no such session.",
  SESSION_NOT_RUNNING: "The session has ended and takes no commands any more; it can still be read.",
  SESSION_ALREADY_DESTROYED: "The session has been destroyed; it can still be read.",
  HOST_TIMEOUT:
    "The session's host did not answer within --timeout-ms; or the session was busy all the time that a run had, which was " +
    "not typed. Not retryable where details.commandId names a command that was typed.",
  HOST_UNREACHABLE: "The session's host runs, but cannot be reached; or it ended before it was ready.",
  EXPORT_ERROR: "The export could not be made, or not be written where it was wanted.",
  STORAGE_READ_ERROR: "A file or directory cannot be read.",
  STORAGE_WRITE_ERROR: "A file or directory cannot be written, or its place cannot be trusted.",
  MANIFEST_VALIDATION_ERROR: "A session's manifest, or that of its artifacts, is not what it should be.",
  PROTOCOL_ERROR: "Client and host do not speak the same protocol, or something that is no protocol at all.",
  RPC_ERROR: "The host could not answer this request.",
  REPLAY_ERROR: "The session ended without showing what was waited for, or its log cannot be replayed.",
  WAIT_TIMEOUT: "What was waited for did not come in time. 'wait' then prints its result, which says timedOut.",
};
