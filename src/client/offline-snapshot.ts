import { takeSnapshot } from "../export/snapshot.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { SnapshotParams } from "../protocol/method-params.ts";
import type { Snapshot } from "../protocol/methods.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { replayedScreen } from "./replayed-screen.ts";

/** The last screen of a session that has no host any more. */
export async function snapshotOffline(home: string, manifest: Manifest, params: SnapshotParams): Promise<Snapshot> {
  const { screen, logIncomplete } = replayedScreen(home, manifest);
  return takeSnapshot(screen, manifest.sessionId, sessionPaths(home, manifest.sessionId), params, logIncomplete);
}
