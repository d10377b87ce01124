import { readEvents } from "../log/event-log-reader.ts";
import { applyEvent } from "../log/replay.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { Screen } from "../screen/screen.ts";
import { sessionPaths } from "../store/session-directory.ts";

/**
 * The last screen of a session without a host, from its log.
 *
 * @throws AppError `STORAGE_READ_ERROR`, `REPLAY_ERROR`
 */
export function replayedScreen(home: string, manifest: Manifest): Screen {
  const screen = new Screen({
    cols: manifest.creationCols ?? manifest.cols,
    rows: manifest.creationRows ?? manifest.rows,
  });
  for (const event of readEvents(sessionPaths(home, manifest.sessionId).eventLog)) applyEvent(event, screen);
  return screen;
}
