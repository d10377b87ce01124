import { AppError } from "../../protocol/errors.ts";
import { ANSWER_TOO_LARGE } from "../../protocol/messages.ts";
import type { ScreenshotParams } from "../../protocol/method-params.ts";
import type { ScreenshotResult } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";
import { loadRenderer, noteDrawn } from "../renderer.ts";

/**
 * 6 MiB as a raster: 170×50 cells at scale 1, 80×24 at scale 2. A larger picture would take a host's memory, and keep its
 * other clients waiting; the client draws it, from the log.
 */
const MOST_PIXELS = 1.5 * 1024 * 1024;

/** Draws the screen as the log has it, with what is kept from the picture before. */
export async function screenshot({ session }: HostedSession, params: ScreenshotParams): Promise<ScreenshotResult> {
  const { screenshotPixels, takeScreenshot } = await loadRenderer();
  const { spec, screen, paths } = session;
  const source = { screen, paths, ...spec, name: spec.name ?? spec.command.join(" ") };
  if (screenshotPixels(source, params) > MOST_PIXELS) {
    throw new AppError("RPC_ERROR", "The picture is too large for the host to draw.", { reason: ANSWER_TOO_LARGE });
  }
  session.log.flush();
  const result = takeScreenshot(source, params);
  noteDrawn(result);
  return result;
}
