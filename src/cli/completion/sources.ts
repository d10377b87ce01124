import { type Candidate, type Completion, type Context, NOTHING, plain } from "./candidate.ts";
import { nextWords } from "./command-names.ts";

type Source = (context: Context) => Promise<Completion>;

const words = (candidates: Candidate[]): Completion => ({ kind: "words", candidates });
const ofTheShell =
  (kind: Completion["kind"]): Source =>
  async () => ({ kind, candidates: [] });

/**
 * Where values come from, by what stands between the brackets of an argument's or an option's flags: `<session>`,
 * `--cwd <dir>`. What is not here cannot be completed.
 */
const SOURCES: Readonly<Record<string, Source>> = {
  path: ofTheShell("files"),
  dir: ofTheShell("directories"),
  program: ofTheShell("programs"),
  session: async ({ home }) => words(await sessions(home)),
  "command-id": async ({ home, before }) => words(await commandIds(home, before[0])),
  keys: async () => words(await keys()),
  signal: async () => words(plain((await import("../../core/signals.ts")).SIGNALS)),
  profile: async ({ home }) => words(plain((await import("../../render/profile.ts")).availableProfiles(home))),
  skill: async () => words(await skills()),
  shell: async () => words(plain((await import("./scripts.ts")).SHELLS)),
  "command-name": async ({ catalogue, before }) => words(nextWords(catalogue, before)),
};

/** What can stand for a placeholder such as `<session>` or `[keys...]`. */
export async function valuesFor(flags: string, context: Context): Promise<Completion> {
  const placeholder = /[<[]([\w-]+)/.exec(flags)?.[1] ?? "";
  return (await SOURCES[placeholder]?.(context)) ?? NOTHING;
}

const LONGEST_DESCRIPTION = 60;

/** Each session by its name, if it has one, and by its id; what runs in it tells them apart. */
async function sessions(home: string): Promise<Candidate[]> {
  const { knownSessions } = await import("../../client/known-sessions.ts");
  const named = new Set<string>();
  return knownSessions(home).flatMap(({ sessionId, name, status, command }) => {
    const what = `${status}: ${command.join(" ")}`;
    if (name === undefined) return [shortened({ value: sessionId, description: what })];
    const byId = shortened({ value: sessionId, description: `${name}, ${what}` });
    // An older session of the same name can only be reached by its id.
    if (named.has(name)) return [byId];
    named.add(name);
    return [shortened({ value: name, description: what }), byId];
  });
}

/** So many commands are offered: who looks for an older one asks `commands`. */
const OFFERED_COMMANDS = 20;

/** The last commands of the session that stands before, the newest first. */
async function commandIds(home: string, session: string | undefined): Promise<Candidate[]> {
  if (session === undefined) return [];
  const { readCommandLog } = await import("../../client/command-log.ts");
  try {
    const { commands } = await readCommandLog({ home, session, timeoutMs: 1000 });
    const last = commands.slice(-OFFERED_COMMANDS).reverse();
    return last.map(({ commandId, command }) => shortened({ value: commandId, description: command ?? "" }));
  } catch {
    // There is no such session: nothing can be offered, and the command itself will say why.
    return [];
  }
}

function shortened({ value, description }: Candidate): Candidate {
  const line = description.replace(/\p{Cc}+/gu, " ");
  const short = line.length > LONGEST_DESCRIPTION ? `${line.slice(0, LONGEST_DESCRIPTION - 1)}…` : line;
  return { value, description: short };
}

/** The keys that have names, and Ctrl with each letter: what is pressed most. */
async function keys(): Promise<Candidate[]> {
  const { NAMED_KEYS } = await import("../../core/key-tables.ts");
  const letters = Array.from({ length: 26 }, (_, index) => `Ctrl+${String.fromCharCode(65 + index)}`);
  return plain([...NAMED_KEYS.keys(), ...letters]);
}

async function skills(): Promise<Candidate[]> {
  const { GUIDES } = await import("../skills/guides.ts");
  return GUIDES.map(({ name: value, description }) => shortened({ value, description }));
}
