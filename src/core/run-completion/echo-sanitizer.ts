import { joinBytes, NO_BYTES, sliceView } from "../bytes.ts";
import { EchoMatch, type Verdict } from "./echo-match.ts";
import { EchoStarts } from "./echo-starts.ts";
import { LONG_QUIET_MS, SHORT_QUIET_MS } from "./quiet.ts";

const encoder = new TextEncoder();

/** So many matches at once that a look for equal ones pays. */
const CROWD = 4;

/** What bash writes behind the line it has read; after a postamble it belongs to the echo. */
const AFTER_LINE = encoder.encode("\x1b[?2004l\r");

/**
 * Takes the echo of postambles out of the output: exactly the bytes of the line and its line end where a kernel echoed
 * it in one piece; the line, its redraws and all noise around them, up to the sentinel, where a line editor drew it.
 * Bytes that no postamble can explain are never lost: what turns out to be no echo is given out, unchanged.
 */
export class EchoSanitizer {
  readonly #pass: (bytes: Uint8Array) => void;
  readonly #postambles = new Map<string, Uint8Array>();
  readonly #starts = new EchoStarts();
  #matches: EchoMatch[] = [];
  /** How much of {@link AFTER_LINE} has been seen; nothing where it is not expected. */
  #afterLine: number | undefined;
  /** Bytes of earlier chunks that are not decided, and during a push those of the chunk as well. */
  #bytes = NO_BYTES;
  /** Index in `#bytes` of the first byte that has neither been given out nor dropped. */
  #done = 0;
  #endsInEcho = false;

  constructor(pass: (bytes: Uint8Array) => void) {
    this.#pass = pass;
  }

  /** After how much quiet what is held on mere suspicion is to be given out, in ms; nothing where nothing is. */
  get quietLimitMs(): number | undefined {
    if ((this.#afterLine ?? 0) > 0) return SHORT_QUIET_MS;
    const suspects = this.#matches.filter((match) => match.unsure);
    if (suspects.length === 0) return undefined;
    return suspects.some((match) => !match.likely) ? SHORT_QUIET_MS : LONG_QUIET_MS;
  }

  /** Whether an echo was the last thing that came, so that the cursor is at the start of a line that is not shown. */
  get endsInEcho(): boolean {
    return this.#endsInEcho;
  }

  watch(postamble: string): void {
    this.#postambles.set(postamble, encoder.encode(postamble));
  }

  /** The run has completed: no echo of its postamble comes any more. To be called behind {@link EchoSanitizer.settle}. */
  forget(postamble: string): void {
    const line = this.#postambles.get(postamble);
    this.#postambles.delete(postamble);
    this.#matches = this.#matches.filter((match) => match.postamble !== line);
  }

  push(chunk: Uint8Array): void {
    if (this.#postambles.size === 0 && this.#bytes.length === 0) {
      this.#endsInEcho = false;
      this.#pass(chunk);
      return;
    }
    let at = this.#bytes.length;
    this.#bytes = joinBytes(this.#bytes, chunk);
    this.#starts.over(this.#bytes);
    while (at < this.#bytes.length) {
      if (this.#matches.length === 0 && this.#afterLine === undefined) {
        at = this.#starts.next(at);
        if (at === this.#bytes.length) break;
      }
      this.#take(this.#bytes[at] as number, at);
      at += 1;
    }
    this.#giveOut();
  }

  /** Gives out what is held on mere suspicion after so much quiet; an echo that is certain stays held. */
  releaseSuspects(quietMs: number): void {
    const stays = (match: EchoMatch): boolean => !match.unsure || (match.likely && quietMs < LONG_QUIET_MS);
    this.#matches = this.#matches.filter(stays);
    this.#afterLine = undefined;
    this.#giveOut();
  }

  /** Decides everything that is held: what belongs to a recognised echo is dropped, all else is given out. */
  settle(): void {
    const echo = this.#matches.find((match) => match.recognised);
    this.#matches = [];
    this.#afterLine = undefined;
    if (echo !== undefined) this.#drop(echo.start, this.#bytes.length);
    this.#giveOut();
    if (echo !== undefined) this.#matches = [EchoMatch.resting(echo.postamble)];
  }

  /** Forgets all runs and all bytes. */
  reset(): void {
    this.#postambles.clear();
    this.#matches = [];
    this.#afterLine = undefined;
    this.#bytes = NO_BYTES;
    this.#done = 0;
  }

  #take(byte: number, at: number): void {
    if (this.#afterLine !== undefined && this.#takeAfterLine(byte, at)) return;
    const done = this.#done;
    let complete: EchoMatch | undefined;
    let alive: EchoMatch[] = [];
    for (const match of this.#matches) {
      const verdict: Verdict = at - match.heldFrom < match.limit ? match.step(byte) : "dead";
      if (verdict === "line-end") {
        this.#endLine(match, at);
        return;
      }
      // Of two beginnings the later one is taken, so nothing need be held for the earlier one any longer.
      if (verdict === "certain") alive = alive.filter((other) => other.postamble !== match.postamble);
      if (verdict === "complete") complete = match;
      if (verdict === "explained") this.#drop(match.start, at + 1);
      if (verdict !== "dead") alive.push(match);
    }
    this.#matches = alive;
    if (complete === undefined) this.#begin(at);
    else this.#recognise(complete, at);
    if (this.#done > done) for (const match of this.#matches) match.advance(this.#done, 0);
  }

  /** A line without noise has ended: nothing but that line is dropped, and no other match can be true beside it. */
  #endLine(match: EchoMatch, at: number): void {
    this.#drop(match.start, at + 1);
    this.#matches = [];
    this.#afterLine = 0;
  }

  /** A postamble has been drawn to its end: no other match can be true beside it. */
  #recognise(match: EchoMatch, at: number): void {
    this.#matches = [match];
    // In one piece it may still be a kernel's echo, or the text of a program: the bytes behind it will tell.
    if (match.edited) this.#drop(match.start, at + 1);
  }

  #begin(at: number): void {
    const first = this.#starts.firstAt(at);
    if (first === undefined) return;
    for (const postamble of this.#postambles.values()) {
      if (postamble[first] !== this.#bytes[at]) continue;
      const others = this.#matches.filter((match) => match.postamble === postamble);
      if (others.some((match) => match.claims(first))) continue;
      const again = others.find((match) => match.beginsAgain(first));
      this.#matches.push(new EchoMatch(postamble, at, first, again));
    }
    if (this.#matches.length > CROWD) this.#thin();
  }

  /** Of matches that can only come out the same way, the one with the latest beginning counts: the others may go. */
  #thin(): void {
    const matches = this.#matches;
    this.#matches = matches.filter((match, index) => !matches.some((other, i) => i > index && other.equals(match)));
  }

  #takeAfterLine(byte: number, at: number): boolean {
    const seen = this.#afterLine ?? 0;
    if (AFTER_LINE[seen] !== byte) {
      this.#afterLine = undefined;
      return false;
    }
    this.#afterLine = seen + 1;
    if (this.#afterLine === AFTER_LINE.length) {
      this.#drop(at + 1 - AFTER_LINE.length, at + 1);
      this.#afterLine = undefined;
    }
    return true;
  }

  /** Gives out what stands before `start`, and drops what stands from there up to `end`. */
  #drop(start: number, end: number): void {
    this.#emit(start);
    if (end > this.#done) this.#endsInEcho = true;
    this.#done = Math.max(this.#done, end);
  }

  #emit(end: number): void {
    if (end > this.#done) {
      this.#endsInEcho = false;
      this.#pass(sliceView(this.#bytes, this.#done, end));
    }
    this.#done = Math.max(this.#done, end);
  }

  /** Gives out everything that nothing holds, and keeps a copy of the rest. */
  #giveOut(): void {
    const length = this.#bytes.length;
    const heldBack = length - (this.#afterLine ?? 0);
    const keepFrom = this.#matches.reduce((first, match) => Math.min(first, match.heldFrom), heldBack);
    this.#emit(keepFrom);
    // A copy: the chunk is the caller's again as soon as we return.
    this.#bytes = this.#done === length ? NO_BYTES : this.#bytes.slice(this.#done);
    for (const match of this.#matches) match.advance(this.#done, this.#done);
    this.#done = 0;
  }
}
