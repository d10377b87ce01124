import { LOG_LEVELS, type LogLevel } from "../core/log-level.ts";
import { BUILT_IN_PROFILES } from "../core/picture-formats.ts";
import { RENDERERS } from "../core/renderers.ts";
import { isTerminal } from "../runtime.ts";
import { chosenHome, resolveHome } from "../store/home.ts";
import { type HomeConfig, readHomeConfig } from "../store/home-config.ts";
import type { OptionDefinition } from "./option.ts";
import { milliseconds, oneOf } from "./values.ts";

const STDOUT = 1;

/** Taken before or after the command. */
export const GLOBAL_OPTIONS: readonly OptionDefinition[] = [
  { flags: "--home <path>", description: "state directory, absolute (AGENT_TTY_HOME; default ~/.agent-tty)" },
  { flags: "--json", description: "print one JSON envelope" },
  {
    flags: "--timeout-ms <n>",
    description: "upper bound for the round trip to the session host, 0 = none (AGENT_TTY_TIMEOUT_MS)",
  },
  { flags: "--no-color", description: "no colour (NO_COLOR)" },
  {
    flags: "--log-level <level>",
    description: `diagnostics on stderr: ${LOG_LEVELS.join(", ")} (AGENT_TTY_LOG_LEVEL)`,
    values: LOG_LEVELS,
  },
  {
    flags: "--profile <profile>",
    description: `render profile of pictures: ${BUILT_IN_PROFILES.join(", ")}, or your own (AGENT_TTY_PROFILE)`,
  },
  { flags: "--renderer <name>", description: "accepted for compatibility (AGENT_TTY_RENDERER)", values: RENDERERS },
];

/** The global options as given, before the environment has its say. */
export interface GlobalFlags {
  home?: string;
  json?: boolean;
  timeoutMs?: string;
  color?: boolean;
  logLevel?: string;
  profile?: string;
  renderer?: string;
}

export interface Globals {
  readonly home: string;
  /** The user has named it; it is not just the default. */
  readonly homeIsChosen: boolean;
  readonly json: boolean;
  /**
   * The settings of the home's `config.json`. They, and what may come from them, are read when first asked for: AppError
   * `INVALID_INPUT` if the file cannot be used.
   */
  readonly config: HomeConfig;
  /** 0 = none. */
  readonly timeoutMs: number;
  /** Whether human output may have colours; asked only by output that has some. */
  readonly wantsColor: () => Promise<boolean>;
  readonly logLevel: LogLevel;
  readonly profile: string | undefined;
  readonly renderer: string;
}

/** Options before environment before settings before built-in. @throws AppError `INVALID_INPUT`, `INVALID_DURATION` */
export function resolveGlobals(flags: GlobalFlags, environment: NodeJS.ProcessEnv): Globals {
  const chosen = <T>(flag: string | undefined, option: string, parser: (source: string) => (text: string) => T) => {
    const variable = variableOf(option);
    const text = flag ?? (environment[variable] || undefined);
    // An error names what the user has set.
    return text === undefined ? undefined : parser(flag === undefined ? variable : option)(text);
  };
  const home = resolveHome(flags.home, environment);
  const logLevel = chosen(flags.logLevel, "--log-level", (source) => oneOf(source, LOG_LEVELS));
  const profile = chosen(flags.profile, "--profile", () => (text) => text);
  const renderer = chosen(flags.renderer, "--renderer", (source) => oneOf(source, RENDERERS));
  let config: HomeConfig | undefined;
  return {
    home,
    homeIsChosen: chosenHome(flags.home, environment) !== undefined,
    json: flags.json ?? false,
    timeoutMs: chosen(flags.timeoutMs, "--timeout-ms", milliseconds) ?? 0,
    wantsColor: async () => flags.color !== false && !environment["NO_COLOR"] && (await isTerminal(STDOUT)),
    get config() {
      config ??= readHomeConfig(home);
      return config;
    },
    get logLevel() {
      return logLevel ?? this.config.logLevel ?? "warn";
    },
    get profile() {
      return profile ?? this.config.defaultProfile;
    },
    get renderer() {
      return renderer ?? this.config.defaultRenderer ?? "xterm";
    },
  };
}

/** `--timeout-ms` can be set by `AGENT_TTY_TIMEOUT_MS`, and so on. */
function variableOf(option: string): string {
  return `AGENT_TTY${option.slice(1).replaceAll("-", "_").toUpperCase()}`;
}
