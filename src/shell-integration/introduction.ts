/**
 * The line that introduces a shell: typed once at a prompt that start-up files cannot reach, it plants marks into the
 * prompts of that shell and prints a sentinel with the status of the command before.
 *
 * Every mark is an OSC string that ends in BEL and carries the host's word (`aid=<word>`): `133;D;<status>` and
 * `7;file://<directory>` at the start of a primary prompt, `133;B` at its end, `133;P` at the start of PS2, `133;C` before a
 * command is carried out (bash, zsh, fish) and `133;I;<status>`, the sentinel.
 *
 * No line contains a control character, a Tab, `!` or a history reference, and none is longer than 1,018 characters:
 * busybox drops what is typed beyond 1,022 (CONFIG_FEATURE_EDITING_MAX_LEN is 1024 as a rule), ksh93 in vi mode beyond 1,018.
 */

import type { Dialect } from "../core/dialect.ts";

/** The dialects that a line can be made for; `posix` is dash, busybox ash, mksh, ksh93 and yash. */
export type IntroductionDialect = Exclude<Dialect, "plain">;

const WORD_FORMAT = /^[0-9a-f]{32}$/;

/**
 * What each shell adds, as branches of one `case`. They run in a subshell, so their variables do not reach the user's shell.
 *
 * `l` and `r` stand around what has no width, `q` is the status and `d` the directory, as the prompt names them, `h` is
 * code that adds hooks, `k` stands at the very start of the prompt. They are parts of a printf format: hence `%%`, `\\1`.
 */
const BRANCHES = {
  /**
   * What the branch prints comes first in the code: it removes the line from the history when the last entry is the line
   * (a line that was kept out by HISTCONTROL takes no other entry with it). bash < 5.0 refuses `-d -1` and keeps it.
   * Element 9 of PROMPT_COMMAND runs after what the user has there; bash < 5.1 ignores it (see {@link OLD_BASH}). The
   * group with stderr closed keeps `set -x` quiet; restricted shells allow to close but not to redirect.
   */
  bash: String.raw`b*)printf "[[ \$(history 1) = *$W* ]]&&history -d -1;";h="$h PS0+=$c;PROMPT_COMMAND[9]=$p{ $n;} 2>&-$p";;`,
  zsh: String.raw`z*)l=%%{ r=%%\} q=%%? d=%%/ h="precmd_functions+=($n) preexec_functions+=($n)";;`,
  /** mksh and ksh93: when the second character of a prompt is CR, the first one toggles "has no width". */
  ksh: String.raw`k)h= l=\\1 r=$l k=$l\\r;;`,
  /**
   * busybox has `let` and knows `\[ \]`; dash and yash lack both. dash's "let: not found" comes before the sentinel, where
   * the host hides everything.
   */
  ash: String.raw`*)let 1||h= l= r= q=\${?};`,
} as const;

/** Before bash 5.1 PROMPT_COMMAND is one text: the hook goes to its end (index 0), after a newline. */
const OLD_BASH: readonly [short: string, whole: string] = [
  "PROMPT_COMMAND[9]=$p{ $n;}",
  String.raw`[[ \$BASH_VERSION < 5.1 ]];PROMPT_COMMAND[\$?*9]+=$p\n{ $n;}`,
];

/** A marked PS1 is not exported: a child of another dialect would show it. The line for all has no room for this. */
const UNEXPORT = '"export -n PS1;"';

/** Tells the shells apart by variables that each sets and none exports. `+` keeps `set -u` content. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is shell code.
const SHELL_CASE = "case ${BASH+b}${ZSH_NAME+z}${KSH_VERSION+k} in ";

/**
 * The POSIX part behind `<variable>=$?;`. A subshell makes the code with printf, so that control characters are made
 * there and no helper variable is left; `eval` carries it out. In the code:
 *
 * - `(PS1=)` asks whether the prompt can be changed: assigning a readonly variable would abort the whole line.
 * - `S` plants the marks unless the prompt has them *in the dialect of this shell*: dash writes `${?}`, others `$?`
 *   within their own brackets, so that marks in an inherited prompt of another shell do not count.
 * - The function `__at_` plants again (precmd, PROMPT_COMMAND) and, called with arguments (zsh preexec), prints C.
 *   Its body closes stderr, so that `set -x` shows nothing: zsh ignores redirections of a function that it calls as a hook.
 * - The status is known when the code is made, so `(exit 42)` at its end needs no variable.
 */
function posixPart(branches: string, hooks = ""): string {
  const head = String.raw`=$?;eval "$(l=\\[ r=\\] q=\$? d=\$PWD h=${hooks} k= p="\47" x="\33]133" y=";$W\7" c="$p$x;C$y$p" n=__at_;`;
  const planting =
    String.raw`D="$l$x;D;$q$y" S="case \$PS1 in *$p$D$p*);;*)PS1=$p$k$D\33]7;file://$d?$W\7$r$p` +
    String.raw`\${PS1#$k}$p$l$x;B$y$r$p;";`;
  const code =
    String.raw`printf "(PS1=)&&{ $S$n(){ { ((\$#))&&printf $c;$S esac;} 2>&-;};` +
    String.raw`PS2=$k$p$l$x;P$y$r$p\$PS2;$h;esac;};printf $p$x;I;$x23$y$p;unset x23 W;(exit $x23)")"`;
  return `${head}${SHELL_CASE}${branches}esac;${planting}${code}`;
}

/**
 * The fish part. The copy of fish_prompt bears the word in its name: a second introduction with the same word fails to copy
 * and changes nothing. The user's prompt runs first of all commands, and sees the status of the user's command. D comes from
 * an event: it stands in front of what fish writes after output without a final newline.
 */
const FISH =
  "set -l s $status;functions -c fish_prompt __at_$W&&function fish_prompt -V W;" +
  String.raw`__at_$W;printf "\e]133;B;$W\a\e]7;file://%s?$W\a" $PWD;end;` +
  String.raw`function __at_e -V W -e fish_postexec;printf "\e]133;D;$status;$W\a";end;` +
  String.raw`function __at_ -V W -e fish_preexec;printf "\e]133;C;$W\a";end;printf "\e]133;I;$s;$W\a";return $s`;

/**
 * The line, without the Enter behind it.
 *
 * Without a dialect it is one line for all: outside quotes, fish reads `\x23` as `#` and `\n` as a newline, the others read
 * `x23` and `n`. What `eval` gets is therefore `#=$?;…` (a comment) and the fish part on a line of its own in fish, and
 * `x23=$?;… #nset …` in the others, where the fish part is the comment. Nothing runs before the status is read.
 * A variable before `eval` is gone afterwards in bash, zsh and fish; the others remove it themselves. `&&:` keeps `set -e`
 * from ending the shell when the status that is given back is not zero.
 */
export function introductionLine(word: string, dialect?: IntroductionDialect): string {
  if (!WORD_FORMAT.test(word)) throw new Error("the word of an introduction is 32 hexadecimal digits");
  const start = ` W=aid=${word} eval `;
  switch (dialect) {
    case "fish":
      return `${start}'${FISH}'`;
    case "bash":
      return `${start}'x23${posixPart(
        BRANCHES.bash.replace(OLD_BASH[0], () => OLD_BASH[1]),
        UNEXPORT,
      )}'&&:`;
    case "zsh":
      return `${start}'x23${posixPart(BRANCHES.zsh)}'&&:`;
    case "posix":
      return `${start}'x23${posixPart(BRANCHES.ksh + BRANCHES.ash)}'&&:`;
    case undefined: {
      const all = BRANCHES.bash + BRANCHES.zsh + BRANCHES.ksh + BRANCHES.ash;
      return `${start}\\x23'${posixPart(all)} #'\\n'${FISH}'&&:`;
    }
  }
}
