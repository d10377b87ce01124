import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";

/** A shell as its user has set it up. */
export interface Setup {
  readonly name: string;
  /** What must be installed. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Start-up files, by their path in the user's home. */
  readonly files?: Readonly<Record<string, string>>;
  /** The line (regular expression) that is on the screen once the shell waits for its first command. */
  readonly prompt: string;
  /** Which of a command's spellings it takes. */
  readonly syntax: "sh" | "fish";
  /** Whether it edits its line itself; without an editor the kernel echoes what is typed, at once. */
  readonly edits: boolean;
}

/** What Debian puts into a new user's ~/.bashrc, as far as the prompt goes, and the title by PROMPT_COMMAND. */
const DEBIAN_BASHRC = String.raw`
HISTCONTROL=ignoreboth
shopt -s checkwinsize
PS1='\[\e]0;\u@vm: \w\a\]\[\033[01;32m\]me@vm\[\033[00m\]:\[\033[01;34m\]\w\[\033[00m\]\$ '
PROMPT_COMMAND='printf "\033]0;%s\007" "$PWD"'
alias ls='ls --color=auto'
`;

const sh = { syntax: "sh", prompt: "\\$" } as const;

export const SETUPS: readonly Setup[] = [
  { ...sh, name: "bash", program: "bash", args: ["--norc"], edits: true },
  { ...sh, name: "dash", program: "dash", args: [], edits: false },
  { ...sh, name: "zsh", program: "zsh", args: ["-f"], edits: true },
  { ...sh, name: "busybox sh", program: "busybox", args: ["sh"], edits: true },
  { name: "fish", program: "fish", args: [], syntax: "fish", prompt: ".*[>#]", edits: true },
  {
    ...sh,
    name: "bash, Debian's prompt",
    program: "bash",
    args: ["--rcfile", ".bashrc"],
    files: { ".bashrc": DEBIAN_BASHRC },
    prompt: ".*~[$#]",
    edits: true,
  },
  {
    ...sh,
    name: "bash, two lines",
    program: "bash",
    args: ["--norc"],
    env: { PS1: "\\n\\w\\n> " },
    prompt: ">",
    edits: true,
  },
  { ...sh, name: "zsh, two lines", program: "zsh", args: ["-f"], env: { PS1: "\n%~\n> " }, prompt: ">", edits: true },
];

export const WIDTHS = [20, 80, 200] as const;

/** One of each shell, as it comes. */
export const PLAIN = SETUPS.slice(0, 5);

export const isInstalled = (program: string): boolean => Bun.which(program) !== null;

/** What `create` takes to start this shell at this width. */
export function createArgs(box: Sandbox, setup: Setup, cols: number): string[] {
  for (const [path, text] of Object.entries(setup.files ?? {})) writeFileSync(join(box.root, path), text);
  // Two fishes that start at the same time would both make these, and the second complain that they are there.
  for (const directory of ["config", "data"]) mkdirSync(join(box.root, directory, "fish"), { recursive: true });
  const env = Object.entries(setup.env ?? {}).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
  return ["--cols", `${cols}`, ...env, "--", setup.program, ...setup.args];
}
