const NEWLINE = 0x0a;

/** How many newlines are in `text`. */
export function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** `text` without the newlines at its end: rows with nothing in them. */
export function withoutEmptyEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === NEWLINE) end--;
  return text.slice(0, end);
}

/** Where the last `count` lines of `text` begin; 0 if it has no more than these. */
export function lastLinesStart(text: string, count: number): number {
  let at = text.length;
  for (let lines = 0; lines < count; lines++) {
    at = at === 0 ? -1 : text.lastIndexOf("\n", at - 1);
    if (at === -1) return 0;
  }
  return at + 1;
}
