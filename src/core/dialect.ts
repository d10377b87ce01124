/** Which language a shell's lines are in; `plain` for the others, of which nothing is known. */
export type Dialect = "posix" | "bash" | "zsh" | "fish" | "plain";
