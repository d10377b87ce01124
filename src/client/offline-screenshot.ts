import { takeScreenshot } from "../export/screenshot.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { ScreenshotParams } from "../protocol/method-params.ts";
import type { ScreenshotResult } from "../protocol/methods.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { replayedScreen } from "./replayed-screen.ts";

/** A picture of the last screen that a session's log tells of. */
export async function screenshotOffline(
  home: string,
  manifest: Manifest,
  params: ScreenshotParams,
): Promise<ScreenshotResult> {
  const { sessionId } = manifest;
  const name = manifest.name ?? manifest.command.join(" ");
  const paths = sessionPaths(home, sessionId);
  return takeScreenshot({ ...replayedScreen(home, manifest), sessionId, home, paths, name }, params);
}
