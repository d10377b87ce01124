import { appendFileSync, chmodSync, readFileSync, symlinkSync, writeSync } from "node:fs";
import { AppError, asAppError, errorBody, systemErrorCode } from "../protocol/errors.ts";
import { GIVEN_UP_SIGNAL, parseHostSpec } from "../protocol/host-spec.ts";
import { forgetHeapHint } from "../runtime/detached-process.ts";
import { closeStandardOutput } from "../runtime.ts";
import { endSession } from "./ending.ts";
import type { HostedSession } from "./hosted-session.ts";
import { watchIdleness } from "./idle-timeout.ts";
import { discard, type Launched, launch, removeSocket } from "./launch.ts";
import { watchRemoval } from "./removal-watch.ts";
import { type RequestHandler, RequestServer } from "./request-server.ts";
import type { Session } from "./session.ts";

const STDIN = 0;
const STDOUT = 1;
/** How long a host whose session has ended waits for slow clients to take their answers. */
const FAREWELL_MS = 1000;

/**
 * The session host, `agent-tty _host`: reads what to start from standard input, says on standard output whether it
 * could (one line of JSON, then end of file), and lives until its session has ended.
 *
 * It says so, and listens, before it has loaded what a session is made of: until then output is kept, and requests wait.
 */
export async function runHost(): Promise<void> {
  // A file that may not grow any more (RLIMIT_FSIZE) is a failed write, not the end of the host.
  process.on("SIGXFSZ", () => {});
  forgetHeapHint();
  const handler = Promise.withResolvers<RequestHandler>();
  const server = new RequestServer(async (...request) => (await handler.promise)(...request));
  const givenUp = new AbortController();
  process.on(GIVEN_UP_SIGNAL, () => givenUp.abort());
  const launched = await launchOrExit(server, givenUp.signal);
  const loaded = loadSession(launched);
  logCrashes(launched, loaded);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
    process.on(signal, () => void loaded.then((session) => end(session)));
  const session = await loaded;
  const endByForce = () => end(session, { force: true });
  void session.failed.then(endByForce);
  if (givenUp.signal.aborted) endByForce();
  givenUp.signal.addEventListener("abort", endByForce);
  const stopIdleness = watchIdleness(session, session.spec.idleTimeoutMs, () => end(session));
  const stopRemoval = watchRemoval(session);
  handler.resolve(await loadMethods({ session, socketPath: launched.socketPath }));
  await session.ended;
  stopIdleness();
  stopRemoval();
  removeSocket(launched.paths, launched.socketPath);
  await server.close(FAREWELL_MS);
  process.exit(0);
}

/** Starts the child, listens, and tells the client; ends this process where that cannot be. */
async function launchOrExit(server: RequestServer, givenUp: AbortSignal): Promise<Launched> {
  let launched: Launched;
  try {
    launched = await launch(parseHostSpec(readFileSync(STDIN, "utf8")));
    await listen(server, launched);
  } catch (error) {
    await report({ ok: false, error: errorBody(asAppError(error)) });
    process.exit(1);
  }
  if (!givenUp.aborted && (await report({ ok: true, pid: process.pid }))) return launched;
  await discard(launched);
  process.exit(1);
}

async function listen(server: RequestServer, launched: Launched): Promise<void> {
  const { paths, socketPath } = launched;
  try {
    await server.listen(socketPath);
    chmodSync(socketPath, 0o600);
    symlinkSync(socketPath, paths.socketLink);
  } catch (error) {
    await discard(launched);
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot listen on '${socketPath}': ${(error as Error).message}.`, {
      path: socketPath,
      reason: systemErrorCode(error),
    });
  }
}

async function loadSession(launched: Launched): Promise<Session> {
  const { Session } = await import("./session.ts");
  return new Session(launched);
}

async function loadMethods(hosted: HostedSession): Promise<RequestHandler> {
  const { answer } = await import("./methods.ts");
  return (method, params, context) => answer(hosted, method, params, context);
}

function end(session: Session, { force } = { force: false }): void {
  void endSession(session, { force });
}

/**
 * Nobody sees a host's standard error, so a breakdown is written to the session's own directory. A host without a session
 * ends of it, which hangs up its child.
 */
function logCrashes({ paths }: Launched, loaded: Promise<Session>): void {
  const crash = (error: unknown) => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      appendFileSync(paths.hostLog, `${new Date().toISOString()} ${trace}\n`, { mode: 0o600 });
    } catch {
      // The place for it may be what is gone.
    }
    void loaded.then(
      (session) => session.fail(asAppError(error)),
      () => process.exit(1),
    );
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
