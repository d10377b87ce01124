/**
 * The fields of the block between the two `---` lines that a Markdown file may begin with: `name: value`, one a line.
 * A file without such a block has none.
 */
export function frontMatter(markdown: string): Record<string, string> {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(markdown)?.[1] ?? "";
  const fields = block.split("\n").map((line) => /^([\w-]+):\s*(.*)$/.exec(line));
  return Object.fromEntries(fields.filter((field) => field !== null).map(([, name, value]) => [name, value]));
}
