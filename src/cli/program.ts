import { asAppError } from "../protocol/errors.ts";
import { findCommand } from "./command-table.ts";
import { commandWord, wantsJson } from "./command-word.ts";
import { resolveGlobals } from "./global-options.ts";
import { printDiagnostic, printFailure, printHuman, printSuccess } from "./output.ts";

/** Runs the command line: finds the command, loads and parses it, calls it, prints what it gave, and exits. */
export async function runProgram(argv: readonly string[]): Promise<never> {
  const word = commandWord(argv);
  const entry = word === undefined ? undefined : findCommand(word);
  const name = entry?.name ?? "agent-tty";
  const json = wantsJson(argv);
  try {
    process.exit(await execute(entry, argv, word));
  } catch (thrown) {
    const error = asAppError(thrown);
    printFailure(name, error, json);
    if (!json && thrown instanceof Error && "help" in thrown) printDiagnostic(`\n${thrown.help}`);
    process.exit(error.exitStatus);
  }
}

async function execute(
  entry: ReturnType<typeof findCommand>,
  argv: readonly string[],
  word: string | undefined,
): Promise<number> {
  if (entry === undefined) {
    const { programHelp } = await import("./program-help.ts");
    printHuman(programHelp(argv, word));
    return 0;
  }
  const [{ command }, { parseCommand }] = await Promise.all([entry.load(), import("./parse.ts")]);
  const parsed = parseCommand(command, argv);
  if ("help" in parsed) {
    printHuman(parsed.help);
    return 0;
  }
  const globals = resolveGlobals(parsed.flags, process.env);
  const outcome = await command.execute({ ...parsed, options: parsed.options as never, globals });
  if (globals.json) printSuccess(entry.name, outcome.result);
  else printHuman(outcome.human);
  return outcome.exitStatus ?? 0;
}
