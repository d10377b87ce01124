/**
 * Length-prefixed NDJSON, the framing between client and host: the payload's length in bytes as ASCII decimal, one
 * space, the payload (one line of UTF-8), one newline. The length lets the reader go without scanning; the newline
 * keeps a captured stream readable and catches a writer that miscounted.
 */

/** The largest payload a frame may carry, in bytes: 16 MiB. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** What was wrong with a frame. After any of them the stream cannot be read on: the next frame's start is unknown. */
export type FrameErrorReason = "bad-length" | "too-large" | "missing-newline" | "bad-utf8" | "not-one-line";

const MAX_LENGTH_DIGITS = 8;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const NO_BYTES = new Uint8Array(0);

const encoder = new TextEncoder();
// A payload that begins with U+FEFF keeps it: it is data here, not a byte order mark.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A frame that cannot be sent, or a stream that is not made of frames. */
export class FrameError extends Error {
  override readonly name = "FrameError";
  readonly reason: FrameErrorReason;

  constructor(reason: FrameErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Wraps one line of JSON in a frame.
 *
 * @param json the payload, without newlines (as `JSON.stringify` gives it without an indent)
 * @throws {FrameError} `too-large` over {@link MAX_FRAME_BYTES}, `not-one-line` if it holds a newline
 */
export function encodeFrame(json: string): Uint8Array {
  if (json.includes("\n")) throw new FrameError("not-one-line", "a frame's payload must be a single line");
  // UTF-8 is never shorter than UTF-16 has units, so an oversized payload need not be encoded to be refused.
  if (json.length > MAX_FRAME_BYTES) throw tooLarge(`${json.length} characters`);
  const payload = encoder.encode(json);
  if (payload.length > MAX_FRAME_BYTES) throw tooLarge(`${payload.length} bytes`);
  const header = `${payload.length} `;
  const frame = new Uint8Array(header.length + payload.length + 1);
  encoder.encodeInto(header, frame);
  frame.set(payload, header.length);
  frame[frame.length - 1] = NEWLINE;
  return frame;
}

/**
 * Reads frames out of a byte stream, however it was cut. Takes time linear in the bytes pushed; a payload that lies
 * within one chunk is decoded in place, one that does not is copied once.
 */
export class FrameDecoder {
  #state: "length" | "payload" | "newline" = "length";
  #digits = 0;
  #length = 0;
  #payload: Uint8Array = NO_BYTES;
  #filled = 0;
  #failure: FrameError | undefined;

  /** True while a frame has begun and not ended: a stream that ends now was cut. */
  get midFrame(): boolean {
    return this.#state !== "length" || this.#digits > 0;
  }

  /**
   * Takes the next bytes of the stream. The chunk is not kept. With `onFrame`, each payload is handed over as soon as
   * it is complete, so those before a broken frame are not lost; without it they are returned together.
   *
   * @throws {FrameError} at the first broken frame, and again on every later call: a failed decoder stays failed
   */
  push(chunk: Uint8Array): string[];
  push(chunk: Uint8Array, onFrame: (payload: string) => void): void;
  push(chunk: Uint8Array, onFrame?: (payload: string) => void): string[] | undefined {
    if (this.#failure) throw this.#failure;
    if (onFrame) {
      this.#read(chunk, onFrame);
      return undefined;
    }
    const payloads: string[] = [];
    this.#read(chunk, (payload) => payloads.push(payload));
    return payloads;
  }

  #read(chunk: Uint8Array, onFrame: (payload: string) => void): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === "length") this.#readLengthByte(chunk[at++]!);
      else if (this.#state === "payload") at = this.#readPayload(chunk, at);
      else {
        if (chunk[at++] !== NEWLINE) this.#fail("missing-newline", "a frame did not end with a newline at its length");
        onFrame(this.#finish());
      }
    }
  }

  #readLengthByte(byte: number): void {
    if (byte === SPACE && this.#digits > 0) {
      if (this.#length > MAX_FRAME_BYTES) this.#failWith(tooLarge(`${this.#length} bytes`));
      this.#state = this.#length === 0 ? "newline" : "payload";
      return;
    }
    const leadingZero = this.#digits > 0 && this.#length === 0;
    if (byte < ZERO || byte > NINE || leadingZero) {
      this.#fail("bad-length", "a frame must begin with its length in decimal digits and one space");
    }
    if (this.#digits === MAX_LENGTH_DIGITS) this.#failWith(tooLarge("more than 8 digits of length"));
    this.#digits += 1;
    this.#length = this.#length * 10 + (byte - ZERO);
  }

  #readPayload(chunk: Uint8Array, from: number): number {
    const missing = this.#length - this.#filled;
    const to = Math.min(chunk.length, from + missing);
    const part = chunk.subarray(from, to);
    const endsHere = part.length === missing;
    // Decoding in place is only safe when the newline is here too: the chunk must not be kept past this call.
    if (this.#filled === 0 && endsHere && to < chunk.length) {
      this.#payload = part;
    } else {
      if (this.#filled === 0) this.#payload = new Uint8Array(this.#length);
      this.#payload.set(part, this.#filled);
    }
    this.#filled += part.length;
    if (endsHere) this.#state = "newline";
    return to;
  }

  #finish(): string {
    const bytes = this.#payload;
    this.#state = "length";
    this.#digits = 0;
    this.#length = 0;
    this.#filled = 0;
    this.#payload = NO_BYTES;
    const payload = this.#decode(bytes);
    if (payload.includes("\n")) this.#fail("not-one-line", "a frame's payload must be a single line");
    return payload;
  }

  #decode(bytes: Uint8Array): string {
    try {
      return decoder.decode(bytes);
    } catch {
      return this.#fail("bad-utf8", "a frame's payload is not valid UTF-8");
    }
  }

  #fail(reason: FrameErrorReason, message: string): never {
    return this.#failWith(new FrameError(reason, message));
  }

  #failWith(failure: FrameError): never {
    this.#failure = failure;
    this.#payload = NO_BYTES;
    throw failure;
  }
}

function tooLarge(size: string): FrameError {
  return new FrameError("too-large", `a frame's payload of ${size} is over the limit of ${MAX_FRAME_BYTES} bytes`);
}
