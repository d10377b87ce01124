import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { AppError, asAppError, errorBody, systemErrorCode } from "../protocol/errors.ts";
import { type HostSpec, parseHostSpec } from "../protocol/host-spec.ts";
import { forgetHeapHint } from "../runtime/detached-process.ts";
import { closeStandardOutput } from "../runtime.ts";
import { type SessionPaths, sessionPaths } from "../store/session-directory.ts";
import { prepareSocketPath } from "../store/socket-directory.ts";
import { endSession } from "./ending.ts";
import type { HostedSession } from "./hosted-session.ts";
import { watchIdleness } from "./idle-timeout.ts";
import { answer } from "./methods.ts";
import { watchRemoval } from "./removal-watch.ts";
import { RequestServer } from "./request-server.ts";
import { Session } from "./session.ts";

const STDIN = 0;
const STDOUT = 1;
/** How long a host whose session has ended waits for slow clients to take their answers. */
const FAREWELL_MS = 1000;

/**
 * The session host, `agent-tty _host`: reads what to start from standard input, says on standard output whether it
 * could (one line of JSON, then end of file), and lives until its session has ended.
 */
export async function runHost(): Promise<void> {
  // A file that may not grow any more (RLIMIT_FSIZE) is a failed write, not the end of the host.
  process.on("SIGXFSZ", () => {});
  forgetHeapHint();
  let session: Session;
  let server: RequestServer;
  let socketPath: string;
  try {
    const spec = parseHostSpec(readFileSync(STDIN, "utf8"));
    ({ session, socketPath } = await startSession(spec));
    server = await serve({ session, socketPath });
  } catch (error) {
    await report({ ok: false, error: errorBody(asAppError(error)) });
    process.exit(1);
  }
  logCrashes(session);
  void session.failed.then(() => end(session, { force: true }));
  if (!(await report({ ok: true, pid: process.pid }))) {
    await discard(session, socketPath);
    process.exit(1);
  }
  const stopIdleness = watchIdleness(session, session.spec.idleTimeoutMs, () => end(session));
  const stopRemoval = watchRemoval(session);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => end(session));
  await session.ended;
  stopIdleness();
  stopRemoval();
  removeSocket(session.paths, socketPath);
  await server.close(FAREWELL_MS);
  process.exit(0);
}

async function startSession(spec: HostSpec): Promise<HostedSession> {
  const { directory } = sessionPaths(spec.home, spec.sessionId);
  makeSessionDirectory(directory);
  try {
    const socketPath = prepareSocketPath(spec.home, spec.sessionId, process.env);
    return { session: await Session.start(spec), socketPath };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
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

async function serve(hosted: HostedSession): Promise<RequestServer> {
  const { session, socketPath } = hosted;
  const server = new RequestServer((method, params, context) => answer(hosted, method, params, context));
  try {
    await server.listen(socketPath);
    chmodSync(socketPath, 0o600);
    symlinkSync(socketPath, session.paths.socketLink);
  } catch (error) {
    await discard(session, socketPath);
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot listen on '${socketPath}': ${(error as Error).message}.`, {
      path: socketPath,
      reason: systemErrorCode(error),
    });
  }
  return server;
}

/** Ends a session that nobody has been told of, and leaves nothing of it. */
async function discard(session: Session, socketPath: string): Promise<void> {
  await endSession(session, { force: true });
  removeSocket(session.paths, socketPath);
  rmSync(session.paths.directory, { recursive: true, force: true });
}

function removeSocket(paths: SessionPaths, socketPath: string): void {
  rmSync(paths.socketLink, { force: true });
  rmSync(socketPath, { force: true });
}

function end(session: Session, { force } = { force: false }): void {
  void endSession(session, { force });
}

/** Nobody sees a host's standard error, so a breakdown is written to the session's own directory. */
function logCrashes(session: Session): void {
  const crash = (error: unknown) => {
    session.fail(asAppError(error));
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      appendFileSync(session.paths.hostLog, `${new Date().toISOString()} ${trace}\n`, { mode: 0o600 });
    } catch {
      // The place for it may be what is gone.
    }
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
}

/**
 * Tells the client that started this host, and gives whether it still was there to be told. The pipe has done its
 * work then, and is closed.
 */
async function report(line: unknown): Promise<boolean> {
  try {
    writeSync(STDOUT, `${JSON.stringify(line)}\n`);
    await closeStandardOutput();
    return true;
  } catch {
    return false;
  }
}
