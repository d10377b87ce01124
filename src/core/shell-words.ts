/** What a character does, by the quote it stands in: `""` outside of quotes. */
interface Cut {
  readonly before: string[];
  /** `undefined` between two words. */
  current: string | undefined;
  quote: "" | "'" | '"';
}

/**
 * Cuts a command line, up to the cursor, into the words before the cursor's and that word itself, without their quotes
 * (POSIX shell, 2.2 Quoting). A quote that is still open ends with the line. Nothing is expanded: variables and
 * substitutions stay as they are written.
 */
export function shellWords(line: string): { before: string[]; current: string } {
  const cut: Cut = { before: [], current: undefined, quote: "" };
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string;
    if (character === "\\" && cut.quote !== "'") append(cut, unescaped(cut, line[++at] ?? ""));
    else if (cut.quote !== "") inQuotes(cut, character);
    else outsideQuotes(cut, character);
  }
  return { before: cut.before, current: cut.current ?? "" };
}

function append(cut: Cut, text: string): void {
  cut.current = (cut.current ?? "") + text;
}

/** Between double quotes a backslash counts only before what it can escape there. */
function unescaped(cut: Cut, character: string): string {
  return cut.quote === '"' && !/[$`"\\\n]/.test(character) ? `\\${character}` : character;
}

function inQuotes(cut: Cut, character: string): void {
  if (character === cut.quote) cut.quote = "";
  else append(cut, character);
}

function outsideQuotes(cut: Cut, character: string): void {
  if (character === "'" || character === '"') {
    cut.quote = character;
    append(cut, "");
  } else if (/\s/.test(character)) {
    if (cut.current !== undefined) cut.before.push(cut.current);
    cut.current = undefined;
  } else {
    append(cut, character);
  }
}

/** A word in single quotes, as bash, zsh and fish all understand them: a quote inside is written outside, escaped. */
export function quotedShellWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
