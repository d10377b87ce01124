/** How a shell is started: its words, and what its environment has besides; a variable that is undefined is taken out. */
export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name of the script in its directory, and what is to stand in it in front of the shell's own. */
  readonly script: { readonly name: string; readonly head: string };
}

/** What a shell is to be started with. */
export interface LaunchRequest {
  /** The user's own arguments; ones that {@link Shell.options} has. */
  readonly args: readonly string[];
  /** The environment that the shell would have. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where its script will be. */
  readonly directory: string;
}

/** Keys that a line editor takes, as bytes. */
export interface Editor {
  /** Take away what stands in the line, and change nothing else; one after the other, as modes of editors differ. */
  readonly clear: readonly string[];
  /** Has the next key taken as it is, Tab for one; nothing where Tab is a character like any other. */
  readonly quote?: string;
}

/** What is to be known of a shell to have its prompts bear marks. */
export interface Shell {
  /** Names of the programs that it is. */
  readonly programs: readonly string[];
  /** Options that leave it interactive, and how many words they take with them. */
  readonly options: Readonly<Record<string, 0 | 1>>;
  /** What plants the marks; `@WORD@` stands for their word. */
  readonly script: string;
  readonly editor: Editor;
  /** How to start it so that it reads the script, without anything of the user's being changed or left out. */
  launch(request: LaunchRequest): Launch;
}
