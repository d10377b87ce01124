import type { RegexNode } from "../../../src/core/regex/parse.ts";

type Continue = (at: number) => boolean;

/** Thrown when a match has taken more steps than it was given. */
export class StepsExceeded extends Error {}

/**
 * Counts the steps that a backtracking matcher, as ECMA-262 describes it, takes to try an expression at the start of a
 * text. `$` and its like always hold here, and there are no backreferences.
 */
export function backtrackingSteps(root: RegexNode, text: string, limit: number): number {
  const codes = [...text].map((character) => character.codePointAt(0)!);
  let steps = 0;

  function match(node: RegexNode, at: number, done: Continue): boolean {
    steps += 1;
    if (steps > limit) throw new StepsExceeded();
    switch (node.kind) {
      case "chars": {
        const code = codes[at];
        return code !== undefined && node.set.some(([from, to]) => code >= from && code <= to) && done(at + 1);
      }
      case "sequence":
        return sequence(node.parts, 0, at, done);
      case "choice":
        return node.options.some((option) => match(option, at, done));
      case "repeat":
        return repeat(node, node.min, node.max, at, done);
      case "look":
        return match(node.body, at, () => true) && done(at);
      default:
        return done(at);
    }
  }

  function sequence(parts: readonly RegexNode[], index: number, at: number, done: Continue): boolean {
    const part = parts[index];
    return part ? match(part, at, (next) => sequence(parts, index + 1, next, done)) : done(at);
  }

  function repeat(node: RegexNode & { kind: "repeat" }, min: number, max: number, at: number, done: Continue): boolean {
    if (max === 0) return done(at);
    const again = () =>
      match(node.body, at, (next) => {
        if (min === 0 && next === at) return false;
        return repeat(node, Math.max(0, min - 1), max - 1, next, done);
      });
    if (min > 0) return again();
    return node.lazy ? done(at) || again() : again() || done(at);
  }

  match(root, 0, () => true);
  return steps;
}
