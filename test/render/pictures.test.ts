import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodePng } from "../../src/render/png-reader.ts";
import { drawPicture, PICTURES, PICTURES_FOLDER, pixelHash } from "./pictures.ts";

const ROOT = join(import.meta.dir, "../..");

function recordedHash(name: string): string {
  return pixelHash(decodePng(readFileSync(join(PICTURES_FOLDER, `${name}.png`))));
}

test.each(PICTURES.map((picture) => [picture.name, picture] as const))("%s is drawn as it was", (name, picture) => {
  expect(pixelHash(drawPicture(picture))).toBe(recordedHash(name));
});

test("another runtime draws the same pixels", () => {
  const deno = join(ROOT, "node_modules", ".bin", "deno");
  const script = join(import.meta.dir, "print-picture-hashes.ts");
  const { stdout, stderr } = spawnSync(deno, ["run", "-A", "--node-modules-dir=manual", script], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(Object.fromEntries(PICTURES.map(({ name }) => [name, recordedHash(name)])));
}, 60_000);
