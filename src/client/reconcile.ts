import { rmSync } from "node:fs";
import { isActive, reconciled } from "../core/session-status.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { writeManifest } from "../store/manifest-file.ts";
import { groupsOfSession, signalGroup } from "../store/process-group.ts";
import { isSameProcess } from "../store/process-identity.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { readSocketLink } from "../store/socket-link.ts";

/** Whether the host that the manifest names is still running. */
export function hostIsAlive(manifest: Manifest): boolean {
  return isSameProcess(manifest.hostPid, manifest.hostStartTime);
}

/**
 * Makes the manifest of a session whose host has died say so, ends the child it left behind, and removes its socket.
 * A session with a living host, or one that has ended, stays as it is. Gives the manifest as it now stands.
 */
export function reconcile(home: string, manifest: Manifest): Manifest {
  if (!isActive(manifest.status) || hostIsAlive(manifest)) return manifest;
  endOrphan(manifest);
  removeStaleSocket(home, manifest.sessionId);
  const { status, failureOrigin } = reconciled(manifest.status);
  const next: Manifest = {
    ...manifest,
    status,
    updatedAt: new Date().toISOString(),
    ...(failureOrigin && { failureOrigin, failureReason: "The session's host process died." }),
  };
  writeManifest(home, next);
  return next;
}

/** A process is only signalled while it still is the one that the host had started. */
function endOrphan({ childPid, childStartTime }: Manifest): void {
  if (childPid === null || !isSameProcess(childPid, childStartTime)) return;
  for (const group of groupsOfSession(childPid)) signalGroup(group, "SIGKILL");
}

function removeStaleSocket(home: string, sessionId: string): void {
  const { socketLink } = sessionPaths(home, sessionId);
  const socketPath = readSocketLink(home, sessionId);
  if (socketPath !== undefined) rmSync(socketPath, { force: true });
  rmSync(socketLink, { force: true });
}
