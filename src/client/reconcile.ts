import { rmSync } from "node:fs";
import type { Trace } from "../core/log-level.ts";
import { isActive, reconciled } from "../core/session-status.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest, withManifestLock } from "../store/manifest-file.ts";
import { groupsOfSession, signalGroup } from "../store/process-group.ts";
import { isSameProcess, processStartTime } from "../store/process-identity.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { readSocketLink } from "../store/socket-link.ts";
import { writeManifest } from "../store/write-manifest.ts";

/** Whether the host that the manifest names is still running. */
export function hostIsAlive(manifest: Manifest): boolean {
  return isSameProcess(manifest.hostPid, manifest.hostStartTime);
}

/** The manifest as it would be after {@link reconcile}; nothing is ended or written. */
export function asItStands(manifest: Manifest): Manifest {
  return isSettled(manifest) ? manifest : afterHostDeath(manifest);
}

function isSettled(manifest: Manifest): boolean {
  return !isActive(manifest.status) || hostIsAlive(manifest);
}

/**
 * Makes the manifest of a session whose host has died say so, ends what it left behind, and removes its socket.
 * A session with a living host, or one that has ended, stays as it is. Gives the manifest as it now stands.
 *
 * @param trace told of a session that was not as its manifest said
 */
export function reconcile(home: string, manifest: Manifest, trace?: Trace): Manifest {
  if (isSettled(manifest)) return manifest;
  const { sessionId } = manifest;
  try {
    return withManifestLock(home, sessionId, () => {
      // Another client may have been quicker, and may even have destroyed the session since.
      const current = readManifest(home, sessionId);
      if (isSettled(current)) return current;
      endOrphans(current);
      removeStaleSocket(home, sessionId);
      const next = afterHostDeath(current);
      writeManifest(home, next);
      trace?.("info", `The host of session ${sessionId} has died: it was ${current.status} and is now ${next.status}.`);
      return next;
    });
  } catch (error) {
    // Where nothing can be written the session can still be read as it really stands.
    if (error instanceof AppError && error.code === "STORAGE_WRITE_ERROR") return afterHostDeath(manifest);
    throw error;
  }
}

function afterHostDeath(manifest: Manifest): Manifest {
  const { status, failureOrigin } = reconciled(manifest.status);
  return {
    ...manifest,
    status,
    updatedAt: new Date().toISOString(),
    ...(failureOrigin && { failureOrigin, failureReason: "The session's host process died." }),
  };
}

/**
 * A process is only signalled while it is known to be the session's: while the child that the host had started still
 * is the process of its number, or, where there is none of that number any more, by the session's id, which the
 * child's jobs have inherited.
 */
function endOrphans({ sessionId, childPid, childStartTime }: Manifest): void {
  if (childPid === null) return;
  const startTime = processStartTime(childPid);
  if (startTime !== undefined && startTime !== childStartTime) return;
  const variable = startTime === undefined ? `AGENT_TTY_SESSION_ID=${sessionId}` : undefined;
  for (const group of groupsOfSession(childPid, variable)) signalGroup(group, "SIGKILL");
}

/** Removes the socket of a host that is known to be dead, and the link to it. */
export function removeStaleSocket(home: string, sessionId: string): void {
  const { socketLink } = sessionPaths(home, sessionId);
  const socketPath = readSocketLink(home, sessionId);
  if (socketPath !== undefined) rmSync(socketPath, { force: true });
  rmSync(socketLink, { force: true });
}
