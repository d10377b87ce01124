import { resolve } from "node:path";
import { MAX_MS, parseCount, parseDuration, parseMs } from "../core/duration.ts";
import { LARGEST_SIZE } from "../core/terminal-size.ts";
import { AppError } from "../protocol/errors.ts";

/** Parser of an option in ms: a whole number from 0. It throws AppError `INVALID_DURATION`. */
export function milliseconds(option: string): (text: string) => number {
  return (text) => {
    const value = parseMs(text);
    if (value !== undefined) return value;
    const message = `${option} must be a whole number of milliseconds from 0 to ${MAX_MS}, not '${text}'.`;
    throw new AppError("INVALID_DURATION", message, { option, value: text, minimum: 0, maximum: MAX_MS });
  };
}

/** Parser of an age with its unit, such as `7d`; gives ms. It throws AppError `INVALID_DURATION`. */
export function age(option: string): (text: string) => number {
  return (text) => {
    const value = parseDuration(text);
    if (value !== undefined) return value;
    const message = `${option} must be a whole number with a unit, such as 30m, 1h or 7d, not '${text}'.`;
    throw new AppError("INVALID_DURATION", message, { option, value: text, units: ["ms", "s", "m", "h", "d"] });
  };
}

/** Parser of a terminal's size in cells, 1 to 1000. It throws AppError `INVALID_DIMENSIONS`. */
export function cells(option: string): (text: string) => number {
  return (text) => {
    const value = parseCount(text);
    if (value !== undefined && value >= 1 && value <= LARGEST_SIZE) return value;
    const message = `${option} must be a whole number of cells from 1 to ${LARGEST_SIZE}, not '${text}'.`;
    throw new AppError("INVALID_DIMENSIONS", message, { option, value: text, minimum: 1, maximum: LARGEST_SIZE });
  };
}

/** Parser of a count from 0. It throws AppError `INVALID_INPUT`. */
export function count(option: string): (text: string) => number {
  return (text) => {
    const value = parseCount(text);
    if (value !== undefined) return value;
    throw new AppError("INVALID_INPUT", `${option} must be a whole number from 0, not '${text}'.`, {
      option,
      value: text,
    });
  };
}

/** Parser of an option with a fixed set of values, which it also tells. It throws AppError `INVALID_INPUT`. */
export function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
): ((text: string) => T) & { readonly allowed: readonly T[] } {
  const parse = (text: string): T => {
    const found = allowed.find((candidate) => candidate === text);
    if (found !== undefined) return found;
    throw new AppError("INVALID_INPUT", `${option} must be one of ${allowed.join(", ")}, not '${text}'.`, {
      option,
      value: text,
      allowed,
    });
  };
  return Object.assign(parse, { allowed });
}

/** Parses where to write a file; gives it absolute. @throws AppError `INVALID_INPUT` */
export function outPath(text: string): string {
  if (text === "") throw new AppError("INVALID_INPUT", "--out must not be empty.", { option: "--out" });
  if (text === "-") {
    const message = "--out takes a path: standard output has the result. For a file called '-' write './-'.";
    throw new AppError("INVALID_INPUT", message, { option: "--out", value: text });
  }
  return resolve(text);
}
