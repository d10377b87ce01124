import type { InternalBuffer, InternalLine } from "./internals.ts";

/** So many rows wait to be used again. */
const MAX_LINES = 1024;

/**
 * Uses the rows again that have left a buffer. The emulator makes a new one whenever it scrolls; in a flood that is a
 * kilobyte a line, which the runtime collects late.
 */
export class LinePool {
  readonly #lines: InternalLine[] = [];
  #buffer: InternalBuffer | undefined;

  /** From now on new rows of `buffer` come from here, where there are some. */
  serve(buffer: InternalBuffer): void {
    // A reset makes another buffer.
    if (buffer === this.#buffer) return;
    this.#buffer = buffer;
    const { getBlankLine } = buffer;
    // When it scrolls, the emulator copies a blank row that it keeps.
    buffer.getBlankLine = (attributes, isWrapped) => {
      const blank = getBlankLine.call(buffer, attributes, isWrapped);
      const { clone } = blank;
      blank.clone = () => this.#copyOf(blank) ?? clone.call(blank);
      return blank;
    };
  }

  /** Takes the first rows of `buffer`, which then is to forget them. */
  collect(buffer: InternalBuffer, count: number): void {
    for (let index = 0; index < count && this.#lines.length < MAX_LINES; index++) {
      const line = buffer.lines.get(index);
      if (line !== undefined) this.#lines.push(line);
    }
  }

  #copyOf(blank: InternalLine): InternalLine | undefined {
    const line = this.#lines.pop();
    line?.copyFrom(blank);
    return line;
  }
}
