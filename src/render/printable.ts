/** Stands for what cannot be written (U+FFFD). */
const REPLACEMENT = "\ufffd";

/**
 * What no text of a file may hold: controls but for the blank ones (XML 1.0, 2.2; HTML, "control-character-in-input-stream"),
 * characters that are none (U+FFFE, U+FDD0 …), and halves of surrogate pairs.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** A text without what XML, HTML and terminals forbid or would take for an order; each such character is a U+FFFD. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, REPLACEMENT);
}
