import { readFileSync } from "node:fs";
import { MAX_MS } from "../core/duration.ts";
import { LOG_LEVELS, type LogLevel } from "../core/log-level.ts";
import { nearest } from "../core/nearest.ts";
import { RENDERERS, type Renderer } from "../core/renderers.ts";
import { LARGEST_SIZE } from "../core/terminal-size.ts";
import { AppError, systemErrorCode } from "../protocol/errors.ts";

/** `<home>/config.json`: what holds in a home where neither an option nor the environment says otherwise. */
export interface HomeConfig {
  readonly logLevel?: LogLevel;
  readonly defaultProfile?: string;
  readonly defaultRenderer?: Renderer;
  readonly defaultShell?: string;
  readonly defaultTerm?: string;
  readonly defaultCols?: number;
  readonly defaultRows?: number;
  /** 0 = never. */
  readonly idleTimeoutMs?: number;
  readonly shellIntegration?: boolean;
}

interface Kind {
  readonly allows: (value: unknown) => boolean;
  /** As the end of 'it must be …'. */
  readonly described: string;
}

const text: Kind = {
  allows: (value) => typeof value === "string" && /^[^\0]+$/.test(value),
  described: "a text that is not empty",
};

const oneOf = (...allowed: string[]): Kind => ({
  allows: (value) => typeof value === "string" && allowed.includes(value),
  described: `one of ${allowed.join(", ")}`,
});

const wholeNumber = (from: number, to: number): Kind => ({
  allows: (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
  described: `a whole number from ${from} to ${to}`,
});

/** Checked by hand, since every call reads it: a schema library would cost more than the rest of a call. */
const SETTINGS: Readonly<Record<keyof HomeConfig, Kind>> = {
  logLevel: oneOf(...LOG_LEVELS),
  defaultProfile: text,
  defaultRenderer: oneOf(...RENDERERS),
  defaultShell: text,
  defaultTerm: text,
  defaultCols: wholeNumber(1, LARGEST_SIZE),
  defaultRows: wholeNumber(1, LARGEST_SIZE),
  idleTimeoutMs: wholeNumber(0, MAX_MS),
  shellIntegration: { allows: (value) => typeof value === "boolean", described: "true or false" },
};

/** A misspelling further away than this is not a misspelling. */
const LARGEST_DISTANCE = 3;

export function configPath(home: string): string {
  return `${home}/config.json`;
}

/**
 * The settings of a home; none if it has no `config.json`.
 *
 * @throws AppError `INVALID_INPUT` naming the file and the key, `STORAGE_READ_ERROR`
 */
export function readHomeConfig(home: string): HomeConfig {
  const path = configPath(home);
  const content = readIfThere(path);
  if (content === undefined) return {};
  const config = parse(content, path);
  for (const [key, value] of Object.entries(config)) check(path, key, value);
  return config;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) return undefined;
    throw new AppError("STORAGE_READ_ERROR", `Cannot read '${path}': ${(error as Error).message}.`, { path });
  }
}

function parse(content: string, path: string): object {
  let reason = "it is no object";
  try {
    const config: unknown = JSON.parse(content);
    if (typeof config === "object" && config !== null && !Array.isArray(config)) return config;
  } catch (error) {
    reason = (error as Error).message;
  }
  const message = `'${path}' must be a JSON object of settings: ${reason}. Correct the file or remove it.`;
  throw new AppError("INVALID_INPUT", message, { path, reason });
}

function check(path: string, key: string, value: unknown): void {
  const kind = Object.hasOwn(SETTINGS, key) ? SETTINGS[key as keyof HomeConfig] : undefined;
  if (kind === undefined) throw unknownKey(path, key);
  if (kind.allows(value)) return;
  const message = `'${path}': ${key} must be ${kind.described}, not ${JSON.stringify(value)}.`;
  throw new AppError("INVALID_INPUT", message, { path, key, value, expected: kind.described });
}

function unknownKey(path: string, key: string): AppError {
  const allowed = Object.keys(SETTINGS);
  const distance = Math.min(LARGEST_DISTANCE, Math.floor(key.length / 3));
  // Most people think of `cols`, as the option is called.
  const suggestion = nearest(key, allowed, distance) ?? nearest(`default${key}`, allowed, distance);
  const hint = suggestion === undefined ? `There are ${allowed.join(", ")}.` : `Did you mean ${suggestion}?`;
  return new AppError("INVALID_INPUT", `'${path}': there is no setting '${key}'. ${hint}`, { path, key, allowed });
}
