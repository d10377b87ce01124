import { AppError } from "../protocol/errors.ts";
import { homeExists } from "../store/home.ts";
import { findRegisteredHome, forgetHome, newestFirst, realPath, registeredHomes } from "../store/home-registry.ts";
import { fileBytes, finishRemovals, interruptedRemovals } from "../store/session-removal.ts";
import { type CollectionRules, collectSession, type SkipReason } from "./collect-session.ts";
import { sessionIds } from "./session-search.ts";

export interface HomeCollection {
  readonly home: string;
  readonly existed: boolean;
  readonly removedSessions: string[];
  readonly skippedSessions: { sessionId: string; reason: SkipReason }[];
  /** Bytes that the files held. */
  readonly totalBytesFreed: number;
  /** It does not exist any more, and has been taken off the list of homes. */
  readonly deregistered: boolean;
}

/** The home itself, and every other one in which sessions have been created, the last used first. */
export function everyHome(home: string, environment: NodeJS.ProcessEnv): string[] {
  const registered = newestFirst(registeredHomes(environment)).map(({ path }) => path);
  return [...new Set([realPath(home), ...registered])];
}

/**
 * Removes from a home the sessions that have ended, as far as the rules allow. The home stays, however empty; one that
 * does not exist any more is taken off the list of homes. A dry run says the same and changes nothing.
 *
 * @throws AppError `STORAGE_READ_ERROR` if the home cannot be read
 */
export function collectHome(home: string, rules: CollectionRules, environment: NodeJS.ProcessEnv): HomeCollection {
  const existed = homeExists(home);
  const removedSessions: string[] = [];
  const skippedSessions: HomeCollection["skippedSessions"] = [];
  let totalBytesFreed = 0;
  for (const sessionId of existed ? sessionIds(home) : []) {
    const verdict = collectSession(home, sessionId, rules);
    if (verdict === undefined) continue;
    if ("skipped" in verdict) {
      skippedSessions.push({ sessionId, reason: verdict.skipped });
    } else {
      removedSessions.push(sessionId);
      totalBytesFreed += verdict.removed;
    }
  }
  if (existed) totalBytesFreed += interruptedBytes(home, rules.dryRun);
  const deregistered = !existed && deregister(home, rules, environment);
  return { home, existed, removedSessions, skippedSessions, totalBytesFreed, deregistered };
}

function interruptedBytes(home: string, dryRun: boolean): number {
  if (!dryRun) return finishRemovals(home);
  return interruptedRemovals(home).reduce((bytes, path) => bytes + fileBytes(path), 0);
}

function deregister(home: string, { dryRun, onFault }: CollectionRules, environment: NodeJS.ProcessEnv): boolean {
  if (dryRun) return findRegisteredHome(home, environment) !== undefined;
  try {
    return forgetHome(home, environment);
  } catch (error) {
    // The list is advisory: that it cannot be written is told, and fails nothing.
    if (!(error instanceof AppError)) throw error;
    onFault(error);
    return false;
  }
}
