import type { Setup } from "./setups.ts";

/** A command, or several to be run one after the other; made to fit a width where that is what it is about. */
export type Text = string | readonly string[] | ((cols: number) => string);

/** Something that people run, in the spelling of each family of shells; nothing where it has none. */
export interface Command {
  readonly what: string;
  readonly sh: Text;
  readonly fish: Text | undefined;
}

const same = (what: string, text: Text): Command => ({ what, sh: text, fish: text });
const shOnly = (what: string, text: Text): Command => ({ what, sh: text, fish: undefined });

const words = (length: number): string => "echo words ".padEnd(length, "of a long command ");

const shape: readonly Command[] = [
  same("one line", "echo one"),
  same("a pause", "sleep 0.1; echo late"),
  {
    what: "several lines",
    sh: 'for word in a b\ndo\n  echo "<$word>"\ndone',
    fish: 'for word in a b\n  echo "<$word>"\nend',
  },
  same("a line after the other", "echo one\n\necho two\n   echo three"),
  same("several lines with a pause between them", "sleep 0.1\necho one\nsleep 0.1\necho two"),
  shOnly("a here-document", "cat <<'END'\nleft   $alone\n\nEND"),
  shOnly("what reads a here-document", 'read x <<E\nvalue\nE\necho "got $x"'),
  { what: "what reads from a pipe", sh: "echo value | cat", fish: "echo value | read x; echo got $x" },
  same("a trailing comment", "echo shown # and this is not"),
  same("nothing but a comment", "# nothing"),
  same("quotes", `printf '%s\\n' "it's" 'say "hi"' \\" a\\ b '' "\\$x"`),
  shOnly("a quoted line break", "echo 'one\ntwo'"),
  { what: "substitutions", sh: "echo `echo one` $(echo two) $((1 + 2))", fish: "echo (echo one) (math 1 + 2)" },
  same("a pipeline and a list", "printf 'b\\na\\n' | sort && echo sorted || echo not"),
  same("one as wide as the screen", (cols) => words(cols - 2)),
  same("one wider than the screen", (cols) => words(cols + 7)),
  same("1,000 characters", words(1000)),
  same("blanks at both ends", "  echo blanks   "),
  same("what looks like a postamble", `printf '%s\\n' " printf '\\\\033_B0123456789abcdef"`),
];

const failing: readonly Command[] = [
  same("what fails", "false"),
  shOnly("what is not there", "no-such-command --anywhere"),
  shOnly("what complains", "ls /no/such/file"),
  shOnly("a syntax error", "echo )"),
  same("what comes after a failure", ["false", "true", "echo went on"]),
  { what: "the status of what failed", sh: ["sh -c 'exit 7'", "echo $?"], fish: ["sh -c 'exit 7'", "echo $status"] },
];

const printing: readonly Command[] = [
  same("output without a final newline", "printf abc"),
  same("much output without a final newline", (cols) => `printf '%0${cols + 5}d' 7`),
  same("a line that just fits", (cols) => `printf '%0${cols}d\\n' 7`),
  same("a line that just fits, without a final newline", (cols) => `printf '%0${cols}d' 7`),
  same("output that ends like the prompt", "printf 'x$ '"),
  same("blank lines", "printf '\\n\\n  x  \\n\\n'"),
  same("nothing", ":"),
  same("a cleared screen", "clear"),
  same("a cleared screen and a word", "printf '\\033[2J\\033[Hafter'"),
  same("colours", "printf '\\033[1;31mred\\033[0m \\033[48;5;22mon green\\033[m\\n'"),
  same("cursor movements", "printf 'one\\033[2Dtwo\\033[A\\033[C^\\n\\n\\n\\r\\033[Kend\\n'"),
  same("a progress bar", "printf '10%%\\r50%%\\r100%%\\n'"),
  same("a progress bar that stays", "printf '10%%\\r50%%'"),
  same("wide characters", "echo 日本語 ö é"),
  same("wide characters at the margin", (cols) => `printf '%0${cols - 1}d日本' 7`),
  same("a title", "printf '\\033]0;title\\007\\033]2;other\\033\\\\'"),
  same("control strings of others", "printf '\\033_Gi=1;AAAA\\033\\\\\\033_B1\\033\\\\\\033Pq\\033\\\\ok\\n'"),
  same("the other screen and back", "printf '\\033[?1049h\\033[Hthere'; printf '\\033[?1049lback\\n'"),
  same("a bell, tabs and backspaces", "printf 'a\\tb\\007c\\b\\bd\\n'"),
];

const lasting: readonly Command[] = [
  same("another directory", ["cd /usr/lib", "pwd", "cd ~"]),
  {
    what: "another prompt",
    sh: ['old=$PS1; PS1="new% "', "echo seen", 'PS1="$old"'],
    fish: [
      "functions -c fish_prompt old; function fish_prompt; echo 'new% '; end",
      "echo seen",
      "functions -e fish_prompt; functions -c old fish_prompt; functions -e old",
    ],
  },
  {
    what: "a function and its use",
    sh: ['greet() {\n  echo "hi $1"\n}', "greet you"],
    fish: ["function greet\n  echo hi $argv\nend", "greet you"],
  },
  { what: "a variable and its use", sh: ["x='a  b'", 'echo "$x"'], fish: ["set x 'a  b'", 'echo "$x"'] },
];

const COMMANDS: readonly Command[] = [...shape, ...failing, ...printing, ...lasting];

/** What a shell can be asked at a width, with the lines to run. */
export function casesFor(setup: Setup, cols: number): { what: string; lines: readonly string[] }[] {
  return COMMANDS.flatMap(({ what, ...spelling }) => {
    const text = spelling[setup.syntax];
    if (text === undefined) return [];
    const fitted = typeof text === "function" ? text(cols) : text;
    return [{ what, lines: typeof fitted === "string" ? [fitted] : fitted }];
  });
}
