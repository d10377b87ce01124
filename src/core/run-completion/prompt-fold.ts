import { joinBytes, NO_BYTES, sliceView } from "../bytes.ts";
import { LONG_QUIET_MS, SHORT_QUIET_MS } from "./quiet.ts";

const CR = 0x0d;
const LF = 0x0a;
const LINE_END = Uint8Array.of(0x0d, LF);

/** DSR for the cursor's position (ECMA-48 §8.3.35): busybox asks for it behind a prompt, unless input is waiting. */
const CURSOR_QUERY = Uint8Array.of(0x1b, 0x5b, 0x36, 0x6e);

/** So much of a second prompt is no accident: the rest may take its time, on a busy machine or in a slow shell. */
const CERTAIN_LENGTH = 8;

/**
 * Folds the two prompts around a postamble into one.
 *
 * The postamble is a second line for the shell, so the shell prints its prompt twice: once before it reads the
 * postamble, once behind the sentinel. The first is on the screen already. The second is dropped if it is, byte for
 * byte, the end of what was appended before the sentinel, but for carriage returns: fish writes one more or one less, as
 * it happens to be interrupted. Where a prompt begins cannot be seen, so all places of the tail are compared side by side, and a stretch that reaches its end is the prompt: the longest one in the tail's last
 * line, else the first one found. (Not the longest of all: commands typed ahead may repeat whole lines of the tail.)
 *
 * A prompt that has changed (a clock, the last status) is output like any other. Where an editor's echo stood in front
 * of the sentinel, the prompt belongs on a line of its own: the echo's line end is then given back, as the shell counts
 * on a cursor at the start of a line. It looks as if Enter had been pressed once more.
 */
export class PromptFold {
  readonly #pass: (bytes: Uint8Array) => void;
  readonly #found: (isOneLine: boolean) => void;
  /** Whether the line end of the echo goes in front of the next output. */
  #owesLineEnd = false;
  #tail = NO_BYTES;
  /** Where the last line of the tail starts. */
  #lastLine = 0;
  /** Places in the tail that agree with everything compared so far. Empty: the fold is closed. */
  #places: number[] = [];
  /** Bytes read so far, all of them held, and how many of them were compared. */
  #held = NO_BYTES;
  #read = 0;
  #compared = 0;
  /** How many had been compared when the longest prompt was found, and where it ends in what is held. */
  #prompt = 0;
  #promptEnd = 0;

  /** @param found called when the second prompt has come, the same as the first. */
  constructor(pass: (bytes: Uint8Array) => void, found: (isOneLine: boolean) => void) {
    this.#pass = pass;
    this.#found = found;
  }

  /** Whether bytes go through without a look at them. */
  get idle(): boolean {
    return !this.open && !this.#owesLineEnd;
  }

  /** Whether a second prompt may still come. */
  get open(): boolean {
    return this.#places.length > 0;
  }

  /** After how much quiet what is held needs to be decided, in ms; nothing where it may take its time. */
  get quietLimitMs(): number | undefined {
    if (this.#prompt > 0) return SHORT_QUIET_MS;
    return this.#held.length > 0 && this.#compared < CERTAIN_LENGTH ? LONG_QUIET_MS : undefined;
  }

  /**
   * Expects the prompt that ends `output`. Output that is empty or ends a line holds none: a cursor waits behind it.
   *
   * @param endsInEcho whether the sentinel came directly behind an echo.
   */
  expect(output: Uint8Array, endsInEcho: boolean): void {
    this.settle();
    this.#owesLineEnd = false;
    const tail = withoutQuery(output);
    if (tail.length === 0 || tail[tail.length - 1] === LF) return;
    this.#owesLineEnd = endsInEcho;
    this.#tail = tail.filter((byte) => byte !== CR);
    this.#lastLine = this.#tail.lastIndexOf(LF) + 1;
    this.#places = Array.from(this.#tail, (_, place) => place);
    this.#read = 0;
    this.#compared = 0;
  }

  push(chunk: Uint8Array): void {
    if (!this.open) {
      this.#give(chunk);
      return;
    }
    const bytes = joinBytes(this.#held, chunk);
    while (this.open && this.#read < bytes.length) {
      const byte = bytes[this.#read++] as number;
      if (byte === CR) continue;
      this.#compare(byte);
      this.#compared += 1;
      this.#notePrompt();
    }
    if (this.open) this.#held = bytes.slice();
    else this.#close(bytes);
  }

  /** Decides with what is known: drops the prompt found so far, gives out the rest, and expects nothing more. */
  settle(): void {
    if (this.open) this.#close(this.#held);
  }

  /** Forgets everything. */
  reset(): void {
    this.#held = NO_BYTES;
    this.#places = [];
    this.#prompt = 0;
    this.#owesLineEnd = false;
  }

  #compare(byte: number): void {
    const agreeing: number[] = [];
    for (const place of this.#places) {
      if (this.#tail[place + this.#compared] === byte) agreeing.push(place);
      // A place in the prompt's own line went on past the prompt found, and then differed: the prompt has changed
      // (a clock, a branch), and what was found is only a stretch that happens to recur in it.
      else if (place >= this.#lastLine && this.#compared > this.#prompt) this.#prompt = 0;
    }
    this.#places = agreeing;
  }

  #notePrompt(): void {
    // The places stand in rising order, so only the last one can have reached the end.
    const last = this.#places[this.#places.length - 1];
    if (last === undefined || last + this.#compared !== this.#tail.length) return;
    this.#places.pop();
    this.#prompt = this.#compared;
    this.#promptEnd = this.#read;
    this.#places = this.#places.filter((place) => place >= this.#lastLine);
  }

  #close(bytes: Uint8Array): void {
    const end = this.#prompt > 0 ? this.#promptEnd : 0;
    this.#held = NO_BYTES;
    this.#places = [];
    this.#prompt = 0;
    if (end > 0) this.#owesLineEnd = false;
    if (bytes.length > end) this.#give(sliceView(bytes, end, bytes.length));
    if (end > 0) this.#found(!bytes.subarray(0, end).includes(LF));
  }

  #give(bytes: Uint8Array): void {
    if (this.#owesLineEnd) this.#pass(LINE_END);
    this.#owesLineEnd = false;
    this.#pass(bytes);
  }
}

/** Output without the question behind its prompt: whether that is asked again is another matter. */
function withoutQuery(output: Uint8Array): Uint8Array {
  const start = output.length - CURSOR_QUERY.length;
  return CURSOR_QUERY.every((byte, index) => output[start + index] === byte) ? output.subarray(0, start) : output;
}
