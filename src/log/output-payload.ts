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
