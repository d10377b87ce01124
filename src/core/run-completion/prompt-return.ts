const LF = 0x0a;

/** What can be told of a terminal from outside, without asking the program in it. */
export interface TerminalLook {
  /** Whether it is in canonical mode (POSIX termios, ICANON); a line editor switches it off. Nothing where unknown. */
  readonly canonical: boolean | undefined;
  /** Whether it shows what is typed (ECHO). Nothing where unknown. */
  readonly echo: boolean | undefined;
  /** The process group in the foreground; nothing where unknown. */
  readonly frontGroup: number | undefined;
  /** What stands to the left of the cursor in its line, with its blanks. */
  readonly beforeCursor: string;
  /** Whether a full-screen program shows. */
  readonly isAltScreen: boolean;
}

/** After this much quiet, in ms, a line editor that waits is a shell's, if it does not ask a question. */
const EDITOR_QUIET_MS = 30;

/** The same where nothing but the text in front of the cursor tells. */
const TEXT_QUIET_MS = 100;

/** After how much quiet it is worth to look at a terminal again, in ms. */
const LOOKS_MS = [EDITOR_QUIET_MS, TEXT_QUIET_MS];

/** And so often from then on: a busy machine can keep a shell from switching its editor on, long after the prompt. */
const SELDOM_MS = 500;

/** After how much quiet the next of these looks is due, behind one after `quietMs`. */
export function nextLookMs(quietMs: number): number {
  return LOOKS_MS.find((limit) => limit > quietMs) ?? quietMs + SELDOM_MS;
}

/** How prompts end. */
export const PROMPT_END = /[$#%>❯➜»λ→›] ?$/u;

/** How a shell asks for the rest of a command (PS2), as they come: `> `, `quote> `. */
export const CONTINUATION = /^(?:[a-z]+(?: [a-z]+)*)?> ?$/;

/** How questions end, and how fish's `read` asks where it is not told how. */
const QUESTION_END = /(?:[?:)\]]|^read>) ?$/;

export interface PromptReturnOptions {
  /** Whether the shell may ask for more of the command before it carries it out. */
  readonly couldContinue: boolean;
  /** Whether the terminal's mode is the shell's: not where the shell has another terminal behind this one, as with ssh. */
  readonly modeTells: boolean;
  /** Whether what is typed answers a question that hides it; then its line's end is not shown either. */
  readonly isHidden?: boolean;
}

/**
 * Tells when a shell that has been given a command waits at its prompt again. Only then may a line be typed that is
 * meant for the shell: while the command is at work, the command could read it.
 *
 * The shell's process group must be in front, its terminal in the mode in which it waited before, and the command's
 * line must have been ended. Then the prompt that it had before tells at once; any other takes a little quiet.
 */
export class PromptReturn {
  readonly #before: TerminalLook;
  readonly #options: PromptReturnOptions;
  #lineEnded = false;

  /**
   * @param before the terminal while the shell waited for the command. `beforeCursor` is its prompt; empty if unknown.
   */
  constructor(before: TerminalLook, options: PromptReturnOptions) {
    this.#before = before;
    this.#options = options;
  }

  /** The shell's process group; nothing where unknown. */
  get shellGroup(): number | undefined {
    return this.#before.frontGroup;
  }

  sawOutput(bytes: Uint8Array): void {
    // Where nothing is echoed, the line's end is not shown either.
    const silent = this.#before.canonical === true && this.#before.echo === false;
    this.#lineEnded ||= silent || this.#options.isHidden || bytes.includes(LF);
  }

  /** After how much quiet it is worth to look again, in ms; nothing before the command's line has ended. */
  nextLookMs(quietMs: number): number | undefined {
    return this.#lineEnded ? nextLookMs(quietMs) : undefined;
  }

  /** Whether the shell waits at its prompt, by a look at the terminal after so much quiet. */
  isBack(look: TerminalLook, quietMs: number): boolean {
    if (!this.#lineEnded || look.isAltScreen || !this.#isFront(look)) return false;
    const prompt = this.#before.beforeCursor;
    const mayAskForMore = this.#options.couldContinue && CONTINUATION.test(look.beforeCursor);
    if (prompt !== "" && look.beforeCursor === prompt) return !mayAskForMore || quietMs >= TEXT_QUIET_MS;
    if (mayAskForMore) return false;
    if (this.#options.modeTells && look.canonical === false)
      return quietMs >= EDITOR_QUIET_MS && !asksQuestion(look.beforeCursor, prompt);
    return quietMs >= TEXT_QUIET_MS && PROMPT_END.test(look.beforeCursor);
  }

  #isFront(look: TerminalLook): boolean {
    const { canonical, frontGroup } = this.#before;
    // A line editor is on again once its shell is back. One that was off may just not have been on yet.
    if (canonical === false && look.canonical === true) return false;
    return look.frontGroup === undefined || frontGroup === undefined || look.frontGroup === frontGroup;
  }
}

/**
 * Whether a shell whose line editor is on asks a question with it (`read -e`, fish's `read`, zsh's `vared`), by the end of
 * what stands before the cursor; a prompt may end so, too, if the one before did.
 */
function asksQuestion(beforeCursor: string, prompt: string): boolean {
  const end = QUESTION_END.exec(beforeCursor)?.[0].trimEnd();
  return end !== undefined && !prompt.trimEnd().endsWith(end);
}

/**
 * Whether a shell that has just been started looks as if it waited for its first command: its line editor is on and has
 * shown a prompt, or what stands in front of the cursor ends as prompts do.
 */
export function looksReady(look: TerminalLook, quietMs: number): boolean {
  if (look.isAltScreen) return false;
  if (look.canonical === false) return quietMs >= TEXT_QUIET_MS || look.beforeCursor.trim() !== "";
  return quietMs >= EDITOR_QUIET_MS && PROMPT_END.test(look.beforeCursor);
}
