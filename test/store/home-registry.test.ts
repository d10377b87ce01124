import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { AppError } from "../../src/protocol/errors.ts";
import {
  findRegisteredHome,
  forgetHome,
  registeredHomes,
  registerHome,
  registryPath,
} from "../../src/store/home-registry.ts";
import { processStartTime } from "../../src/store/process-identity.ts";

let root: string;
let environment: { XDG_STATE_HOME: string };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  environment = { XDG_STATE_HOME: join(root, "state") };
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (second: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, second));

function home(name: string): string {
  const path = join(root, name);
  mkdirSync(path);
  return path;
}

/** Puts a registry there as somebody else may have left it. */
function put(content: string): void {
  mkdirSync(dirname(registryPath(environment)), { recursive: true });
  writeFileSync(registryPath(environment), content);
}

describe("where homes are remembered", () => {
  test.each([
    { state: "/var/state", path: "/var/state/agent-tty/homes.json" },
    { state: undefined, path: join(homedir(), ".local/state/agent-tty/homes.json") },
    { state: "", path: join(homedir(), ".local/state/agent-tty/homes.json") },
    { state: "relative", path: join(homedir(), ".local/state/agent-tty/homes.json") },
  ])("with XDG_STATE_HOME %p", ({ state, path }) => {
    expect(registryPath({ XDG_STATE_HOME: state })).toBe(path);
  });
});

describe("a home", () => {
  test("is remembered once, with when it was last seen", () => {
    const [one, two] = [home("one"), home("two")];
    registerHome(one, at(1), environment);
    registerHome(two, at(2), environment);
    registerHome(one, at(3), environment);
    expect(JSON.parse(readFileSync(registryPath(environment), "utf8"))).toEqual({
      version: 1,
      homes: [
        { path: two, lastSeenAt: "2030-01-01T00:00:02.000Z" },
        { path: one, lastSeenAt: "2030-01-01T00:00:03.000Z" },
      ],
    });
    expect(registeredHomes(environment).map(({ path }) => path)).toEqual([two, one]);
    expect(lstatSync(registryPath(environment)).mode & 0o777).toBe(0o600);
    expect(lstatSync(dirname(registryPath(environment))).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(registryPath(environment)))).toEqual(["homes.json"]);
  });

  test("is the same by whatever path it is reached", () => {
    const real = home("real");
    const link = join(root, "link");
    symlinkSync(real, link);
    registerHome(link, at(1), environment);
    registerHome(`${real}/`, at(2), environment);
    expect(registeredHomes(environment)).toEqual([{ path: real, lastSeenAt: at(2).toISOString() }]);
    expect(findRegisteredHome(link, environment)?.path).toBe(real);
    expect(forgetHome(link, environment)).toBe(true);
    expect(registeredHomes(environment)).toEqual([]);
  });

  test("is forgotten, also when it is gone, and stays on the disk", () => {
    const [one, two] = [home("one"), home("two")];
    registerHome(one, at(1), environment);
    registerHome(two, at(1), environment);
    rmSync(one, { recursive: true });
    expect(forgetHome(`${one}/`, environment)).toBe(true);
    expect(forgetHome(one, environment)).toBe(false);
    expect(forgetHome(two, environment)).toBe(true);
    expect(existsSync(two)).toBe(true);
    expect(registeredHomes(environment)).toEqual([]);
  });

  test("that was never remembered is forgotten without a trace", () => {
    expect(forgetHome(home("one"), environment)).toBe(false);
    expect(existsSync(environment.XDG_STATE_HOME)).toBe(false);
  });
});

describe("a list that is", () => {
  const good = { path: "/a/home", lastSeenAt: at(1).toISOString() };

  test.each([
    { what: "empty", content: "" },
    { what: "cut off", content: '{"version": 1, "homes": [' },
    { what: "of another version", content: JSON.stringify({ version: 2, homes: [good] }) },
    { what: "without homes", content: '{"version": 1}' },
    { what: "null", content: "null" },
    { what: "of relative homes", content: JSON.stringify({ version: 1, homes: [{ ...good, path: "home" }] }) },
    { what: "of no times", content: JSON.stringify({ version: 1, homes: [{ ...good, lastSeenAt: "then" }] }) },
    { what: "of paths", content: JSON.stringify({ version: 1, homes: ["/a/home"] }) },
  ])("$what is an empty one, and written anew", ({ content }) => {
    put(content);
    expect(registeredHomes(environment)).toEqual([]);
    const one = home("one");
    registerHome(one, at(1), environment);
    expect(registeredHomes(environment).map(({ path }) => path)).toEqual([one]);
  });

  test("a directory is an empty one, and left alone", () => {
    mkdirSync(join(registryPath(environment), "full"), { recursive: true });
    expect(registeredHomes(environment)).toEqual([]);
    registerHome(home("one"), at(1), environment);
    expect(readdirSync(dirname(registryPath(environment)))).toEqual(["homes.json"]);
  });
});

describe("where it cannot be written", () => {
  test("a home is not remembered, and nobody is troubled", () => {
    writeFileSync(environment.XDG_STATE_HOME, "");
    expect(() => registerHome(home("one"), at(1), environment)).not.toThrow();
    expect(() => registerHome(join(root, "nowhere"), at(1), environment)).not.toThrow();
    expect(registeredHomes(environment)).toEqual([]);
  });

  test("a home cannot be forgotten, and who asked is told", () => {
    const one = home("one");
    registerHome(one, at(1), environment);
    // Held by a process that lives: this one.
    const lock = `${registryPath(environment)}.lock`;
    writeFileSync(lock, `${process.pid} ${processStartTime(process.pid)}`);
    const error = thrown(() => forgetHome(one, environment));
    expect(error).toMatchObject({ code: "STORAGE_WRITE_ERROR", details: { path: lock } });
    expect(registeredHomes(environment)).toHaveLength(1);
  });
});

test("homes that come at the same time are all remembered", async () => {
  const script = `
    const { registerHome } = await import(${JSON.stringify(resolve(import.meta.dir, "../../src/store/home-registry.ts"))});
    const [, home] = process.argv;
    for (let second = 0; second < 5; second++) registerHome(home, new Date(second), process.env);
  `;
  const homes = ["a", "b", "c", "d"].map(home);
  const children = homes.map((path) =>
    Bun.spawn([process.execPath, "-e", script, path], { env: { ...process.env, ...environment } }),
  );
  expect(await Promise.all(children.map((child) => child.exited))).toEqual([0, 0, 0, 0]);
  expect(
    registeredHomes(environment)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(homes);
});

function thrown(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    return error as AppError;
  }
  throw new Error("It did not throw.");
}
