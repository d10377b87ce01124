import { existsSync, lstatSync, statSync } from "node:fs";
import type { Trace } from "../core/log-level.ts";
import { isUlid } from "../core/session-id.ts";
import { isTerminal, terminationCategory } from "../core/session-status.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest, withManifestLock } from "../store/manifest-file.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { fileBytes, removeSessionDirectory } from "../store/session-removal.ts";
import { asItStands, hostIsAlive, reconcile, removeStaleSocket } from "./reconcile.ts";

/** Why a session was not removed, and how a person reads it. */
export const SKIP_REASONS = {
  active: "not ended",
  "not-stale": "ended, but not by its host's death",
  "too-recent": "ended too recently",
  "being-made": "without a manifest yet",
  "manifest-unreadable": "its manifest cannot be read",
  "not-removable": "it cannot be removed",
} as const;

export type SkipReason = keyof typeof SKIP_REASONS;

export interface CollectionRules {
  readonly dryRun: boolean;
  /** Only sessions that ended because their host died. */
  readonly staleOnly: boolean;
  /** Only sessions that ended at least so long ago; 0 = all. */
  readonly olderThanMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told of what kept something from being removed. */
  readonly onFault: (error: AppError) => void;
  readonly trace: Trace | undefined;
}

/** What became of a session's directory; `undefined` if there is none, or none any more. */
export type Verdict = { readonly removed: number } | { readonly skipped: SkipReason } | undefined;

/** A session without a manifest is one that is just being made, or one whose making was interrupted. */
const MAKING_MS = 3_600_000;

/**
 * Removes a session if it has ended and the rules have nothing against it. One whose host has died is reconciled first.
 * A dry run says the same and changes nothing.
 */
export function collectSession(home: string, sessionId: string, rules: CollectionRules): Verdict {
  try {
    const found = readManifest(home, sessionId);
    if (found.sessionId !== sessionId) return { skipped: "manifest-unreadable" };
    const manifest = rules.dryRun ? asItStands(found) : reconcile(home, found, rules.trace);
    const skipped = objection(manifest, lastChange(home, found), rules);
    return skipped === undefined ? remove(home, manifest, rules) : { skipped };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "SESSION_NOT_FOUND") return collectLeftover(home, sessionId, rules);
    rules.onFault(error);
    return { skipped: "manifest-unreadable" };
  }
}

function objection(manifest: Manifest, changedAt: number, rules: CollectionRules): SkipReason | undefined {
  if (!isTerminal(manifest.status)) return "active";
  if (rules.staleOnly && terminationCategory(manifest) !== "host-death") return "not-stale";
  return rules.now - changedAt < rules.olderThanMs ? "too-recent" : undefined;
}

/**
 * When a session ended, as far as is known. That of a host that died unnoticed is not in the manifest: until then it
 * wrote the log.
 */
function lastChange(home: string, found: Manifest): number {
  const updatedAt = Date.parse(found.updatedAt);
  if (isTerminal(found.status)) return updatedAt;
  const log = statSync(sessionPaths(home, found.sessionId).eventLog, { throwIfNoEntry: false });
  return Math.max(updatedAt, log?.mtimeMs ?? 0);
}

function remove(home: string, manifest: Manifest, { dryRun, onFault }: CollectionRules): Verdict {
  const { sessionId } = manifest;
  const { directory } = sessionPaths(home, sessionId);
  const bytes = fileBytes(directory);
  if (dryRun) return { removed: bytes };
  // A host that has ended well removes its socket itself, and may be about to.
  if (!hostIsAlive(manifest)) removeStaleSocket(home, sessionId);
  try {
    return { removed: bytes - withManifestLock(home, sessionId, () => removeSessionDirectory(home, sessionId)) };
  } catch (error) {
    return notRemoved(directory, error, onFault);
  }
}

function collectLeftover(home: string, sessionId: string, rules: CollectionRules): Verdict {
  const { directory, socketLink } = sessionPaths(home, sessionId);
  const stats = lstatSync(directory, { throwIfNoEntry: false });
  // Whatever else lies there was not put there by us.
  if (!stats?.isDirectory() || !isUlid(sessionId)) return undefined;
  // Somebody may have removed the manifest of a session that lives.
  if (existsSync(socketLink)) return { skipped: "active" };
  if (rules.now - stats.mtimeMs < Math.max(MAKING_MS, rules.olderThanMs)) return { skipped: "being-made" };
  const bytes = fileBytes(directory);
  if (rules.dryRun) return { removed: bytes };
  try {
    return { removed: bytes - removeSessionDirectory(home, sessionId) };
  } catch (error) {
    return notRemoved(directory, error, rules.onFault);
  }
}

/** Another one may have been quicker, which is no fault. */
function notRemoved(directory: string, error: unknown, onFault: CollectionRules["onFault"]): Verdict {
  if (!existsSync(directory)) return undefined;
  const message = `Cannot remove '${directory}': ${(error as Error).message}`;
  onFault(new AppError("STORAGE_WRITE_ERROR", message.endsWith(".") ? message : `${message}.`, { path: directory }));
  return { skipped: "not-removable" };
}
