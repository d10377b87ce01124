import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { AppError } from "../../protocol/errors.ts";
import { assetDirectory } from "../../runtime.ts";
import { Font } from "../truetype/font.ts";
import type { FontName } from "./catalog.ts";

const fonts = new Map<FontName, Font>();
let hashes: Readonly<Record<FontName, string>> | undefined;

/**
 * A font, read and unpacked when it is first asked for.
 *
 * @throws AppError `INTERNAL_ERROR` if its file is not there or not whole
 */
export function fontOf(name: FontName): Font {
  const known = fonts.get(name);
  if (known) return known;
  const font = readAsset(`${name}.ttf.zst`, (bytes) => new Font(zstdDecompressSync(bytes)));
  fonts.set(name, font);
  return font;
}

/** The SHA-256 of each font, as it is unpacked, in hexadecimal. @throws AppError as {@link fontOf} */
export function fontHashes(): Readonly<Record<FontName, string>> {
  hashes ??= readAsset("fonts.sha256", (bytes) => JSON.parse(new TextDecoder().decode(bytes)).fonts);
  return hashes as Readonly<Record<FontName, string>>;
}

function readAsset<T>(name: string, read: (bytes: Uint8Array) => T): T {
  const path = join(assetDirectory("fonts"), name);
  try {
    return read(readFileSync(path));
  } catch (error) {
    const message = `The font file '${path}' cannot be used: ${(error as Error).message}. From source, 'npm run build' makes it.`;
    throw new AppError("INTERNAL_ERROR", message, { path }, { cause: error });
  }
}
