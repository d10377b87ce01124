import { setTimeout as delay } from "node:timers/promises";
import type { Trace } from "../core/log-level.ts";
import { isActive } from "../core/session-status.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest } from "../store/manifest-file.ts";
import { hostIsAlive, reconcile } from "./reconcile.ts";

/** A host that has just closed its socket, or was just killed, needs a moment to be gone. */
const PATIENCE_MS = 500;
const LOOK_EVERY_MS = 5;

/**
 * The manifest of a session whose host did not answer, once that host is gone and the manifest says how the session
 * ended; or as it stands, if the host goes on living.
 *
 * @throws AppError `SESSION_NOT_FOUND`, `STORAGE_READ_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export async function settledManifest(home: string, sessionId: string, trace?: Trace): Promise<Manifest> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const manifest = readManifest(home, sessionId);
    if (!isActive(manifest.status)) return manifest;
    if (!hostIsAlive(manifest) || performance.now() > deadline) {
      // The host may have written its last word between the two looks.
      return reconcile(home, readManifest(home, sessionId), trace);
    }
    await delay(LOOK_EVERY_MS);
  }
}
