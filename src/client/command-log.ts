import type { Trace } from "../core/log-level.ts";
import { exitIsLogged } from "../core/session-status.ts";
import { commandHistory } from "../export/command-history.ts";
import type { LoggedCommand } from "../export/command-record.ts";
import { EventLogReader } from "../log/event-log-reader.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { callSession } from "./session-call.ts";

export interface CommandLogRequest {
  readonly home: string;
  readonly session: string;
  readonly timeoutMs: number;
  readonly trace?: Trace | undefined;
}

/** A session's log, and the commands in it. */
export interface CommandLog {
  readonly manifest: Manifest;
  readonly log: EventLogReader;
  readonly commands: readonly LoggedCommand[];
}

/**
 * Reads the commands of a session, live or ended, from its log. Of a live one the host writes its log out and says how
 * long it is, and exactly that is read.
 *
 * @throws AppError `STORAGE_READ_ERROR`, `REPLAY_ERROR`; as `callSession`
 */
export async function readCommandLog(request: CommandLogRequest): Promise<CommandLog> {
  const { session: manifest, eventLogBytes } = await callSession<{ session: Manifest; eventLogBytes?: number }>({
    ...{ ...request, method: "inspect", params: {} },
    offline: async (ended) => ({ session: ended }),
  });
  const { eventLog } = sessionPaths(request.home, manifest.sessionId);
  const log = new EventLogReader(eventLog, {
    ...(eventLogBytes !== undefined && { bytes: eventLogBytes }),
    endsWithExit: exitIsLogged(manifest),
  });
  return { manifest, log, commands: commandHistory(log, eventLogBytes !== undefined) };
}

/** So many of the ids that there are go into a message. */
const SHOWN_IDS = 5;

/**
 * The command of this id; without one, the last that has ended.
 *
 * @throws AppError `INVALID_INPUT` if there is none
 */
export function findCommand({ manifest: { sessionId }, commands }: CommandLog, id: string | undefined): LoggedCommand {
  const found =
    id === undefined
      ? commands.findLast(({ state }) => state === "ended")
      : commands.find(({ commandId }) => commandId === id);
  if (found !== undefined) return found;
  const known = commands.slice(-SHOWN_IDS).map(({ commandId }) => commandId);
  const what =
    id === undefined
      ? `No command of session '${sessionId}' has ended`
      : `Session '${sessionId}' has no command '${id}'`;
  const hint = known.length === 0 ? "its log has none at all" : `the last that it has: ${known.join(", ")}`;
  throw new AppError("INVALID_INPUT", `${what}; ${hint}.`, {
    sessionId,
    ...(id !== undefined && { commandId: id }),
    known,
  });
}
