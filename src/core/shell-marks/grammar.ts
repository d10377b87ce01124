/**
 * What a shell that has been told to says to its terminal about itself: where it prompts, where a command begins and ends
 * (OSC 133, as FinalTerm defined it), and its directory (OSC 7). Each mark carries a random word of the session
 * (`aid=<word>`), without which it is not ours.
 */
export type ShellMark =
  /**
   * `133;D`: a prompt begins, or the command before it has ended; the shell's `$?`, 0 to 255. With `repeats=1` the prompt
   * that follows says it again.
   */
  | { readonly kind: "end"; readonly exitCode?: number; readonly repeats?: true }
  /** `133;B`: the prompt has been shown, and what is typed comes next. */
  | { readonly kind: "input" }
  /** `133;P`: a prompt for the rest of a command begins. */
  | { readonly kind: "more" }
  /** `133;C`: a command begins; with its text where the shell tells it. */
  | { readonly kind: "start"; readonly command?: string }
  /** `133;I`: the answer to a line that we have typed; `$?` as it was before that line. */
  | { readonly kind: "answer"; readonly exitCode?: number }
  /** `7`: the directory, an absolute path. */
  | { readonly kind: "directory"; readonly path: string };

const ESC = 0x1b;
const BEL = 0x07;
const OSC_FINAL = 0x5d; // the bracket of ESC ]
const ST_FINAL = 0x5c; // the backslash of ESC \

/** The longest mark, in bytes: one with the text of a command, of which shells send no more than 4,000 characters. */
export const MAX_MARK_LENGTH = 32 * 1024;

/** How the control strings begin that may be marks, behind ESC ]. */
const HEADS = ["133;", "7;"].map((head) => new TextEncoder().encode(head));

/** What stands at a place in the output: no mark of ours; what may become one; or a whole one that ends before `end`. */
export type MarkReading =
  | { readonly kind: "none" }
  | { readonly kind: "partial" }
  | { readonly kind: "whole"; readonly mark: ShellMark; readonly end: number };

const NONE: MarkReading = { kind: "none" };
const PARTIAL: MarkReading = { kind: "partial" };

/** Reads the mark that may start at `start`, where an ESC stands. */
export function readMark(bytes: Uint8Array, start: number, word: string): MarkReading {
  const body = bodyStart(bytes, start);
  if (typeof body !== "number") return body;
  for (let at = body; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (at - start > MAX_MARK_LENGTH) return NONE;
    if (byte === BEL) return finished(bytes.subarray(body, at), at + 1, word);
    if (byte === ESC) {
      if (at + 1 === bytes.length) return PARTIAL;
      return bytes[at + 1] === ST_FINAL ? finished(bytes.subarray(body, at), at + 2, word) : NONE;
    }
    // No control character stands in a control string (ECMA-48 §5.6).
    if (byte < 0x20) return NONE;
  }
  return bytes.length - start > MAX_MARK_LENGTH ? NONE : PARTIAL;
}

/** Where the number of the command begins, behind ESC ]; or why there is none. */
function bodyStart(bytes: Uint8Array, start: number): number | MarkReading {
  if (start + 1 === bytes.length) return PARTIAL;
  if (bytes[start + 1] !== OSC_FINAL) return NONE;
  const body = start + 2;
  for (const head of HEADS) {
    const length = Math.min(head.length, bytes.length - body);
    let same = 0;
    while (same < length && bytes[body + same] === head[same]) same += 1;
    if (same === length) return length === head.length ? body : PARTIAL;
  }
  return NONE;
}

function finished(body: Uint8Array, end: number, word: string): MarkReading {
  const mark = parse(new TextDecoder().decode(body), `aid=${word}`);
  return mark === undefined ? NONE : { kind: "whole", mark, end };
}

function parse(body: string, aid: string): ShellMark | undefined {
  if (body.startsWith("7;")) return directory(body.slice(2), aid);
  const [, letter, ...fields] = body.split(";");
  if (!fields.includes(aid)) return undefined;
  return letter !== undefined && Object.hasOwn(PARSERS, letter) ? PARSERS[letter]?.(fields) : undefined;
}

const PARSERS: Readonly<Record<string, (fields: readonly string[]) => ShellMark>> = {
  D: (fields) => ({ kind: "end", ...exitCodeOf(fields), ...(fields.includes("repeats=1") && { repeats: true }) }),
  B: () => ({ kind: "input" }),
  P: () => ({ kind: "more" }),
  C: (fields) => ({ kind: "start", ...commandOf(fields) }),
  I: (fields) => ({ kind: "answer", ...exitCodeOf(fields) }),
};

/** `file://<host><path>?aid=<word>`; the path as it is, for it holds no control character. */
function directory(url: string, aid: string): ShellMark | undefined {
  if (!url.endsWith(`?${aid}`)) return undefined;
  const path = /^file:\/\/[^/]*(\/.*)$/.exec(url.slice(0, -aid.length - 1))?.[1];
  return path === undefined ? undefined : { kind: "directory", path };
}

/** `cmdline_url=<text>`, in which control characters, `%` and `;` are written as `%XX`. */
function commandOf(fields: readonly string[]): { command?: string } {
  const field = fields.find((candidate) => candidate.startsWith("cmdline_url="));
  if (field === undefined) return {};
  const text = field.slice("cmdline_url=".length);
  try {
    return { command: decodeURIComponent(text) };
  } catch {
    return { command: text };
  }
}

function exitCodeOf(fields: readonly string[]): { exitCode?: number } {
  const exitCode = /^\d{1,3}$/.test(fields[0] ?? "") ? Number(fields[0]) : -1;
  return exitCode >= 0 && exitCode <= 255 ? { exitCode } : {};
}
