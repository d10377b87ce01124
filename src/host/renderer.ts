import type { InspectResult } from "../protocol/methods.ts";

type Renderer = typeof import("../export/screenshot.ts");

let loading: Promise<Renderer> | undefined;
let isLoaded = false;
let lastProfile: string | undefined;

/** What draws pictures; loaded for the first one, so that a session of which none is taken does not pay for it. */
export async function loadRenderer(): Promise<Renderer> {
  loading ??= import("../export/screenshot.ts");
  const renderer = await loading;
  isLoaded = true;
  return renderer;
}

/** Notes which profile the last picture was drawn with. */
export function noteProfile(name: string): void {
  lastProfile = name;
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
