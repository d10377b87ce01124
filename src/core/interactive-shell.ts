/** Options of shells that take the next word as their value. */
const WITH_VALUE = new Set(["--rcfile", "--init-file", "--init-command", "-C", "-d", "-D", "--features"]);

/** Options of which a cluster of letters (POSIX sh, `-lo vi`) takes the next word. */
const CLUSTER_WITH_VALUE = /^[-+][A-Za-z]*[oO]$/;

/**
 * Whether a shell that was started so takes its commands from its terminal: not one that was given a command (`-c`) or
 * a script. Source: POSIX, sh.
 *
 * @param words its arguments, without its own name
 */
export function takesTypedCommands(words: readonly string[]): boolean {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "-" || word === "--") return index === words.length - 1;
    if (!/^[-+]/.test(word)) return false;
    if (word === "--command" || word.startsWith("--command=") || /^-[A-Za-z]*c/.test(word)) return false;
    if (/^-[A-Za-z]*s/.test(word)) return true;
    if (WITH_VALUE.has(word) || CLUSTER_WITH_VALUE.test(word)) index++;
  }
  return true;
}
