import { GLOBAL_OPTIONS } from "./global-options.ts";

/** Global options that take a value as the next word. */
const TAKING_VALUE = new Set(
  GLOBAL_OPTIONS.filter(({ flags }) => flags.includes("<")).map(({ flags }) => flags.slice(0, flags.indexOf(" "))),
);

/** The first word that is neither a global option nor its value: the command. Nothing is loaded to find it. */
export function commandWord(argv: readonly string[]): string | undefined {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string;
    if (!word.startsWith("-")) return word;
    if (TAKING_VALUE.has(word)) at++;
  }
  return undefined;
}

/** Whether a failure is to be reported as JSON: `--json` anywhere before `--`, even on a line that cannot be parsed. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}
