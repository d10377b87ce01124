import { readFileSync } from "node:fs";
import { AppError } from "../protocol/errors.ts";
import type { OptionDefinition } from "./option.ts";

export const FILE_OPTION: OptionDefinition = {
  flags: "--file <path>",
  description: "read it from a file, '-' for stdin",
};

const STDIN = 0;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text that a command is about: its argument, or the file's content.
 *
 * @throws AppError `INVALID_INPUT` for none or both of them, an empty text, or one that is not UTF-8;
 * `STORAGE_READ_ERROR`
 */
export function textFrom(what: string, argument: string | undefined, file: string | undefined): string {
  if ((argument === undefined) === (file === undefined)) {
    const fault = file === undefined ? "Neither is given" : "Both are given";
    throw new AppError("INVALID_INPUT", `Give exactly one of the ${what} and --file. ${fault}.`, { file });
  }
  const text = argument ?? readText(file as string);
  if (text === "") throw new AppError("INVALID_INPUT", `The ${what} must not be empty.`, { file });
  return text;
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file === "-" ? STDIN : file);
  } catch (error) {
    throw new AppError("STORAGE_READ_ERROR", `Cannot read '${file}': ${(error as Error).message}.`, { path: file });
  }
  try {
    return strict.decode(bytes);
  } catch {
    throw new AppError("INVALID_INPUT", `'${file}' is not UTF-8 text.`, { path: file });
  }
}
