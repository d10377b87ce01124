// Makes dist/fonts: each font cut down to what a terminal needs and compressed, and a list with their hashes.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { convert } from "fontverter";
import subsetFont from "subset-font";
import { FONT_SOURCES, type FontSource } from "./sources.ts";

const ROOT = join(import.meta.dirname, "../..");
const TARGET = join(ROOT, "dist", "fonts");
/** Compresses best of the levels that need no special window to unpack. */
const ZSTD_LEVEL = 19;
/** What `src/render/truetype/` does not read. */
const UNREAD_TABLES = [
  "GSUB",
  "gasp",
  "name",
  "post",
  "GDEF",
  "GPOS",
  "DSIG",
  "STAT",
  "meta",
  "VORG",
  "vhea",
  "vmtx",
  "BASE",
  "kern",
  "FFTM",
  "SVG ",
  "CBDT",
  "CBLC",
];

async function make(source: FontSource): Promise<string> {
  const original = readFileSync(join(ROOT, "node_modules", source.package, source.file));
  const font = source.characters === "all" ? await convert(original, "sfnt") : await cut(original, source.characters);
  const compressed = zstdCompressSync(font, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } });
  writeFileSync(join(TARGET, `${source.name}.ttf.zst`), compressed);
  return createHash("sha256").update(font).digest("hex");
}

function cut(font: Uint8Array, characters: Iterable<number>): Promise<Uint8Array> {
  const text = [...characters].map((code) => String.fromCodePoint(code)).join("");
  return subsetFont(font, text, { targetFormat: "sfnt", noHinting: true, keepFeatures: [], dropTables: UNREAD_TABLES });
}

const key = process.argv[2];
rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
const fonts: Record<string, string> = {};
for (const source of FONT_SOURCES) fonts[source.name] = await make(source);
writeFileSync(join(TARGET, "fonts.sha256"), `${JSON.stringify({ key, fonts }, undefined, 2)}\n`);
