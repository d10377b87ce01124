import { writeSync } from "node:fs";
import { AppError, errorBody, systemErrorCode } from "../protocol/errors.ts";
import { jsonPieces } from "./long-string.ts";

const STDOUT = 1;
const STDERR = 2;
const RETRY_MS = 1;

/**
 * Writes all of a text to a descriptor, however long. `process.stdout` is not used: it costs 10 ms of a call's 15,
 * and what its pipe has not taken at exit is lost.
 *
 * A reader that has gone away (EPIPE) is no error: nobody is left to tell.
 *
 * @throws AppError `STORAGE_WRITE_ERROR` if the output is a file that cannot take it
 */
function writeAll(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === "EPIPE" || code === "EIO" || code === "EBADF") return;
      if (code !== "EAGAIN") {
        throw new AppError("STORAGE_WRITE_ERROR", `Cannot write the output: ${(error as Error).message}.`, { code });
      }
      // A pipe that somebody made non-blocking is full; its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

export function printHuman(text: string | Iterable<Uint8Array>): void {
  if (typeof text !== "string") for (const bytes of text) writeAll(STDOUT, bytes);
  else if (text !== "") writeAll(STDOUT, text.endsWith("\n") ? text : `${text}\n`);
}

export function printDiagnostic(text: string): void {
  try {
    writeAll(STDERR, text.endsWith("\n") ? text : `${text}\n`);
  } catch {
    // There is no third place to say it; the exit status still does.
  }
}

/** Writes on standard error what a line there is made of. */
export function printPart(text: string): void {
  try {
    writeAll(STDERR, text);
  } catch {
    // As above.
  }
}

/** The one envelope of a call that succeeded. */
export function printSuccess(command: string, result: object): void {
  printEnvelope({ ok: true, command, timestamp: new Date().toISOString(), result });
}

/**
 * How a failure is reported: an envelope on standard output, or one line on standard error, which also is where a
 * failure goes that standard output does not take.
 */
export function printFailure(command: string, error: AppError, json: boolean): void {
  if (json) {
    try {
      printEnvelope({ ok: false, command, timestamp: new Date().toISOString(), error: errorBody(error) });
      return;
    } catch {
      // A full disk, most likely the very failure that is to be reported.
    }
  }
  printDiagnostic(`${error.code}: ${error.message}`);
}

function printEnvelope(envelope: object): void {
  for (const piece of jsonPieces(envelope)) writeAll(STDOUT, piece);
}
