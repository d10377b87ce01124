import { expect } from "bun:test";

/** A cast, read as strictly as its specification can be: what it does not name is a fault. */
export interface Cast {
  readonly header: Record<string, unknown>;
  /** With the time from the start, in seconds, whichever the version. */
  readonly events: readonly (readonly [seconds: number, code: string, data: string])[];
}

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, { check: Check; required?: true }>>;

const isString: Check = (value) => typeof value === "string" && value.isWellFormed();
const isNumber: Check = (value) => typeof value === "number" && value >= 0;
const isInteger: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isSize: Check = (value) => isInteger(value) && (value as number) > 0 && (value as number) < 0x10000;
const isColor: Check = (value) => typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
const isPalette: Check = (value) => {
  const colors = typeof value === "string" ? value.split(":") : [];
  return (colors.length === 8 || colors.length === 16) && colors.every(isColor);
};
const isStringMap: Check = (value) =>
  typeof value === "object" && value !== null && Object.values(value).every((entry) => isString(entry));
const has =
  (shape: Shape): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(([key, entry]) => shape[key]?.check(entry)) &&
    Object.entries(shape).every(([key, { required }]) => !required || key in value);

const theme: Shape = {
  fg: { check: isColor, required: true },
  bg: { check: isColor, required: true },
  palette: { check: isPalette, required: true },
};
const term: Shape = {
  cols: { check: isSize, required: true },
  rows: { check: isSize, required: true },
  type: { check: isString },
  version: { check: isString },
  theme: { check: has(theme) },
};
const common: Shape = {
  timestamp: { check: isInteger },
  idle_time_limit: { check: isNumber },
  command: { check: isString },
  title: { check: isString },
  env: { check: isStringMap },
};

/** Sources: the asciicast v2 and v3 pages of docs.asciinema.org. */
const VERSIONS: Record<number, { header: Shape; codes: string; relative: boolean }> = {
  2: {
    header: {
      ...common,
      version: { check: (value) => value === 2, required: true },
      width: { check: isSize, required: true },
      height: { check: isSize, required: true },
      duration: { check: isNumber },
      theme: { check: has(theme) },
    },
    codes: "oimr",
    relative: false,
  },
  3: {
    header: {
      ...common,
      version: { check: (value) => value === 3, required: true },
      term: { check: has(term), required: true },
      tags: { check: (value) => Array.isArray(value) && value.every(isString) },
    },
    codes: "oimrx",
    relative: true,
  },
};

/** What a cast must not hold outside of an escape: everything that cannot be printed. */
const UNPRINTABLE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/;

/** Reads a cast of either version, and fails at the first thing in it that its specification does not allow. */
export function parseCast(text: string): Cast {
  expect(text).toEndWith("\n");
  expect(text).not.toMatch(UNPRINTABLE);
  const [first = "", ...lines] = text.slice(0, -1).split("\n");
  const header = JSON.parse(first);
  const version = VERSIONS[header.version];
  if (version === undefined) throw new Error(`There is no asciicast version ${header.version}.`);
  expect(has(version.header)(header), `header ${first}`).toBe(true);
  let seconds = 0;
  const events = lines.map((line): Cast["events"][number] => {
    const event = JSON.parse(line);
    expect(event, line).toEqual([expect.any(Number), expect.any(String), expect.any(String)]);
    const [time, code, data] = event;
    expect(time, line).toBeGreaterThanOrEqual(version.relative ? 0 : seconds);
    expect(version.codes.includes(code) && code.length === 1 && data.isWellFormed(), line).toBe(true);
    if (code === "r") expect(data).toMatch(/^[1-9]\d{0,4}x[1-9]\d{0,4}$/);
    if (code === "x") expect(data).toMatch(/^\d+$/);
    seconds = version.relative ? seconds + time : time;
    return [seconds, code, data];
  });
  return { header, events };
}
