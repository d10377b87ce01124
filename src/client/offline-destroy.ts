import { canBecome, isTerminal } from "../core/session-status.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { sessionRefusal } from "../protocol/session-refusal.ts";
import { readManifest, withManifestLock } from "../store/manifest-file.ts";
import { writeManifest } from "../store/write-manifest.ts";

/** An ended session just becomes `destroyed`. @throws AppError `SESSION_ALREADY_DESTROYED` */
export async function destroyOffline(
  home: string,
  manifest: Manifest,
): Promise<{ sessionId: string; destroyed: true }> {
  const { sessionId } = manifest;
  return withManifestLock(home, sessionId, () => {
    // Of two that destroy it at once, one is told that it has been destroyed.
    const current = readManifest(home, sessionId);
    if (!isTerminal(current.status) || !canBecome(current.status, "destroyed"))
      throw sessionRefusal(sessionId, current.status);
    writeManifest(home, { ...current, status: "destroyed", updatedAt: new Date().toISOString() });
    return { sessionId, destroyed: true };
  });
}
