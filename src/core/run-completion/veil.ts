import type { Answer } from "./contract.ts";

/** More than this is no echo of a line and no prompt: it is given out, in bytes. */
const LIMIT_BYTES = 64 * 1024;

/**
 * Keeps from view what a line of ours makes a shell draw: the echo of the line, and the next prompt. What stands on the
 * screen is the prompt before, where the shell's cursor is again when the veil is lifted.
 */
export class Veil {
  readonly #pass: (bytes: Uint8Array) => void;
  readonly #settle: (answer: Answer) => void;
  #kept: Uint8Array[] = [];
  #size = 0;
  #isAnswered = false;

  /** @param settle is called once: with the shell's answer, or when there will be none */
  constructor(pass: (bytes: Uint8Array) => void, settle: (answer: Answer) => void) {
    this.#pass = pass;
    this.#settle = settle;
  }

  /** Whether the shell has answered, so that only its prompt is still to come. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** The bytes are copied. */
  push(bytes: Uint8Array): void {
    this.#kept.push(bytes.slice());
    this.#size += bytes.length;
    if (this.#size > LIMIT_BYTES) this.release();
  }

  answer(exitCode: number | undefined): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    this.#kept = [];
    this.#settle({ answered: true, ...(exitCode !== undefined && { exitCode }) });
  }

  /** The shell waits behind its prompt again: all of it was ours. */
  drop(): void {
    this.#kept = [];
  }

  /** It was somebody else's: gives it out, unchanged. */
  release(): void {
    const kept = this.#kept;
    this.#kept = [];
    for (const bytes of kept) this.#pass(bytes);
    if (!this.#isAnswered) this.#settle({ answered: false });
    this.#isAnswered = true;
  }
}
