import type { TextParts } from "./limited-text.ts";
import { newlinesIn } from "./newlines.ts";
import type { TextSink } from "./text-sink.ts";

const encoder = new TextEncoder();

/** Collects a text of any length, of which it keeps the head and the tail if it gets too long. */
export class HeadAndTail implements TextSink {
  readonly #half: number;
  #head: string[] = [];
  #headLength = 0;
  #tail: string[] = [];
  #tailLength = 0;
  #omittedBytes = 0;
  #newlines = 0;

  /** @param keep UTF-16 units to keep at least, where there are so many; without a limit if left out */
  constructor(keep = Number.POSITIVE_INFINITY) {
    this.#half = keep / 2;
  }

  /** How many newlines there were, also in what has not been kept. */
  get newlines(): number {
    return this.#newlines;
  }

  add(text: string): void {
    if (text === "") return;
    this.#newlines += newlinesIn(text);
    if (this.#headLength < this.#half && this.#omittedBytes === 0) {
      this.#head.push(text);
      this.#headLength += text.length;
      return;
    }
    this.#tail.push(text);
    this.#tailLength += text.length;
    for (let first = this.#tail[0]; first !== undefined; first = this.#tail[0]) {
      if (this.#tailLength - first.length < this.#half) return;
      this.#tail.shift();
      this.#tailLength -= first.length;
      this.#omittedBytes += encoder.encode(first).length;
    }
  }

  /** So much is missing here, with so many newlines in it. */
  omit(bytes: number, newlines: number): void {
    for (const text of this.#tail) this.#omittedBytes += encoder.encode(text).length;
    this.#tail = [];
    this.#tailLength = 0;
    this.#omittedBytes += bytes;
    this.#newlines += newlines;
  }

  /** Forgets everything. */
  restart(): void {
    this.#head = [];
    this.#tail = [];
    this.#headLength = this.#tailLength = this.#omittedBytes = this.#newlines = 0;
  }

  parts(): TextParts {
    return { head: this.#head.join(""), omittedBytes: this.#omittedBytes, tail: this.#tail.join("") };
  }
}
