import { canBecome } from "../core/session-status.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { sessionRefusal } from "../protocol/session-refusal.ts";
import { writeManifest } from "../store/manifest-file.ts";

/** An ended session just becomes `destroyed`. @throws AppError `SESSION_ALREADY_DESTROYED` */
export async function destroyOffline(
  home: string,
  manifest: Manifest,
): Promise<{ sessionId: string; destroyed: true }> {
  const { sessionId, status } = manifest;
  if (!canBecome(status, "destroyed")) throw sessionRefusal(sessionId, status);
  writeManifest(home, { ...manifest, status: "destroyed", updatedAt: new Date().toISOString() });
  return { sessionId, destroyed: true };
}
