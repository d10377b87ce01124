import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FONT_SOURCES } from "../../scripts/fonts/sources.ts";
import { thirdPartyPage } from "../../scripts/licenses/page.ts";
import { COMPONENTS } from "../../src/cli/licenses/components.ts";

const ROOT = join(import.meta.dir, "../..");
const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
const { dependencies, devDependencies } = json("package.json");
/** Not in the executable: the terminal of other runtimes. */
const { "@lydell/node-pty": _, ...bundled } = dependencies as Record<string, string>;

const namesOf = (kind: string) => COMPONENTS.filter((one) => one.kind === kind).map(({ name }) => name);

test("all that is bundled is named, in its version", () => {
  expect(namesOf("package").sort()).toEqual(Object.keys(bundled).sort());
  expect(namesOf("font").sort()).toEqual([...new Set(FONT_SOURCES.map((source) => source.package))].sort());
  expect(namesOf("runtime")).toEqual(["bun"]);
  const versions = { ...bundled, ...devDependencies };
  for (const { name, version } of COMPONENTS) expect([name, version]).toEqual([name, versions[name]]);
});

test("what is bundled brings no packages of its own", () => {
  for (const name of Object.keys(bundled)) {
    expect([name, json(`node_modules/${name}/package.json`).dependencies ?? {}]).toEqual([name, {}]);
  }
});

test("THIRD_PARTY.md is what 'npm run docs' writes", () => {
  expect(readFileSync(join(ROOT, "THIRD_PARTY.md"), "utf8")).toBe(thirdPartyPage());
});

test("every component has a text, and what its licence wants to be said", () => {
  const page = thirdPartyPage();
  for (const { name, license, attribution } of COMPONENTS) {
    expect(page).toMatch(new RegExp(`^## (.*, )?${name}(,|$)`, "m"));
    if (/OFL|CC-BY|Vera/.test(license)) expect(attribution).toBeString();
  }
  for (const text of [
    "SIL OPEN FONT LICENSE",
    "GNU LIBRARY GENERAL PUBLIC LICENSE",
    "Apache License",
    "Bitstream Vera",
  ]) {
    expect(page).toContain(text);
  }
});
