import { isActive } from "../core/session-status.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest } from "../store/manifest-file.ts";
import { reconcile } from "./reconcile.ts";
import { sessionIds } from "./session-search.ts";

/** The sessions of a home, oldest first, each as it really stands: those whose host has died are reconciled. */
export function listSessions(home: string, { all }: { all: boolean }): Manifest[] {
  const manifests = sessionIds(home).map((sessionId) => readIfThere(home, sessionId));
  return manifests
    .filter((manifest) => manifest !== undefined)
    .map((manifest) => reconcile(home, manifest))
    .filter(({ status }) => all || isActive(status));
}

/** A directory without a manifest is a session that is just being made, or just being removed. */
function readIfThere(home: string, sessionId: string): Manifest | undefined {
  try {
    return readManifest(home, sessionId);
  } catch (error) {
    if (error instanceof AppError && error.code === "SESSION_NOT_FOUND") return undefined;
    throw error;
  }
}
