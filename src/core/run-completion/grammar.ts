/**
 * How a waited run is written down: its marker in the event log, its sentinel in the output of the program, and the
 * postamble that makes a shell print the sentinel.
 *
 * The sentinel is an APC control string (ECMA-48 §8.3.2, `ESC _ … ESC \`), which terminals do not show:
 * `ESC _ A <16 hex>[;<exit status>] ESC \`.
 */

const MARKER_BYTES = 16;
const TOKEN_BYTES = 8;
const TOKEN_LENGTH = TOKEN_BYTES * 2;

const MARKER_FORMAT = /^__AT_MARKER_[0-9a-f]{32}__$/;

const ESC = 0x1b;
const BACKSLASH = 0x5c;
const SEMICOLON = 0x3b;
const SENTINEL_HEAD = [ESC, 0x5f, 0x41] as const; // ESC _ A
const MAX_STATUS_DIGITS = 3;
const MAX_STATUS = 255;

/** How a shell is told to print a sentinel; see {@link postambleOf}. */
export type Dialect = "posix" | "bash" | "fish" | "plain";

/** Everything of a postamble but its token, which stands between the parts. */
const POSTAMBLES: Readonly<Record<Dialect, readonly [head: string, ...rest: string[]]>> = {
  posix: [String.raw` (s=$?;printf '\033_A`, String.raw`;%s\33\\' $s;exit $s)&&(:)`],
  // The second part takes the line itself out of the history, see `postambleOf`.
  bash: [
    String.raw` ! (s=$?;printf '\033_A`,
    String.raw`;%s\033\134' $s;exit $s);{ ([[ $(history 1;trap -p DEBUG) = *`,
    '*S ]])&&! history -d -1 -- "$_";(read s;exit $s);} 2>/dev/null <<<$PIPESTATUS',
  ],
  fish: [String.raw` begin;set -l s $status;printf '\033_A`, String.raw`;%s\033\134' $s;return $s;end`],
  plain: [String.raw` printf '\033_A`, String.raw`\033\134'`],
};

/** What the postambles of each dialect begin with. */
export const POSTAMBLE_HEADS: readonly string[] = Object.values(POSTAMBLES).map(([head]) => head);

/** Gives `count` random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** A new marker, `__AT_MARKER_<32 hex>__`. */
export function makeMarker(randomBytes: RandomBytes): string {
  return `__AT_MARKER_${hex(randomBytes(MARKER_BYTES))}__`;
}

/** Whether `text` is a marker as {@link makeMarker} makes them. */
export function isMarker(text: string): boolean {
  return MARKER_FORMAT.test(text);
}

/** A new token: 16 hexadecimal digits. */
export function makeToken(randomBytes: RandomBytes): string {
  return hex(randomBytes(TOKEN_BYTES));
}

/** The sentinel of the run with this token, in its form without an exit status. */
export function sentinelOf(token: string): string {
  return `\x1b_A${token}\x1b\\`;
}

/**
 * The shell line that prints the sentinel, without the Enter behind it.
 *
 * ESC and backslash are octal escapes, so that an echo of the line can never look like the sentinel. The space in
 * front keeps the line out of the history of shells that are told to ignore such lines. Where the shell is known, the
 * sentinel carries the exit status of the command before, and the line leaves `$?` as it was: in a subshell, so that no
 * variable is left behind, or in fish's block of its own. The status of what stands in front of `&&` ends no shell that
 * was told `set -e`, and `(:)` leaves `$_` alone. `plain` is for the others: it only tells that the shell is back.
 *
 * bash's then takes itself out of the history (5.0 or newer: an older one has no -1). It makes sure that it is the last
 * entry, by its token, and that nobody has a DEBUG trap, who would see it; `$_` is what is given behind `--`, and the
 * status comes back from a here-string. `!` keeps the ERR trap and `set -e` out of it.
 */
export function postambleOf(token: string, dialect: Dialect): string {
  return POSTAMBLES[dialect].join(token);
}

/**
 * What stands at a place in the output: certainly no sentinel; the start of what may become one (`token` is as much
 * of the token as is there); or a whole one, which ends before `end`.
 */
export type SentinelReading =
  | { readonly kind: "none" }
  | { readonly kind: "partial"; readonly token: string }
  | { readonly kind: "whole"; readonly token: string; readonly end: number; readonly exitCode?: number };

const NONE: SentinelReading = { kind: "none" };

function isTokenDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}

/** Reads the sentinel that may start at `start`. */
export function readSentinel(bytes: Uint8Array, start: number): SentinelReading {
  let at = start;
  for (const expected of SENTINEL_HEAD) {
    if (at === bytes.length) return { kind: "partial", token: "" };
    if (bytes[at++] !== expected) return NONE;
  }
  let token = "";
  for (; token.length < TOKEN_LENGTH; at += 1) {
    const digit = bytes[at];
    if (digit === undefined) return { kind: "partial", token };
    if (!isTokenDigit(digit)) return NONE;
    token += String.fromCharCode(digit);
  }
  return readSentinelEnd(bytes, at, token);
}

function readSentinelEnd(bytes: Uint8Array, start: number, token: string): SentinelReading {
  let at = start;
  let status = "";
  if (bytes[at] === SEMICOLON) {
    at += 1;
    for (let digit = bytes[at]; digit !== undefined && digit >= 0x30 && digit <= 0x39; digit = bytes[++at]) {
      status += String.fromCharCode(digit);
      if (status.length > MAX_STATUS_DIGITS) return NONE;
    }
    if (at === bytes.length) return { kind: "partial", token };
    if (status === "" || Number(status) > MAX_STATUS) return NONE;
  }
  for (const expected of [ESC, BACKSLASH]) {
    if (at === bytes.length) return { kind: "partial", token };
    if (bytes[at++] !== expected) return NONE;
  }
  return status === ""
    ? { kind: "whole", token, end: at }
    : { kind: "whole", token, end: at, exitCode: Number(status) };
}
