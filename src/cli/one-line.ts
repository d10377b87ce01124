/** A text as it fits into a table: its first line, with `…` where there are more, and no control characters. */
export function oneLine(text: string): string {
  const [first = "", ...more] = text.replace(/\n$/, "").split("\n");
  return first.replace(/\p{Cc}/gu, "\ufffd") + (more.length > 0 ? " …" : "");
}
