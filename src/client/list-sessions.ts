import type { Trace } from "../core/log-level.ts";
import { isActive } from "../core/session-status.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest } from "../store/manifest-file.ts";
import { reconcile } from "./reconcile.ts";
import { sessionIds } from "./session-search.ts";

interface Listing {
  /** Ended sessions too. */
  readonly all: boolean;
  /** Told of a session whose manifest cannot be read; one of them does not hide the others. */
  readonly onUnreadable: (error: AppError) => void;
  readonly trace: Trace | undefined;
}

/** The sessions of a home, oldest first, each as it really stands: those whose host has died are reconciled. */
export function listSessions(home: string, { all, onUnreadable, trace }: Listing): Manifest[] {
  const manifests = sessionIds(home).map((sessionId) => readIfThere(home, sessionId, onUnreadable));
  return manifests
    .filter((manifest) => manifest !== undefined)
    .map((manifest) => reconcile(home, manifest, trace))
    .filter(({ status }) => all || isActive(status));
}

/** A directory without a manifest is a session that is just being made, or just being removed. */
function readIfThere(home: string, sessionId: string, onUnreadable: Listing["onUnreadable"]): Manifest | undefined {
  try {
    return readManifest(home, sessionId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== "SESSION_NOT_FOUND") onUnreadable(error);
    return undefined;
  }
}
