import { Buffer } from "node:buffer";

/** What a flood is let through to. */
export interface Flooded {
  /** Whether a full-screen program has the screen. */
  readonly isAltScreen: boolean;
  push(bytes: Uint8Array): void;
  /** What came next is left out, and what comes then begins a line: so many bytes, with so many newlines. */
  omit(bytes: number, newlines: number): void;
}

const NEWLINE = 0x0a;

/** How programs switch to the alternate screen (DECSET 1049, 1047, 47). */
const TO_ALTERNATE = ["\x1b[?1049h", "\x1b[?1047h", "\x1b[?47h"];

/** What waits is kept in blocks of this size: pieces may be tiny, or huge. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Lets the head and the tail of a flood of output through, and leaves out what is between them. A full-screen program's
 * output is let through as a whole: what its screen shows at the end may have been drawn at the start.
 */
export class FloodGate {
  readonly #text: Flooded;
  readonly #keep: number;
  #passed = 0;
  /** Whole blocks that wait to be the tail, and the one being filled. */
  #waiting: Uint8Array[] = [];
  #block = new Uint8Array(BLOCK_BYTES);
  #filled = 0;
  #omittedBytes = 0;
  #omittedNewlines = 0;
  #open = false;

  /** @param keep bytes at either end that are let through at least */
  constructor(text: Flooded, keep: number) {
    this.#text = text;
    this.#keep = keep;
  }

  push(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; ) {
      const piece = bytes.subarray(start, start + BLOCK_BYTES);
      if (this.#open || this.#passed < this.#keep) {
        this.#pass(piece);
        start += piece.length;
      } else {
        start += this.#wait(piece);
      }
    }
  }

  /** @returns how many of the bytes have been taken */
  #wait(bytes: Uint8Array): number {
    const room = BLOCK_BYTES - this.#filled;
    const taken = Math.min(room, bytes.length);
    this.#block.set(bytes.subarray(0, taken), this.#filled);
    this.#filled += taken;
    if (this.#filled < BLOCK_BYTES) return taken;
    this.#waiting.push(this.#block);
    this.#block = new Uint8Array(BLOCK_BYTES);
    this.#filled = 0;
    const [first, next] = this.#waiting;
    if (first === undefined || (this.#waiting.length - 1) * BLOCK_BYTES < this.#keep) return taken;
    if (this.#text.isAltScreen || switchesScreen(first, next)) {
      this.#open = true;
      this.end();
    } else {
      this.#drop(first);
    }
    return taken;
  }

  /** Lets through what waits. */
  end(): void {
    const waiting = [...this.#waiting, this.#block.subarray(0, this.#filled)];
    this.#waiting = [];
    this.#block = new Uint8Array(this.#open ? 0 : BLOCK_BYTES);
    this.#filled = 0;
    if (this.#omittedBytes > 0) this.#closeGap(waiting);
    for (const piece of waiting) this.#pass(piece);
  }

  #pass(bytes: Uint8Array): void {
    this.#passed += bytes.length;
    this.#text.push(bytes);
  }

  #drop(first: Uint8Array): void {
    this.#waiting.shift();
    this.#omittedBytes += first.length;
    for (let at = first.indexOf(NEWLINE); at !== -1; at = first.indexOf(NEWLINE, at + 1)) this.#omittedNewlines += 1;
  }

  /** Also leaves out what belongs to the last line of the gap, where it ends within a block. */
  #closeGap(waiting: Uint8Array[]): void {
    const first = waiting[0];
    const newline = first === undefined || this.#open ? -1 : first.indexOf(NEWLINE);
    if (first !== undefined && newline !== -1) {
      waiting[0] = first.subarray(newline + 1);
      this.#omittedBytes += newline + 1;
      this.#omittedNewlines += 1;
    }
    this.#text.omit(this.#omittedBytes, this.#omittedNewlines);
    this.#omittedBytes = this.#omittedNewlines = 0;
  }
}

/** Whether a piece, or it and the start of the next, switches to the alternate screen. */
function switchesScreen(piece: Uint8Array, next: Uint8Array | undefined): boolean {
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  if (TO_ALTERNATE.some((sequence) => bytes.includes(sequence))) return true;
  const seam =
    bytes.toString("latin1", Math.max(0, bytes.length - 8)) +
    Buffer.from(next?.subarray(0, 8) ?? []).toString("latin1");
  return TO_ALTERNATE.some((sequence) => seam.includes(sequence));
}
