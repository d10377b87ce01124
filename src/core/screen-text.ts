/** One row of the screen, as {@link logicalText} needs it. */
export interface TextRow {
  /**
   * The row's text. Without trailing blanks, except in a row that the next one continues: there blanks are part of
   * the line, all but the one cell that stays empty when a wide character did not fit at the margin.
   */
  readonly text: string;
  /** Whether the terminal wrapped the previous row into this one (soft wrap), so that both are one line. */
  readonly wrapped: boolean;
}

/**
 * `text` without its trailing blanks. A blank is U+0020: that is what an empty cell reads as. A no-break space is
 * something a program printed, and stays.
 */
export function trimTrailingBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
  return end === text.length ? text : text.slice(0, end);
}

/**
 * The text of a screen: its rows from the top, each without trailing blanks, joined with `\n`. No `\n` at the end, and
 * empty rows stay, so a screen of `n` rows always gives `n - 1` newlines.
 */
export function screenText(lines: readonly string[]): string {
  return lines.map(trimTrailingBlanks).join("\n");
}

/**
 * What a `screenHash` is the hash of: SHA-256, in lower-case hex, of the UTF-8 bytes of this string. It is the
 * {@link screenText} of the visible lines and nothing else: colours, cursor and scrollback do not change the hash.
 * The hashing itself is done by the caller; core has no crypto.
 */
export function screenHashInput(visibleLines: readonly string[]): string {
  return screenText(visibleLines);
}

/**
 * The text of a screen in which a line that the terminal wrapped is one line again, as a program wrote it. A first
 * row that continues a line of the scrollback starts a line here.
 */
export function logicalText(rows: readonly TextRow[]): string {
  const lines: string[] = [];
  for (const row of rows) {
    const last = lines.length - 1;
    if (row.wrapped && last >= 0) lines[last] += row.text;
    else lines.push(row.text);
  }
  return screenText(lines);
}
