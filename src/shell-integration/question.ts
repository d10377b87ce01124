import type { Dialect } from "../core/dialect.ts";

/** Everything of a question but the word of its mark, which stands between the parts. */
const POSIX: readonly [string, ...string[]] = [
  String.raw` (s=$?;printf '\033]133;I;%s;aid=`,
  String.raw`\7' $s;exit $s)&&(:)`,
];
const QUESTIONS: Readonly<Record<Dialect, readonly [head: string, ...rest: string[]]>> = {
  posix: POSIX,
  zsh: POSIX,
  // The second part takes the line itself out of the history.
  bash: [
    String.raw` ! (s=$?;printf '\033]133;I;%s;aid=`,
    String.raw`\7' $s;exit $s);{ ([[ $(history 1;trap -p DEBUG) = *`,
    '*S ]])&&! history -d -1 -- "$_";(read s;exit $s);} 2>/dev/null <<<$PIPESTATUS',
  ],
  fish: [String.raw` begin;set -l s $status;printf '\033]133;I;%s;aid=`, String.raw`\a' $s;return $s;end`],
  plain: [String.raw` printf '\033]133;I;;aid=`, String.raw`\007'`],
};

/**
 * The line that has a shell tell `$?` by a mark, without the Enter behind it.
 *
 * ESC is an octal escape, so that an echo of the line can never look like the mark. The space in front keeps the line
 * out of the history of shells that are told to ignore such lines. The line leaves `$?` as it was: in a subshell, so that
 * no variable is left behind, or in fish's block of its own. The status of what stands in front of `&&` ends no shell that
 * was told `set -e`, and `(:)` leaves `$_` alone. `plain` is for the others: it only tells that the shell is back.
 *
 * bash's then takes itself out of the history (5.0 or newer: an older one has no -1). It makes sure that it is the last
 * entry, by its word, and that nobody has a DEBUG trap, who would see it; `$_` is what is given behind `--`, and the
 * status comes from a here-string. `!` keeps the ERR trap and `set -e` out of it.
 */
export function questionLine(word: string, dialect: Dialect): string {
  return QUESTIONS[dialect].join(word);
}
