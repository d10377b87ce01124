import { mkdirSync, rmSync } from "node:fs";
import { EventLogWriter } from "../log/event-log-writer.ts";
import { AppError } from "../protocol/errors.ts";
import type { HostSpec } from "../protocol/host-spec.ts";
import type { Pty } from "../pty/pty.ts";
import { type SessionPaths, sessionPaths } from "../store/session-directory.ts";
import { prepareSocketPath } from "../store/socket-directory.ts";
import { openChild } from "./child.ts";
import { EarlyOutput } from "./early-output.ts";
import { endSession } from "./ending.ts";
import { SessionRecord } from "./session-record.ts";

/**
 * A session's child, which runs, with all that has to be there before a client may be told: directory, log, manifest. What
 * understands the child's output takes longer to load than all of this, and is loaded behind the client's back.
 */
export interface Launched {
  readonly spec: HostSpec;
  readonly paths: SessionPaths;
  readonly log: EventLogWriter;
  readonly record: SessionRecord;
  readonly pty: Pty;
  readonly output: EarlyOutput;
  /** The word that the marks of the session's shells carry. */
  readonly shellWord: string;
  /** Where the host is to listen. */
  readonly socketPath: string;
}

/**
 * Makes the session's directory and starts the child.
 *
 * @throws AppError `INVALID_INPUT` if the program cannot be started, `STORAGE_READ_ERROR` for its directory,
 * `STORAGE_WRITE_ERROR`; then nothing is left of it
 */
export async function launch(spec: HostSpec): Promise<Launched> {
  const paths = sessionPaths(spec.home, spec.sessionId);
  makeSessionDirectory(paths.directory);
  try {
    const socketPath = prepareSocketPath(spec.home, spec.sessionId, process.env);
    const output = new EarlyOutput();
    const log = new EventLogWriter(paths.eventLog, output.now);
    const shellWord = randomWord();
    const marks = { word: shellWord, directory: paths.shellScripts };
    const pty = await openChild(spec, marks, (bytes) => output.push(bytes));
    return { spec, paths, log, record: newRecord(spec, pty), pty, output, shellWord, socketPath };
  } catch (error) {
    rmSync(paths.directory, { recursive: true, force: true });
    throw error;
  }
}

/** Ends a child that no client has been told of, and leaves nothing of its session. */
export async function discard({ pty, paths, socketPath }: Launched): Promise<void> {
  await endSession({ pty, ended: pty.drained }, { force: true });
  removeSocket(paths, socketPath);
  rmSync(paths.directory, { recursive: true, force: true });
}

export function removeSocket(paths: SessionPaths, socketPath: string): void {
  rmSync(paths.socketLink, { force: true });
  rmSync(socketPath, { force: true });
}

function makeSessionDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make '${directory}': ${(error as Error).message}.`, {
      path: directory,
    });
  }
}

/** @throws AppError `STORAGE_WRITE_ERROR`; then the child, of which nobody would know, has been killed */
function newRecord(spec: HostSpec, pty: Pty): SessionRecord {
  try {
    return new SessionRecord(spec, pty.pid);
  } catch (error) {
    pty.signal("SIGKILL");
    throw error;
  }
}

function randomWord(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
}
