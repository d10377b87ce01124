import { exitIsLogged, liveHostAnswers } from "../core/session-status.ts";
import { EventLogReader } from "../log/event-log-reader.ts";
import { replay } from "../log/replay.ts";
import type { LogIncomplete } from "../protocol/events.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { Screen } from "../screen/screen.ts";
import { sessionPaths } from "../store/session-directory.ts";

export interface ReplayedScreen {
  readonly screen: Screen;
  /** Where the log stops being whole, if it does: the screen is then the one before. */
  readonly logIncomplete: LogIncomplete | undefined;
}

/**
 * The last screen of a session, from its log; as far as that is whole.
 *
 * @throws AppError `STORAGE_READ_ERROR`, `REPLAY_ERROR`
 */
export function replayedScreen(home: string, manifest: Manifest): ReplayedScreen {
  const screen = new Screen({
    cols: manifest.creationCols ?? manifest.cols,
    rows: manifest.creationRows ?? manifest.rows,
  });
  const { eventLog } = sessionPaths(home, manifest.sessionId);
  const log = new EventLogReader(eventLog, {
    growing: liveHostAnswers(manifest.status),
    endsWithExit: exitIsLogged(manifest),
  });
  replay(log, screen);
  return { screen, logIncomplete: log.incomplete };
}
