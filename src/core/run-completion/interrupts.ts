import type { Timers } from "./waiter.ts";

/** What a terminal in canonical mode takes for an interrupt, a suspension and a quit, unless told otherwise. */
const INTERRUPTS = [0x03, 0x1a, 0x1c];

/** How such a terminal echoes them: `^C`, and nothing else. */
const ECHO = /^\^[CZ\\]$/;
const ECHO_LENGTH = 2;

/** How long to wait for a sign of life behind an interrupt, in ms: a shell without a prompt gives none. */
const PATIENCE_MS = 200;

/**
 * Types postambles again that an interrupt has thrown away: with it goes all that has been typed ahead into a terminal
 * in canonical mode (POSIX termios, ISIG without NOFLSH), and nothing would tell any more when the shell is back.
 *
 * They are typed when something has been printed since, for a shell prints its prompt when the program is gone. A
 * program that was reading when it was interrupted would still take a line that came with the interrupt.
 */
export class Interrupts {
  readonly #timers: Timers;
  readonly #type: (postambles: readonly string[]) => void;
  #lost: readonly string[] = [];
  #echo = "";
  #timer: { readonly handle: unknown } | undefined;

  /** @param type types those of the postambles that are still needed. */
  constructor(timers: Timers, type: (postambles: readonly string[]) => void) {
    this.#timers = timers;
    this.#type = type;
  }

  /** This input is being written to a terminal in canonical mode, in which these postambles have been typed ahead. */
  sawInput(input: Uint8Array, postambles: readonly string[]): void {
    if (postambles.length === 0 || !INTERRUPTS.some((byte) => input.includes(byte))) return;
    this.cancel();
    this.#lost = postambles;
    this.#timer = { handle: this.#timers.set(PATIENCE_MS, () => this.retype()) };
  }

  sawOutput(bytes: Uint8Array): void {
    if (this.#timer === undefined) return;
    this.#echo += String.fromCharCode(...bytes.subarray(0, ECHO_LENGTH + 1 - this.#echo.length));
    if (this.#echo.length >= ECHO_LENGTH && !ECHO.test(this.#echo)) this.retype();
  }

  /** Types what is to be typed now: other input is about to be written, or no more is to be waited for. */
  retype(): void {
    const lost = this.#lost;
    this.cancel();
    if (lost.length > 0) this.#type(lost);
  }

  /** Forgets what was to be typed. */
  cancel(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer.handle);
    this.#timer = undefined;
    this.#lost = [];
    this.#echo = "";
  }
}
