import { canBecome, type SessionStatus } from "../core/session-status.ts";
import { type AppError, asAppError } from "../protocol/errors.ts";
import type { HostSpec } from "../protocol/host-spec.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { processStartTime } from "../store/process-identity.ts";
import { writeManifest } from "../store/write-manifest.ts";

/** The session's manifest, in memory and on disk. While a session has a host, only the host writes it. */
export class SessionRecord {
  /** Called when the manifest could not be written. In memory it is true all the same: the session can still be ended. */
  onError: ((error: AppError) => void) | undefined;

  #home: string;
  #manifest: Manifest;

  /** @throws AppError `STORAGE_WRITE_ERROR` */
  constructor(spec: HostSpec, childPid: number) {
    this.#home = spec.home;
    this.#manifest = firstManifest(spec, childPid);
    writeManifest(this.#home, this.#manifest);
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  get status(): SessionStatus {
    return this.#manifest.status;
  }

  /** Moves to another status where the life cycle allows it, and gives whether it did. */
  become(status: SessionStatus, changes: Partial<Manifest> = {}): boolean {
    if (!canBecome(this.status, status)) return false;
    this.update({ ...changes, status });
    return true;
  }

  update(changes: Partial<Manifest>): void {
    this.#manifest = { ...this.#manifest, ...changes, updatedAt: new Date().toISOString() };
    try {
      writeManifest(this.#home, this.#manifest);
    } catch (error) {
      this.onError?.(asAppError(error));
    }
  }
}

function firstManifest(spec: HostSpec, childPid: number): Manifest {
  const hostStartTime = processStartTime(process.pid);
  const childStartTime = processStartTime(childPid);
  return {
    version: 1,
    sessionId: spec.sessionId,
    createdAt: spec.createdAt,
    updatedAt: new Date().toISOString(),
    status: "running",
    command: spec.command,
    cwd: spec.cwd,
    ...(spec.name === undefined ? {} : { name: spec.name }),
    ...(Object.keys(spec.env).length === 0 ? {} : { env: spec.env }),
    shell: spec.shell,
    term: spec.term,
    cols: spec.cols,
    rows: spec.rows,
    creationCols: spec.cols,
    creationRows: spec.rows,
    idleTimeoutMs: spec.idleTimeoutMs,
    hostPid: process.pid,
    childPid,
    ...(hostStartTime === undefined ? {} : { hostStartTime }),
    ...(childStartTime === undefined ? {} : { childStartTime }),
    exitCode: null,
    exitSignal: null,
  };
}
