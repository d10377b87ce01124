import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { AppError } from "../protocol/errors.ts";
import { writeFileAtomic } from "./atomic-file.ts";
import { withFileLock } from "./file-lock.ts";

/** A home that has had a session. */
export interface RegisteredHome {
  /** Absolute, with links resolved. */
  readonly path: string;
  /** When a session was last created in it; ISO 8601. */
  readonly lastSeenAt: string;
}

/** A create does not wait longer than this for the sake of a list that it does not need. */
const LOCK_PATIENCE_MS = 500;

/**
 * Where the homes of this user are remembered: `$XDG_STATE_HOME/agent-tty/homes.json`, else below `~/.local/state`
 * (XDG Base Directory; a relative value is ignored, as it asks). It spans homes, so it lies in none of them.
 */
export function registryPath(environment: NodeJS.ProcessEnv): string {
  const state = environment["XDG_STATE_HOME"];
  const base = state && isAbsolute(state) ? state : join(homedir(), ".local", "state");
  return join(base, "agent-tty", "homes.json");
}

/**
 * The homes that are remembered, in the order they came. The list is advisory, the homes themselves are the truth: a
 * file that is missing or broken is an empty one.
 */
export function registeredHomes(environment: NodeJS.ProcessEnv): RegisteredHome[] {
  try {
    const registry: unknown = JSON.parse(readFileSync(registryPath(environment), "utf8"));
    return isRegistry(registry) ? registry.homes : [];
  } catch {
    return [];
  }
}

/** By when they were last seen. */
export function newestFirst(homes: readonly RegisteredHome[]): RegisteredHome[] {
  return homes.toSorted((one, other) => Date.parse(other.lastSeenAt) - Date.parse(one.lastSeenAt));
}

/** Checked by hand: `create` reads it, and a schema library would cost it more than all the rest of this. */
function isRegistry(value: unknown): value is { version: 1; homes: RegisteredHome[] } {
  return isRecord(value) && value["version"] === 1 && Array.isArray(value["homes"]) && value["homes"].every(isHome);
}

function isHome(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { path, lastSeenAt } = value;
  return (
    typeof path === "string" &&
    isAbsolute(path) &&
    typeof lastSeenAt === "string" &&
    !Number.isNaN(Date.parse(lastSeenAt))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Remembers a home under its real path, as seen now. It never throws: nothing depends on it. */
export function registerHome(home: string, now: Date, environment: NodeJS.ProcessEnv): void {
  try {
    const seen = { path: realpathSync(home), lastSeenAt: now.toISOString() };
    update(environment, (homes) => [...homes.filter(({ path }) => path !== seen.path), seen]);
  } catch {
    // The home works as well without being remembered.
  }
}

/**
 * Forgets a home, by its real path or the one it was remembered under; on the disk it stays.
 *
 * @returns whether it had been remembered
 * @throws AppError `STORAGE_WRITE_ERROR`
 */
export function forgetHome(home: string, environment: NodeJS.ProcessEnv): boolean {
  const isMeant = sameHome(home);
  // Without an entry nothing is to be written, and no directory to be made.
  if (!registeredHomes(environment).some(isMeant)) return false;
  update(environment, (homes) => homes.filter((entry) => !isMeant(entry)));
  return true;
}

/** The entry of a home, if it is remembered. */
export function findRegisteredHome(home: string, environment: NodeJS.ProcessEnv): RegisteredHome | undefined {
  return registeredHomes(environment).find(sameHome(home));
}

function sameHome(home: string): (entry: RegisteredHome) => boolean {
  const paths = [resolve(home), realPath(home)];
  return ({ path }) => paths.includes(path);
}

/** With links resolved; as it was given, but for its form, where there is nothing. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function update(environment: NodeJS.ProcessEnv, change: (homes: RegisteredHome[]) => RegisteredHome[]): void {
  const path = registryPath(environment);
  makeDirectory(dirname(path));
  const write = () => {
    const registry = { version: 1, homes: change(registeredHomes(environment)) };
    writeFileAtomic(path, `${JSON.stringify(registry, null, 2)}\n`);
  };
  withFileLock(`${path}.lock`, write, LOCK_PATIENCE_MS);
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make '${path}': ${(error as Error).message}.`, { path });
  }
}
