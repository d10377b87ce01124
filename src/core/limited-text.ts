/** A text, perhaps with a hole: what stood between `head` and `tail` has not been kept. */
export interface TextParts {
  readonly head: string;
  /** Bytes that are missing between the two; 0 where they are one text. */
  readonly omittedBytes: number;
  readonly tail: string;
}

export interface LimitedText {
  readonly text: string;
  readonly truncated: boolean;
  /** There where something has been left out. */
  readonly omittedBytes?: number;
}

const NEWLINE = 0x0a;

/** What the line that marks the cut takes at most, with the newlines around it, in bytes. */
const MARK_BYTES = 48;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The head and the tail of a text that is longer than `maxBytes` in UTF-8, with a line between them that says how much
 * is missing; all of it together is no longer than that. Cuts at line ends where they are near, never in a character.
 * Where not even the mark has room, there is a head only.
 */
export function limited(text: string, maxBytes: number): LimitedText {
  return limitedParts({ head: text, omittedBytes: 0, tail: "" }, maxBytes);
}

/** As {@link limited}, of a text in two parts. */
export function limitedParts({ head, omittedBytes, tail }: TextParts, maxBytes: number): LimitedText {
  if (omittedBytes === 0) return limitedWhole(head + tail, maxBytes);
  const first = encoder.encode(head);
  const last = encoder.encode(tail);
  if (maxBytes < MARK_BYTES) return headOnly(first, omittedBytes + last.length, maxBytes);
  const [start, end] = rooms(first.length, last.length, maxBytes);
  const shownHead = first.subarray(0, headEnd(first, start));
  const shownTail = last.subarray(tailStart(last, end));
  const cut = first.length - shownHead.length + last.length - shownTail.length;
  return joined(shownHead, omittedBytes + cut, shownTail);
}

function limitedWhole(text: string, maxBytes: number): LimitedText {
  // No text has more units than bytes: most need no second look.
  if (text.length * 3 <= maxBytes) return { text, truncated: false };
  const bytes = encoder.encode(text);
  if (bytes.length <= maxBytes) return { text, truncated: false };
  if (maxBytes < MARK_BYTES) return headOnly(bytes, 0, maxBytes);
  const half = (maxBytes - MARK_BYTES) / 2;
  const start = headEnd(bytes, Math.ceil(half));
  const end = tailStart(bytes, Math.floor(half));
  return joined(bytes.subarray(0, start), end - start, bytes.subarray(end));
}

/** How much of the room each part gets: half, or what the other does not need. */
function rooms(head: number, tail: number, maxBytes: number): [number, number] {
  const room = maxBytes - MARK_BYTES;
  const half = Math.floor(room / 2);
  if (head < half) return [head, room - head];
  return tail < half ? [room - tail, tail] : [half, half];
}

/** The head alone, where the mark has no room. */
function headOnly(head: Uint8Array, behind: number, maxBytes: number): LimitedText {
  const shown = head.subarray(0, characterStart(head, maxBytes));
  return { text: decoder.decode(shown), truncated: true, omittedBytes: behind + head.length - shown.length };
}

function joined(head: Uint8Array, omittedBytes: number, tail: Uint8Array): LimitedText {
  const before = decoder.decode(head);
  const lineEnd = before === "" || before.endsWith("\n") ? "" : "\n";
  const text = `${before}${lineEnd}… ${omittedBytes} bytes left out …\n${decoder.decode(tail)}`;
  return { text, truncated: true, omittedBytes };
}

/** Where a head of at most `room` bytes ends: behind a newline, if one is in its second half. */
function headEnd(bytes: Uint8Array, room: number): number {
  if (bytes.length <= room) return bytes.length;
  const newline = room === 0 ? -1 : bytes.lastIndexOf(NEWLINE, room - 1);
  return newline >= 0 && newline + 1 >= room / 2 ? newline + 1 : characterStart(bytes, room);
}

/** Where a tail of at most `room` bytes begins: behind a newline, if one is in its first half. */
function tailStart(bytes: Uint8Array, room: number): number {
  if (bytes.length <= room) return 0;
  const start = bytes.length - room;
  const newline = bytes.indexOf(NEWLINE, start - 1);
  if (newline !== -1 && newline + 1 - start <= room / 2) return newline + 1;
  let at = start;
  while (at < bytes.length && isContinuation(bytes[at])) at += 1;
  return at;
}

/** The start of the character that `at` is in. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = Math.min(at, bytes.length);
  while (start > 0 && start < bytes.length && isContinuation(bytes[start])) start -= 1;
  return start;
}

/** The second and later bytes of a character (RFC 3629 §3). */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
