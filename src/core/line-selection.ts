/** Which lines of a text are wanted: those that match, and of these the first or the last. */
export interface LineSelection {
  readonly grep?: RegExp;
  readonly head?: number;
  readonly tail?: number;
}

/** The wanted lines of `text`, joined with newlines, and how many they are. */
export function selectLines(text: string, { grep, head, tail }: LineSelection): { text: string; count: number } {
  const lines = text === "" ? [] : text.split("\n");
  const matching = grep === undefined ? lines : lines.filter((line) => grep.test(line));
  const first = head === undefined ? matching : matching.slice(0, head);
  const wanted = tail === undefined ? first : first.slice(Math.max(0, first.length - tail));
  return { text: wanted.join("\n"), count: wanted.length };
}
