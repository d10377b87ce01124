import { type Catalogue, type CommandEntry, findIn } from "./command.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: "create", summary: "Start a terminal session", load: () => import("./commands/create.ts") },
  { name: "list", aliases: ["ls"], summary: "List sessions", load: () => import("./commands/list.ts") },
  { name: "inspect", summary: "Show how a session stands", load: () => import("./commands/inspect.ts") },
  { name: "run", summary: "Type a command and wait until it has finished", load: () => import("./commands/run.ts") },
  { name: "type", summary: "Type text", load: () => import("./commands/type.ts") },
  {
    name: "paste",
    summary: "Paste text, bracketed if the program asked for it",
    load: () => import("./commands/paste.ts"),
  },
  { name: "send-keys", summary: "Press keys", load: () => import("./commands/send-keys.ts") },
  { name: "mark", summary: "Put a labelled mark into the recording", load: () => import("./commands/mark.ts") },
  { name: "resize", summary: "Change the size of the terminal", load: () => import("./commands/resize.ts") },
  { name: "signal", summary: "Send a signal to the session's program", load: () => import("./commands/signal.ts") },
  {
    name: "wait",
    summary: "Wait for text, a still screen, the cursor, quiet, a state or the end",
    load: () => import("./commands/wait.ts"),
  },
  { name: "snapshot", summary: "Read the screen", load: () => import("./commands/snapshot.ts") },
  {
    name: "commands",
    summary: "List what was carried out, with status and time",
    load: () => import("./commands/commands.ts"),
  },
  { name: "output", summary: "Print what a command has printed", load: () => import("./commands/output.ts") },
  {
    name: "batch",
    summary: "Type, press, run and wait, step after step, in one call",
    load: () => import("./commands/batch.ts"),
  },
  {
    name: "screenshot",
    summary: "Draw the screen as a picture: PNG, SVG, HTML or ANSI",
    load: () => import("./commands/screenshot.ts"),
  },
  {
    name: "record export",
    summary: "Write a session's recording to a file",
    load: () => import("./commands/record-export.ts"),
  },
  { name: "destroy", summary: "End a session; its files stay", load: () => import("./commands/destroy.ts") },
  { name: "gc", summary: "Remove the files of sessions that have ended", load: () => import("./commands/gc.ts") },
  {
    name: "skills list",
    summary: "List the guides for agents",
    load: () => import("./commands/skills-list.ts"),
  },
  { name: "skills get", summary: "Print a guide for agents", load: () => import("./commands/skills-get.ts") },
  {
    name: "skills path",
    summary: "Unpack a guide into the home, and print its folder",
    load: () => import("./commands/skills-path.ts"),
  },
  {
    name: "home list",
    summary: "List the homes that have active sessions",
    load: () => import("./commands/home-list.ts"),
  },
  {
    name: "home forget",
    summary: "Take a home off the list; its files stay",
    load: () => import("./commands/home-forget.ts"),
  },
  {
    name: "completions",
    summary: "Print the script for completing commands in bash, zsh or fish",
    load: () => import("./commands/completions.ts"),
  },
  {
    name: "doctor",
    summary: "Try out whether all that agent-tty needs works here",
    load: () => import("./commands/doctor.ts"),
  },
  {
    name: "schema",
    summary: "Print the JSON Schema of what commands print",
    load: () => import("./commands/schema.ts"),
  },
  {
    name: "licenses",
    summary: "Print the licences of what the executable carries",
    load: () => import("./commands/licenses.ts"),
  },
  { name: "version", summary: "Show versions and capabilities", load: () => import("./commands/version.ts") },
];

/** First words that stand for several commands, such as `home list` and `home forget`. */
export const GROUPS: Readonly<Record<string, string>> = {
  skills: "Guides for agents",
  record: "Recordings of sessions",
  home: "The homes that have had sessions",
};

export const CATALOGUE: Catalogue = { commands: COMMANDS, groups: GROUPS };

/** The command that these words, the first of a line, name; a group's takes two of them. */
export function findCommand(words: readonly string[]): CommandEntry | undefined {
  return findIn(CATALOGUE, words);
}

export function isGroup(word: string): boolean {
  return Object.hasOwn(GROUPS, word);
}
