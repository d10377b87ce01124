import { isActive } from "../core/session-status.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest } from "../store/manifest-file.ts";
import { sessionIds } from "./session-search.ts";

/**
 * The sessions of a home as their manifests have them, active ones first, the newest first among them. It only reads:
 * unlike a listing it reconciles nothing, and it is silent about what it cannot read.
 */
export function knownSessions(home: string): Manifest[] {
  const manifests = idsOrNone(home)
    .reverse()
    .map((id) => manifestOrNothing(home, id))
    .filter((manifest) => manifest !== undefined);
  const active = manifests.filter(({ status }) => isActive(status));
  return [...active, ...manifests.filter(({ status }) => !isActive(status))];
}

function idsOrNone(home: string): string[] {
  try {
    return sessionIds(home);
  } catch {
    return [];
  }
}

function manifestOrNothing(home: string, sessionId: string): Manifest | undefined {
  try {
    return readManifest(home, sessionId);
  } catch {
    return undefined;
  }
}
