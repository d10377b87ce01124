import { AppError } from "./errors.ts";

/** What `create` hands to the host it starts, on standard input. */
export interface HostSpec {
  home: string;
  sessionId: string;
  /** ISO 8601. */
  createdAt: string;
  /** At least one word. */
  command: string[];
  cwd: string;
  cols: number;
  rows: number;
  term: string;
  shell: string;
  name?: string;
  env: Record<string, string>;
  shellIntegration: boolean;
  /** 0 = never. */
  idleTimeoutMs: number;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isSize: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1;

const CHECKS: { [Key in keyof Required<HostSpec>]: Check } = {
  home: isText,
  sessionId: isText,
  createdAt: isText,
  command: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  cwd: isText,
  cols: isSize,
  rows: isSize,
  term: isText,
  shell: isText,
  name: (value) => value === undefined || isText(value),
  env: (value) => isObject(value) && Object.values(value).every(isText),
  shellIntegration: (value) => typeof value === "boolean",
  idleTimeoutMs: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

/**
 * What the client that starts a host sends to it when it waits no longer: nobody will hear of the session. Before the host
 * listens for it, it ends it (POSIX, signal.h); there is nothing yet then.
 */
export const GIVEN_UP_SIGNAL = "SIGUSR2";

/**
 * Reads what a host is to start. It is checked by hand, because a schema would take longer to load than all else that a
 * host does before it answers.
 *
 * @throws AppError `PROTOCOL_ERROR` naming the key that is missing or wrong
 */
export function parseHostSpec(text: string): HostSpec {
  const value = parseJson(text);
  if (!isObject(value)) throw new AppError("PROTOCOL_ERROR", "What the session host is to start is no JSON object.");
  for (const [key, holds] of Object.entries(CHECKS)) {
    if (holds(value[key])) continue;
    throw new AppError("PROTOCOL_ERROR", `'${key}' of what the session host is to start is not valid.`, { key });
  }
  return value as unknown as HostSpec;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
