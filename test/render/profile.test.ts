import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../src/protocol/errors.ts";
import { loadProfile, REFERENCE_DARK, REFERENCE_LIGHT, renderProfileHash } from "../../src/render/profile.ts";

const home = mkdtempSync(join(tmpdir(), "agent-tty-profile-"));
mkdirSync(join(home, "profiles"));
afterAll(() => rmSync(home, { recursive: true }));

function ownProfile(name: string, content: unknown): string {
  const path = join(home, "profiles", `${name}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

function errorOf(load: () => unknown): AppError {
  try {
    load();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("There was no error.");
}

test("the reference profiles are built in, and cannot be replaced", () => {
  ownProfile("reference-dark", { background: "#000000" });
  expect(loadProfile(home, "reference-dark")).toBe(REFERENCE_DARK);
  expect(loadProfile("/nowhere", "reference-light")).toBe(REFERENCE_LIGHT);
});

describe("an own profile", () => {
  test("says what differs from a reference one", () => {
    ownProfile("mine", { extends: "reference-light", background: "#FFFFFF", padding: 0 });
    const { theme } = REFERENCE_LIGHT;
    const expected = { ...REFERENCE_LIGHT, name: "mine", theme: { ...theme, background: "#ffffff" }, padding: 0 };
    expect(loadProfile(home, "mine")).toEqual(expected);
  });

  test("gives the cell that fits its text, unless it says another", () => {
    ownProfile("large", { fontSize: 30 });
    expect(loadProfile(home, "large")).toMatchObject({ fontSize: 30, cellWidth: 18, cellHeight: 40 });
    ownProfile("wide", { fontSize: 30, cellWidth: 25 });
    expect(loadProfile(home, "wide")).toMatchObject({ cellWidth: 25, cellHeight: 40 });
  });

  test("draws bold text in bright colours, unless it says otherwise", () => {
    ownProfile("bright", {});
    ownProfile("as-set", { boldIsBright: false });
    expect(["bright", "as-set"].map((name) => loadProfile(home, name).boldIsBright)).toEqual([true, false]);
  });

  test("with a foreground alone has a cursor of that colour", () => {
    ownProfile("green", { foreground: "#00ff00" });
    expect(loadProfile(home, "green").theme.cursor).toBe("#00ff00");
  });

  test.each([
    [{ backgrund: "#000000" }, "'backgrund' is no setting of a profile"],
    [{ background: "black" }, "'background' must be a colour as '#rrggbb'"],
    [{ ansi: ["#000000"] }, "'ansi' must be 16 colours"],
    [{ ansi: Array(16).fill("#00000") }, "'ansi.0' must be a colour"],
    [{ padding: -1 }, "'padding' "],
    [{ boldIsBright: "no" }, "'boldIsBright' "],
    [{ fontSize: 15.5 }, "'fontSize' "],
    [{ extends: "solarized" }, "'extends' must be one of reference-dark, reference-light, not 'solarized'"],
    ["{", "it is not JSON"],
    [[], "it "],
  ])("of %j is refused: %s", (content, message) => {
    const path = ownProfile("wrong", content);
    const error = errorOf(() => loadProfile(home, "wrong"));
    expect(error.code).toBe("INVALID_INPUT");
    expect(error.message).toContain(message);
    expect(error.details["path"]).toBe(path);
  });
});

test("a profile that there is not is named, with those that there are", () => {
  ownProfile("mine", {});
  const error = errorOf(() => loadProfile(home, "reference-drak"));
  expect(error.code).toBe("INVALID_INPUT");
  expect(error.message).toContain("'reference-drak'. Did you mean reference-dark?");
  expect(error.details["available"]).toContain("mine");
});

test.each(["", "../mine", "a/b", ".hidden", "x".repeat(101), "a\tb"])("'%s' is no name of a profile", (name) => {
  expect(errorOf(() => loadProfile(home, name)).code).toBe("INVALID_INPUT");
});

test("a profile that cannot be read is not one that is missing", () => {
  mkdirSync(join(home, "profiles", "folder.json"), { recursive: true });
  expect(errorOf(() => loadProfile(home, "folder")).code).toBe("STORAGE_READ_ERROR");
});

test("the hash covers whatever changes a pixel, and not the name", () => {
  const { theme } = REFERENCE_DARK;
  const others = [
    REFERENCE_LIGHT,
    ...(["fontSize", "cellWidth", "cellHeight", "padding"] as const).map((key) => ({ ...REFERENCE_DARK, [key]: 31 })),
    { ...REFERENCE_DARK, boldIsBright: false },
    ...(["background", "foreground", "cursor"] as const).map((key) => ({
      ...REFERENCE_DARK,
      theme: { ...theme, [key]: "#010203" },
    })),
    { ...REFERENCE_DARK, theme: { ...theme, ansi: theme.ansi.with(15, "#010203") } },
  ];
  const hashes = [REFERENCE_DARK, ...others].map((profile) => renderProfileHash(profile, 1));
  expect(new Set([...hashes, renderProfileHash(REFERENCE_DARK, 2)]).size).toBe(hashes.length + 1);
  expect(renderProfileHash({ ...REFERENCE_DARK, name: "other" }, 1)).toBe(hashes[0]!);
  expect(hashes[0]).toMatch(/^[\da-f]{64}$/);
});
