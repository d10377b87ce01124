import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { COMPONENTS, type Component } from "../../src/cli/licenses/components.ts";

const PACKAGES = join(import.meta.dirname, "../../node_modules");
const TEXTS = join(import.meta.dirname, "texts");

/** Packages that bring no text of their own licence, or one that says less than it should: files in `texts/`. */
const OWN_TEXTS: Readonly<Record<string, readonly string[]>> = {
  bun: ["bun.txt", "LGPL-2.0.txt", "LGPL-2.1.txt"],
  "@xterm/headless": ["xterm.txt"],
  "@azurity/pure-nerd-font": ["nerd-fonts.txt", "Apache-2.0.txt"],
};
const LICENSE_FILES = ["LICENSE", "LICENSE_FONT"];

/** THIRD_PARTY.md: what the executable carries, and every licence's text, each once. */
export function thirdPartyPage(): string {
  const rows = COMPONENTS.map(
    ({ name, version, license, use, attribution = "" }) =>
      `| \`${name}\` | ${version} | ${license} | ${use} | ${attribution} |`,
  );
  return `# Third-party software and fonts

<!-- Written by \`npm run docs\` from src/cli/licenses/ and the packages' own files; a test fails where it is stale. -->

agent-tty is under the [MIT License](LICENSE). Its executable carries what others have made; \`agent-tty licenses\` prints this
page. Fonts are cut down to what a terminal shows, and compressed; those whose licence reserves their name are not offered
under it.

| component | version | licence | what for | attribution |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

${texts().join("\n\n")}
`;
}

/** The texts, each under the names of all components that it is for. */
function texts(): string[] {
  const owners = new Map<string, string[]>();
  for (const component of COMPONENTS) {
    for (const text of textsOf(component)) owners.set(text, [...(owners.get(text) ?? []), component.name]);
  }
  return [...owners].map(([text, names]) => `## ${names.join(", ")}\n\n\`\`\`text\n${text}\n\`\`\``);
}

function textsOf({ name }: Component): string[] {
  const own = OWN_TEXTS[name]?.map((file) => join(TEXTS, file));
  const files = own ?? LICENSE_FILES.map((file) => join(PACKAGES, name, file)).filter((file) => existsSync(file));
  if (files.length === 0) throw new Error(`There is no text of the licence of '${name}'.`);
  return files.map(read);
}

/** Without what differs from editor to editor, and without fences of its own. */
function read(path: string): string {
  const lines = readFileSync(path, "utf8").replaceAll("\r\n", "\n").replaceAll("\f", "").split("\n");
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll("```", "'''")
    .trim();
}
