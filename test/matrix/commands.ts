/** What is asked of each shell, and what a person would say about it. */
export interface Asked {
  readonly what: string;
  readonly sh: string;
  readonly fish?: string;
  readonly exitCode: number;
  /** Shells that give another status, by program. */
  readonly exitCodes?: Readonly<Record<string, number>>;
  /** What is printed, without blanks at the ends of lines; nothing where it cannot be told beforehand. */
  readonly output?: string;
  /** The same, by program. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly leastMs?: number;
  /** Typed when this text is on the screen. */
  readonly answer?: { readonly to: string; readonly text: string };
  /** Pressed by another client when this program is in front, or this text is on the screen. */
  readonly interrupt?: string;
  /** Carried out afterwards, and not looked at. */
  readonly restore?: { readonly sh: string; readonly fish: string };
}

const SOURCE = String.raw`printf '%s\n' ' (s=$?;printf '"'"'\033_A0123456789abcdef;%s\033\134'"'"' $s;exit $s)' ']133;D;0'`;

export const COMMANDS: readonly Asked[] = [
  { what: "true", sh: "true", exitCode: 0, output: "" },
  { what: "false", sh: "false", exitCode: 1, output: "" },
  { what: "exit 3 in a subshell", sh: "(exit 3)", fish: "sh -c 'exit 3'", exitCode: 3, output: "" },
  { what: "killed by a signal", sh: "sh -c 'kill -TERM $$'", exitCode: 143 },
  { what: "not found", sh: "no-such-command-here", exitCode: 127 },
  // zsh leaves `$?` as it was: the sentinel tells what the shell itself would tell.
  { what: "syntax error", sh: "echo )", exitCode: 2, exitCodes: { zsh: 127 } },
  {
    what: "here-document",
    sh: "cat <<'END'\nleft  $alone\nEND",
    fish: "printf '%s\\n' 'left  $alone'",
    exitCode: 0,
    output: "left  $alone",
  },
  {
    what: "function of several lines",
    sh: 'greet() {\n  echo "hi $1"\n  return 4\n}\ngreet you',
    fish: "function greet\n  echo hi $argv\n  return 4\nend\ngreet you",
    exitCode: 4,
    output: "hi you",
  },
  // zsh takes no comments at its prompt, unless told to.
  {
    what: "trailing comment",
    sh: "echo shown # and not this",
    exitCode: 0,
    output: "shown",
    outputs: { zsh: "shown # and not this" },
  },
  { what: "background job", sh: "sleep 0.3 & echo front", exitCode: 0 },
  {
    what: "reads its input",
    sh: "printf 'Name? '; read name; echo \"hello $name\"; (exit 5)",
    fish: "read -P 'Name? ' name; echo \"hello $name\"; sh -c 'exit 5'",
    exitCode: 5,
    answer: { to: "Name?", text: "you\r" },
  },
  { what: "clears the screen", sh: "clear; echo after", exitCode: 0, output: "after" },
  {
    what: "floods 50 MB",
    sh: "head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 79; (exit 6)",
    fish: "head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 79; sh -c 'exit 6'",
    exitCode: 6,
  },
  { what: "no final newline", sh: "printf abc", exitCode: 0, output: "abc" },
  { what: "prints our own source", sh: SOURCE, exitCode: 0 },
  {
    what: "changes the prompt",
    sh: "old=$PS1; PS1='new% '",
    fish: "functions -c fish_prompt old; function fish_prompt; echo 'new% '; end",
    exitCode: 0,
    output: "",
    restore: { sh: 'PS1="$old"', fish: "functions -e fish_prompt; functions -c old fish_prompt; functions -e old" },
  },
  { what: "changes the directory", sh: "cd /usr/lib", exitCode: 0, output: "", restore: { sh: "cd", fish: "cd" } },
  { what: "runs for 5 s", sh: "sleep 5", exitCode: 0, output: "", leastMs: 5000 },
  { what: "interrupted by another client", sh: "sleep 60", exitCode: 130, interrupt: "sleep" },
];
