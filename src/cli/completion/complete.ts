import { homedir } from "node:os";
import { resolveHome } from "../../store/home.ts";
import { type ArgumentDefinition, type Catalogue, type CommandDefinition, findIn } from "../command.ts";
import { commandWords } from "../command-word.ts";
import type { OptionDefinition } from "../option.ts";
import { type Candidate, type Completion, type Context, NOTHING, plain } from "./candidate.ts";
import { nextWords } from "./command-names.ts";
import { type Line, optionName, optionsOf, readLine, takesValue } from "./line.ts";
import { valuesFor } from "./sources.ts";

/**
 * What the word under the cursor can become. Everything comes from the commands' own data; sessions are read from the
 * home that the line or the environment names. Nothing on the line is ever run or expanded.
 *
 * @param before the words in front of it, without the program's
 */
export async function completeLine(
  catalogue: Catalogue,
  before: readonly string[],
  current: string,
  environment: NodeJS.ProcessEnv,
): Promise<Completion> {
  const typed = commandWords(before);
  if (typed[0] === "help")
    return matching({ kind: "words", candidates: nextWords(catalogue, typed.slice(1)) }, current);
  const definition = (await findIn(catalogue, typed)?.load())?.command;
  const line = readLine(before, definition);
  const context = { catalogue, home: homeOf(line, environment), before: line.positionals };
  return matching(await offer(line, definition, current, context), current);
}

async function offer(
  line: Line,
  definition: CommandDefinition | undefined,
  current: string,
  context: Context,
): Promise<Completion> {
  if (line.pending) return valuesOf(line.pending, context);
  if (current.startsWith("-") && !line.optionsEnded) return optionOrValue(line, definition, current, context);
  if (definition) return argument(definition, context);
  const first = [...nextWords(context.catalogue, line.positionals), ...(line.positionals.length === 0 ? [HELP] : [])];
  return { kind: "words", candidates: first };
}

const HELP: Candidate = { value: "help", description: "Tell more about a command" };

async function optionOrValue(
  line: Line,
  definition: CommandDefinition | undefined,
  current: string,
  context: Context,
): Promise<Completion> {
  const options = optionsOf(definition);
  const equals = current.indexOf("=");
  if (equals !== -1) {
    const name = current.slice(0, equals);
    const option = options.find((candidate) => optionName(candidate) === name && takesValue(candidate));
    if (option === undefined) return NOTHING;
    const { kind, candidates } = await valuesOf(option, context);
    return { kind, candidates: candidates.map((each) => ({ ...each, value: `${name}=${each.value}` })) };
  }
  const open = options.filter((option) => option.repeatable || !line.given.has(option));
  const candidates = open.map((option) => ({ value: optionName(option), description: option.description }));
  return { kind: "words", candidates: [...candidates, { value: "--help", description: "help" }] };
}

async function valuesOf(option: OptionDefinition, context: Context): Promise<Completion> {
  const allowed = option.values ?? option.parse?.allowed;
  return allowed ? { kind: "words", candidates: plain(allowed) } : valuesFor(option.flags, context);
}

async function argument(definition: CommandDefinition, context: Context): Promise<Completion> {
  const at = context.before.length;
  if (definition.passThrough) return { kind: at === 0 ? "programs" : "files", candidates: [] };
  const wanted = definition.arguments[at] ?? lastVariadic(definition.arguments);
  return wanted ? valuesFor(wanted.flags, context) : NOTHING;
}

function lastVariadic(args: readonly ArgumentDefinition[]): ArgumentDefinition | undefined {
  const last = args.at(-1);
  return last?.flags.includes("...") ? last : undefined;
}

function matching({ kind, candidates }: Completion, current: string): Completion {
  return { kind, candidates: candidates.filter(({ value }) => value.startsWith(current)) };
}

/** A home that makes no sense has no sessions; the command itself will say what is wrong with it. */
function homeOf({ home }: Line, environment: NodeJS.ProcessEnv): string {
  try {
    return resolveHome(home?.replace(/^~(?=\/|$)/, homedir()), environment);
  } catch {
    return "";
  }
}
