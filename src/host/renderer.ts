import type { InspectResult, ScreenshotResult } from "../protocol/methods.ts";
import { collectGarbage } from "../runtime.ts";

type Renderer = typeof import("../export/screenshot.ts");

let loading: Promise<Renderer> | undefined;
let isLoaded = false;
let lastProfile: string | undefined;
/** How many pixels may be drawn before what was needed for them is given back; the first picture leaves most of it. */
const COLLECT_EVERY_PIXELS = 4 * 1024 * 1024;
let uncollectedPixels = COLLECT_EVERY_PIXELS;

/** What draws pictures; loaded for the first one, so that a session of which none is taken does not pay for it. */
export async function loadRenderer(): Promise<Renderer> {
  loading ??= import("../export/screenshot.ts");
  const renderer = await loading;
  isLoaded = true;
  return renderer;
}

/**
 * Takes note of a picture. The runtime collects late what lies outside of its heap, as pixels do, and a host's memory would
 * grow by half; so it is told to once in a while, behind the answer.
 */
export function noteDrawn({ profileName, pixelWidth, pixelHeight }: ScreenshotResult): void {
  lastProfile = profileName;
  uncollectedPixels += pixelWidth * pixelHeight;
  if (uncollectedPixels < COLLECT_EVERY_PIXELS) return;
  uncollectedPixels = 0;
  setTimeout(collectGarbage, 0);
}

/** How the renderer of this host stands. */
export function rendererRuntime(): InspectResult["rendererRuntime"] {
  return {
    backend: "xterm",
    mode: "live-host",
    status: "healthy",
    ...(lastProfile !== undefined && { profile: lastProfile }),
    booted: isLoaded,
    bootInFlight: loading !== undefined && !isLoaded,
  };
}
