/**
 * Reads the source of a JavaScript regular expression into a tree that keeps what matters to backtracking: which
 * characters, in what order, how often. Captures are left out, and where a construct's exact meaning is not worth the
 * code (`\p{…}`, legacy octal escapes) the tree matches more than the expression does, never less.
 */

import { ANY, type CharSet, CLASS_ESCAPES, complement, ignoringCase, NOT_LINE_END, setOf } from "./charset.ts";

export type RegexNode =
  | { kind: "empty" }
  /** `^`, `$`, `\b`: takes no characters, may fail. */
  | { kind: "assertion" }
  | { kind: "chars"; set: CharSet }
  | { kind: "sequence"; parts: readonly RegexNode[] }
  | { kind: "choice"; options: readonly RegexNode[] }
  | { kind: "repeat"; body: RegexNode; min: number; max: number; lazy: boolean }
  | { kind: "look"; body: RegexNode; behind: boolean }
  | { kind: "backreference" };

const CONTROL_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
  ["0", 0],
]);
const DASH = 0x2d;
const ASSERTION: RegexNode = { kind: "assertion" };

/**
 * Parses an expression that `RegExp` has already accepted; of any other source the result means nothing.
 *
 * @param unicode whether it is compiled with the `u` flag
 */
export function parseRegex(source: string, unicode: boolean): RegexNode {
  return new Parser(source, unicode).choice();
}

class Parser {
  readonly #characters: readonly string[];
  readonly #unicode: boolean;
  #at = 0;
  #ignoreCase = false;
  #dotAll = false;

  constructor(source: string, unicode: boolean) {
    this.#characters = unicode ? Array.from(source) : source.split("");
    this.#unicode = unicode;
  }

  choice(): RegexNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#characters.length && !this.#sees("|") && !this.#sees(")")) parts.push(this.#term());
    if (parts.length === 0) return { kind: "empty" };
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  }

  #term(): RegexNode {
    const body = this.#atom();
    const count = this.#quantifier();
    return count ? { kind: "repeat", body, ...count, lazy: this.#take("?") } : body;
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take("?")) return { min: 0, max: 1 };
    const [, min, comma, max] = this.#takeMatch(/^\{(\d+)(,?)(\d*)\}/) ?? [];
    if (min === undefined) return undefined;
    if (comma === "") return { min: Number(min), max: Number(min) };
    return { min: Number(min), max: max === "" ? Number.POSITIVE_INFINITY : Number(max) };
  }

  #atom(): RegexNode {
    const character = this.#next();
    switch (character) {
      case "^":
      case "$":
        return ASSERTION;
      case "(":
        return this.#group();
      case "[":
        return { kind: "chars", set: this.#characterClass() };
      case ".":
        return { kind: "chars", set: this.#dotAll ? ANY : NOT_LINE_END };
      case "\\":
        return this.#escape();
      default:
        return this.#literal(character.codePointAt(0)!);
    }
  }

  #group(): RegexNode {
    const [ignoreCase, dotAll] = [this.#ignoreCase, this.#dotAll];
    const opening = this.#takeMatch(/^\?(?:<?[=!]|<[^>]*>|[a-z]*-?[a-z]*:)/)?.[0] ?? "";
    const look = /^\?(<?)[=!]$/.exec(opening);
    if (opening.endsWith(":")) this.#applyModifiers(opening);
    const body = this.choice();
    this.#take(")");
    this.#ignoreCase = ignoreCase;
    this.#dotAll = dotAll;
    return look ? { kind: "look", body, behind: look[1] === "<" } : body;
  }

  #applyModifiers(opening: string): void {
    const [on = "", off = ""] = opening.slice(1, -1).split("-");
    this.#ignoreCase = (this.#ignoreCase || on.includes("i")) && !off.includes("i");
    this.#dotAll = (this.#dotAll || on.includes("s")) && !off.includes("s");
  }

  #escape(): RegexNode {
    if (this.#takeMatch(/^[bB]/)) return ASSERTION;
    // A legacy octal escape passes for a backreference: both are taken to match anything.
    if (this.#takeMatch(/^(?:[1-9]\d*|0\d+|k<[^>]*>)/)) return { kind: "backreference" };
    const set = this.#classEscape();
    return set ? { kind: "chars", set: this.#cased(set) } : this.#literal(this.#escapedCode());
  }

  /** The set of `\d` and its like, or `undefined` (and nothing taken) if this escape stands for one character. */
  #classEscape(): CharSet | undefined {
    if (this.#unicode && this.#takeMatch(/^[pP]\{[^}]*\}/)) return ANY;
    const set = CLASS_ESCAPES.get(this.#characters[this.#at] ?? "");
    if (set) this.#at += 1;
    return set;
  }

  #escapedCode(): number {
    const control = this.#takeMatch(/^c([A-Za-z])/)?.[1];
    if (control !== undefined) return control.charCodeAt(0) % 32;
    const hex = this.#takeMatch(/^(?:x([\da-f]{2})|u([\da-f]{4}))/i);
    if (hex) return this.#joinedSurrogate(Number.parseInt(hex[1] ?? hex[2]!, 16));
    const braced = this.#unicode ? this.#takeMatch(/^u\{([\da-f]+)\}/i)?.[1] : undefined;
    if (braced !== undefined) return Number.parseInt(braced, 16);
    const character = this.#next();
    return CONTROL_ESCAPES.get(character) ?? character.codePointAt(0)!;
  }

  /** With the `u` flag two escaped surrogates are one character. */
  #joinedSurrogate(code: number): number {
    if (!this.#unicode || code < 0xd800 || code > 0xdbff) return code;
    const low = this.#takeMatch(/^\\u(d[c-f][\da-f]{2})/i)?.[1];
    return low === undefined ? code : 0x10000 + (code - 0xd800) * 0x400 + (Number.parseInt(low, 16) - 0xdc00);
  }

  #characterClass(): CharSet {
    const negated = this.#take("^");
    const ranges: (readonly [number, number])[] = [];
    let isExact = true;
    while (this.#at < this.#characters.length && !this.#take("]")) {
      const from = this.#classMember();
      const isRange = this.#takeMatch(/^-(?!\])/) !== undefined;
      const to = isRange ? this.#classMember() : from;
      if (from === ANY || to === ANY) isExact = false;
      if (typeof from === "number" && typeof to === "number") ranges.push([from, to]);
      else ranges.push(...rangesOf(from), ...rangesOf(to));
      // A dash beside a set, as in [\w-.], is a dash (Annex B).
      if (isRange && (typeof from !== "number" || typeof to !== "number")) ranges.push(...rangesOf(DASH));
    }
    if (!isExact || (negated && this.#ignoreCase)) return ANY;
    const set = this.#cased(setOf(...ranges));
    return negated ? complement(set) : set;
  }

  #classMember(): number | CharSet {
    const character = this.#next();
    if (character !== "\\") return character.codePointAt(0)!;
    if (this.#take("b")) return 8;
    if (this.#takeMatch(/^(?:[1-9]\d*|0\d+)/)) return ANY;
    return this.#classEscape() ?? this.#escapedCode();
  }

  #literal(code: number): RegexNode {
    return { kind: "chars", set: this.#cased(setOf([code, code])) };
  }

  #cased(set: CharSet): CharSet {
    return this.#ignoreCase ? ignoringCase(set) : set;
  }

  #next(): string {
    return this.#characters[this.#at++] ?? "";
  }

  #sees(character: string): boolean {
    return this.#characters[this.#at] === character;
  }

  #take(character: string): boolean {
    const taken = this.#sees(character);
    if (taken) this.#at += 1;
    return taken;
  }

  /** Takes what the pattern, anchored at its start, finds here. Only ASCII is ever taken this way, or a group's name. */
  #takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#characters.slice(this.#at).join(""));
    if (!found) return undefined;
    this.#at += this.#unicode ? Array.from(found[0]).length : found[0].length;
    return found;
  }
}

function rangesOf(member: number | CharSet): CharSet {
  return typeof member === "number" ? [[member, member]] : member;
}
