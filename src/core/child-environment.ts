/**
 * Variables by which an outer terminal or multiplexer tells the programs in it about itself. They would be lies in
 * a session: its terminal is another one, of another size.
 */
const OUTER_TERMINAL_NAMES = new Set([
  "ALACRITTY_LOG",
  "ALACRITTY_SOCKET",
  "ALACRITTY_WINDOW_ID",
  "COLORFGBG",
  "COLUMNS",
  "GHOSTTY_BIN_DIR",
  "GHOSTTY_RESOURCES_DIR",
  "GNOME_TERMINAL_SCREEN",
  "GNOME_TERMINAL_SERVICE",
  "ITERM_PROFILE",
  "ITERM_SESSION_ID",
  "KITTY_LISTEN_ON",
  "KITTY_PID",
  "KITTY_WINDOW_ID",
  "LC_TERMINAL",
  "LC_TERMINAL_VERSION",
  "LINES",
  "STY",
  "TERMCAP",
  "TERMINATOR_UUID",
  "TERM_PROGRAM",
  "TERM_PROGRAM_VERSION",
  "TERM_SESSION_ID",
  "TMUX",
  "TMUX_PANE",
  "VTE_VERSION",
  "WINDOW",
  "WINDOWID",
  "WT_PROFILE_ID",
  "WT_SESSION",
  "XTERM_LOCALE",
  "XTERM_SHELL",
  "XTERM_VERSION",
]);
const OUTER_TERMINAL_PREFIXES = ["KONSOLE_", "WEZTERM_", "ZELLIJ"];

export interface ChildEnvironmentOptions {
  readonly sessionId: string;
  readonly term: string;
  /** The user's own choices, which win over everything else. */
  readonly overrides: Readonly<Record<string, string>>;
}

/**
 * The environment of a session's child: the caller's without the outer terminal's variables, the session's own
 * variables, and the user's choices.
 */
export function childEnvironment(
  caller: Readonly<Record<string, string | undefined>>,
  options: ChildEnvironmentOptions,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(caller)) {
    if (value !== undefined && !isOuterTerminalVariable(name)) environment[name] = value;
  }
  return {
    ...environment,
    TERM: options.term,
    COLORTERM: "truecolor",
    AGENT_TTY_SESSION_ID: options.sessionId,
    // zsh marks output without a final newline by a stray '%'; the screen already shows what there is.
    PROMPT_EOL_MARK: "",
    ...options.overrides,
  };
}

function isOuterTerminalVariable(name: string): boolean {
  return OUTER_TERMINAL_NAMES.has(name) || OUTER_TERMINAL_PREFIXES.some((prefix) => name.startsWith(prefix));
}
