import { commandHistory } from "../export/command-history.ts";
import type { LoggedCommand } from "../export/command-record.ts";
import type { EventLogReader } from "../log/event-log-reader.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { findSessionLog, type SessionLogRequest } from "./session-log.ts";

/** A session's log, and the commands in it. */
export interface CommandLog {
  readonly manifest: Manifest;
  readonly log: EventLogReader;
  readonly commands: readonly LoggedCommand[];
}

/**
 * Reads the commands of a session, live or ended, from its log.
 *
 * @throws AppError `STORAGE_READ_ERROR`, `REPLAY_ERROR`; as `findSessionLog`
 */
export async function readCommandLog(request: SessionLogRequest): Promise<CommandLog> {
  const { manifest, log, isLive } = await findSessionLog(request);
  return { manifest, log, commands: commandHistory(log, isLive) };
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
