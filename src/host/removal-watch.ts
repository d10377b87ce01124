import { AppError } from "../protocol/errors.ts";
import type { Session } from "./session.ts";

/** How long a look at the file holds while the log is written, in ms. */
const LOOK_EVERY_MS = 1000;
/** How often to look where nothing happens, in ms. */
const LOOK_WHEN_QUIET_MS = 60_000;

/**
 * Fails the session once its log has been removed, as by `rm -r` of a home: nobody could find it, or end it, any more.
 * That is noticed when something is written, or within a minute. Gives the way to stop it.
 */
export function watchRemoval(session: Session): () => void {
  const { log } = session;
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const look = () => {
    if (!log.removed) return;
    session.fail(new AppError("STORAGE_WRITE_ERROR", `The event log '${log.path}' was removed.`, { path: log.path }));
  };
  const awaitWrite = () => {
    timer = setTimeout(async () => {
      await log.nextFlush();
      if (stopped) return;
      look();
      awaitWrite();
    }, LOOK_EVERY_MS);
  };
  awaitWrite();
  const quiet = setInterval(look, LOOK_WHEN_QUIET_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(quiet);
  };
}
