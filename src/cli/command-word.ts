import { GLOBAL_OPTIONS } from "./global-options.ts";

/** Global options that take a value as the next word. */
const TAKING_VALUE = new Set(
  GLOBAL_OPTIONS.filter(({ flags }) => flags.includes("<")).map(({ flags }) => flags.slice(0, flags.indexOf(" "))),
);

/**
 * The words that are neither options nor values of global options, as far as can be told without knowing the command:
 * the first of them name it. Nothing is loaded to find them.
 */
export function commandWords(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string;
    if (!word.startsWith("-")) words.push(word);
    else if (TAKING_VALUE.has(word)) at++;
  }
  return words;
}

/** Whether a failure is to be reported as JSON: `--json` anywhere before `--`, even on a line that cannot be parsed. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}
