import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file in the temporary directory that has no name, so that nothing is left of it whatever happens. */
export class UnnamedFile {
  readonly #descriptor: number;

  /** @throws the system error */
  constructor() {
    const path = join(tmpdir(), `agent-tty-${randomUUID()}`);
    this.#descriptor = openSync(path, "wx+", 0o600);
    unlinkSync(path);
  }

  /** @param at offset in bytes. @throws the system error */
  write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
    }
  }

  /** Fills `bytes` from `at` on. @throws the system error; a RangeError if there are not so many bytes */
  read(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
      if (count === 0) throw new RangeError(`The file ends at ${at + done}.`);
      done += count;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
