// Sees that dist/fonts has the fonts that pictures are drawn with; makes them anew only where something of it changed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bun, install, ROOT, step } from "./toolchain.mjs";

const MAKERS = join(ROOT, "scripts", "fonts");
export const FONTS = join(ROOT, "dist", "fonts");

/** The files that the executable carries. */
export function fontFiles() {
  return readdirSync(FONTS).map((name) => join(FONTS, name));
}

/** Makes the fonts unless they are there, made by the same scripts from packages of the same versions. */
export function provideFonts() {
  const key = currentKey();
  if (madeWith() === key) return;
  step("Making the fonts (dist/fonts)", bun(), [join(MAKERS, "make.ts"), key]);
}

function currentKey() {
  const hash = createHash("sha256");
  for (const name of readdirSync(MAKERS).sort()) hash.update(readFileSync(join(MAKERS, name)));
  // All of the versions, not only the fonts': the package that cuts them has a part in it too.
  hash.update(JSON.stringify(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).devDependencies));
  return hash.digest("hex");
}

function madeWith() {
  const list = join(FONTS, "fonts.sha256");
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")).key : undefined;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  install();
  provideFonts();
}
