import { asAppError } from "../protocol/errors.ts";
import type { CommandEntry } from "./command.ts";
import { CATALOGUE, findCommand } from "./command-table.ts";
import { commandWords, wantsJson } from "./command-word.ts";
import { resolveGlobals } from "./global-options.ts";
import { printDiagnostic, printFailure, printHuman, printSuccess } from "./output.ts";

/** What is known of a call before its command line has been parsed. */
interface Call {
  readonly argv: readonly string[];
  readonly words: readonly string[];
  readonly entry: CommandEntry | undefined;
  /** How a failure is to be reported: a guess until the line has been parsed, since a line that cannot be needs one. */
  json: boolean;
}

/** Runs the command line: finds the command, loads and parses it, calls it, prints what it gave, and exits. */
export async function runProgram(argv: readonly string[]): Promise<never> {
  const call = newCall(argv);
  try {
    process.exit(await execute(call));
  } catch (thrown) {
    const error = asAppError(thrown);
    printFailure(call.entry?.name ?? "agent-tty", error, call.json);
    if (!call.json && thrown instanceof Error && "help" in thrown) printDiagnostic(`\n${thrown.help}`);
    process.exit(error.exitStatus);
  }
}

function newCall(argv: readonly string[]): Call {
  const words = commandWords(argv);
  // `help create` is `create --help`, and `help` alone `--help`.
  if (words[0] === "help" && words.length > 1) return newCall([...words.slice(1), "--help"]);
  return { argv, words, entry: findCommand(words), json: wantsJson(argv) };
}

async function execute(call: Call): Promise<number> {
  const { argv, words, entry } = call;
  if (entry === undefined) {
    const { programHelp } = await import("./program-help.ts");
    printHuman(programHelp(argv, words, call.json));
    return 0;
  }
  const [{ command }, { parseCommand }] = await Promise.all([entry.load(), import("./parse.ts")]);
  const parsed = parseCommand(command, argv);
  if ("help" in parsed) {
    printHuman(parsed.help);
    return 0;
  }
  call.json = parsed.flags.json ?? false;
  const globals = resolveGlobals(parsed.flags, process.env);
  const outcome = await command.execute({ ...parsed, options: parsed.options as never, globals, catalogue: CATALOGUE });
  if (globals.json) printSuccess(entry.name, outcome.result);
  else printHuman(outcome.human);
  return outcome.exitStatus ?? 0;
}
