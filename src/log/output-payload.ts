import { Utf8Assembler } from "../core/utf8-assembler.ts";
import type { EventPayload } from "../protocol/events.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lossy = new TextDecoder("utf-8", { ignoreBOM: true });

/** Terminal output as it stands in the log: text, and beside it the bytes where text alone could not give them back. */
export function outputPayload(bytes: Uint8Array): EventPayload<"output"> {
  try {
    return { data: strict.decode(bytes) };
  } catch {
    return { data: lossy.decode(bytes), bytes: Buffer.from(bytes).toString("base64") };
  }
}

/** The bytes that an `output` record stands for. */
export function outputBytes(payload: EventPayload<"output">): Uint8Array {
  return payload.bytes === undefined ? Buffer.from(payload.data, "utf8") : Buffer.from(payload.bytes, "base64");
}

/**
 * Output as text, the way a screen takes it: what is not UTF-8 is U+FFFD, and the head of a character whose tail comes
 * in a later record waits for it.
 */
export class OutputText {
  readonly #assembler = new Utf8Assembler();

  /** The text of the next `output` record; empty if nothing in it is complete yet. */
  push(payload: EventPayload<"output">): string {
    if (payload.bytes === undefined && !this.#assembler.holding) return payload.data;
    return lossy.decode(this.#assembler.push(outputBytes(payload)));
  }
}
