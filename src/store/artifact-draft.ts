import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { AppError } from "../protocol/errors.ts";
import { type ArtifactEntry, makeArtifactDirectory, registerArtifact } from "./artifacts.ts";
import { isSameProcess, processStartTime } from "./process-identity.ts";
import type { SessionPaths } from "./session-directory.ts";

/** What is written is gathered up to this many bytes before it is written. */
const BATCH_BYTES = 256 * 1024;

let count = 0;

/**
 * An artifact that is written piece by piece, because it may be larger than memory. It is nobody's evidence until it is
 * kept, and gone when it is discarded.
 */
export class ArtifactDraft {
  readonly #paths: SessionPaths;
  readonly #path: string;
  readonly #hash = createHash("sha256");
  #isPatched = false;
  readonly #batch = Buffer.allocUnsafe(BATCH_BYTES);
  #file: number | undefined;
  #pending = 0;
  #bytes = 0;

  /** @throws AppError `STORAGE_WRITE_ERROR` */
  constructor(paths: SessionPaths) {
    this.#paths = paths;
    this.#path = `${paths.artifacts}/draft.${process.pid}.${processStartTime(process.pid)}.${count++}.tmp`;
    makeArtifactDirectory(paths);
    removeAbandonedDrafts(paths.artifacts);
    this.#file = this.#attempt(() => openSync(this.#path, "wx+", 0o600));
  }

  /** @throws AppError `STORAGE_WRITE_ERROR` */
  write(text: string): void {
    // UTF-8 takes at most three bytes for each UTF-16 unit.
    const mostBytes = text.length * 3;
    if (mostBytes > BATCH_BYTES - this.#pending) this.#flush();
    if (mostBytes > BATCH_BYTES) this.#append(Buffer.from(text, "utf8"));
    else this.#pending += this.#batch.write(text, this.#pending, "utf8");
  }

  /** @throws AppError `STORAGE_WRITE_ERROR` */
  writeBytes(bytes: Uint8Array): void {
    if (bytes.length > BATCH_BYTES - this.#pending) this.#flush();
    if (bytes.length > BATCH_BYTES) {
      this.#append(bytes);
      return;
    }
    this.#batch.set(bytes, this.#pending);
    this.#pending += bytes.length;
  }

  /**
   * Replaces bytes that were written before.
   *
   * @param offset in bytes, from the start; what is replaced must have been written
   * @throws AppError `STORAGE_WRITE_ERROR`
   */
  patch(offset: number, bytes: Uint8Array): void {
    if (offset < 0 || offset + bytes.length > this.#bytes + this.#pending) {
      throw new RangeError(`Bytes ${offset} to ${offset + bytes.length} have not all been written.`);
    }
    if (offset >= this.#bytes) {
      this.#batch.set(bytes, offset - this.#bytes);
      return;
    }
    this.#flush();
    this.#isPatched = true;
    this.#put(bytes, offset);
  }

  /**
   * Makes it an artifact of the session, with its size and hash. A file of the same name is replaced.
   *
   * @throws AppError `STORAGE_WRITE_ERROR`, `MANIFEST_VALIDATION_ERROR`
   */
  keep(entry: Omit<ArtifactEntry, "bytes" | "sha256">): { path: string; bytes: number; sha256: string } {
    this.#flush();
    const hash = this.#isPatched ? this.#hashOfFile() : this.#hash;
    this.#close();
    const proof = { bytes: this.#bytes, sha256: hash.digest("hex") };
    const place = (path: string) => this.#attempt(() => renameSync(this.#path, path));
    return { path: registerArtifact(this.#paths, { ...entry, ...proof }, place), ...proof };
  }

  /** Removes what was written, unless it has been kept. */
  discard(): void {
    this.#close();
    rmSync(this.#path, { force: true });
  }

  #flush(): void {
    const batch = this.#batch.subarray(0, this.#pending);
    this.#pending = 0;
    this.#append(batch);
  }

  #append(bytes: Uint8Array): void {
    this.#put(bytes, this.#bytes);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  #put(bytes: Uint8Array, offset: number): void {
    const file = this.#openFile();
    this.#attempt(() => {
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, offset + done);
      }
    });
  }

  /** A hash of what was written first would not be that of a file that was patched. */
  #hashOfFile() {
    const file = this.#openFile();
    const hash = createHash("sha256");
    this.#attempt(() => {
      for (let offset = 0; offset < this.#bytes; ) {
        const read = readSync(file, this.#batch, 0, BATCH_BYTES, offset);
        if (read === 0) throw new Error("it has become shorter");
        hash.update(this.#batch.subarray(0, read));
        offset += read;
      }
    });
    return hash;
  }

  #openFile(): number {
    if (this.#file === undefined) throw new Error("The draft has been closed.");
    return this.#file;
  }

  #close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const path = this.#path;
      throw new AppError("STORAGE_WRITE_ERROR", `Cannot write '${path}': ${(error as Error).message}.`, { path });
    }
  }
}

/** Process id and start time: in a container, the next process to do the same often has the same id. */
const DRAFT_NAME = /^draft\.(\d+)\.(.*)\.\d+\.tmp$/;

/** Removes what a process has left behind that was killed while it wrote. */
function removeAbandonedDrafts(directory: string): void {
  for (const name of readdirSync(directory)) {
    const [, pid, startTime] = DRAFT_NAME.exec(name) ?? [];
    if (pid !== undefined && !isSameProcess(Number(pid), startTime)) rmSync(`${directory}/${name}`, { force: true });
  }
}
