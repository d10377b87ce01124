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
  /** False where it is not to announce its commands. */
  readonly integrated?: false;
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

const BASH: Setup = { ...sh, name: "bash", program: "bash", args: ["--norc"], edits: true };
const FISH: Setup = { name: "fish", program: "fish", args: [], syntax: "fish", prompt: ".*@.*[>#]", edits: true };
const ZSH: Setup = {
  ...sh,
  name: "zsh",
  program: "zsh",
  args: [],
  files: { ".zshrc": "PS1='$ '\n" },
  edits: true,
};

/** One of each shell whose prompts bear marks, as it comes. */
export const EVERY_SHELL: readonly Setup[] = [
  BASH,
  ZSH,
  FISH,
  { ...sh, name: "dash", program: "dash", args: [], edits: false },
  { ...sh, name: "busybox sh", program: "busybox", args: ["sh"], edits: true },
  { ...sh, name: "ksh93", program: "ksh93", args: [], edits: false },
  { ...sh, name: "mksh", program: "mksh", args: [], edits: true, prompt: "[$#]" },
];

/** One of each shell, as it comes; and those that are integrated, without that. */
export const PLAIN: readonly Setup[] = [
  BASH,
  ZSH,
  FISH,
  { ...sh, name: "dash", program: "dash", args: [], edits: false },
  { ...sh, name: "busybox sh", program: "busybox", args: ["sh"], edits: true },
  { ...sh, name: "zsh without start-up files", program: "zsh", args: ["-f"], edits: true },
  { ...BASH, name: "bash, not integrated", integrated: false },
  { ...FISH, name: "fish, not integrated", integrated: false },
];

export const SETUPS: readonly Setup[] = [
  ...PLAIN,
  {
    ...sh,
    name: "bash, Debian's prompt",
    program: "bash",
    args: ["--rcfile", ".bashrc"],
    files: { ".bashrc": DEBIAN_BASHRC },
    prompt: ".*~[$#]",
    edits: true,
  },
  { ...BASH, name: "bash, two lines", env: { PS1: "\\n\\w\\n> " }, prompt: ">" },
  { ...ZSH, name: "zsh, two lines", files: { ".zshrc": "PS1=$'\\n%~\\n> '\nRPS1='%D{%H}h'\n" }, prompt: ">.*" },
];

export const WIDTHS = [20, 80, 200] as const;

export const isInstalled = (program: string): boolean => Bun.which(program) !== null;

/** What `create` takes to start this shell at this width. */
export function createArgs(box: Sandbox, setup: Setup, cols: number): string[] {
  for (const [path, text] of Object.entries(setup.files ?? {})) writeFileSync(join(box.root, path), text);
  // Two fishes that start at the same time would both make these, and the second complain that they are there.
  for (const directory of ["config", "data"]) mkdirSync(join(box.root, directory, "fish"), { recursive: true });
  const env = Object.entries(setup.env ?? {}).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
  const plain = setup.integrated === false ? ["--no-shell-integration"] : [];
  return ["--cols", `${cols}`, ...plain, ...env, "--", setup.program, ...setup.args];
}
