/**
 * Which regular expressions are safe to run on a screen again and again. JavaScript's matcher backtracks, so some
 * expressions take time that is exponential in the text's length; those, and the badly polynomial, are refused.
 */

import { boundedWays, degree, isExponential } from "./regex/ambiguity.ts";
import { automatonOf, TooComplex } from "./regex/automaton.ts";
import { parseRegex, type RegexNode } from "./regex/parse.ts";

/** Matching from one place in the text may take its length to this power. */
const MAX_DEGREE = 2;
/** The number of ways that alternatives and options may multiply to. */
const MAX_BOUNDED_WAYS = 1000;

/**
 * Says why a regular expression could backtrack without end, as a clause, or `undefined` if it is safe.
 *
 * Safe means that a match that is tried at one place of a text of n characters takes at most some n² steps. The answer
 * errs on the side of refusing: where an expression is safe only thanks to what follows it, or is too large to analyse,
 * it is refused.
 *
 * @param source an expression that `RegExp` accepts
 * @param unicode whether it is compiled with the `u` flag
 */
export function regexRisk(source: string, unicode: boolean): string | undefined {
  try {
    return riskOf(withoutFreeTail(parseRegex(source, unicode))).problem;
  } catch (error) {
    if (error instanceof TooComplex) return error.message;
    throw error;
  }
}

/**
 * Compiles an expression to be looked for in a screen: `^` and `$` match at each line (`m`), and `u` is used if the
 * expression compiles with it, so that `.` is a whole character.
 */
export function compileScreenRegex(source: string): { regex: RegExp } | { problem: string } {
  const regex = compiled(source, "mu") ?? compiled(source, "m");
  if (!(regex instanceof RegExp)) return { problem: "it is not a regular expression" };
  const risk = regexRisk(source, regex.unicode);
  return risk === undefined ? { regex } : { problem: risk };
}

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

interface Risk {
  problem: string | undefined;
  degree: number;
}

function riskOf(node: RegexNode): Risk {
  const automaton = automatonOf(node);
  if (isExponential(automaton)) {
    return {
      problem: "a repeated part can match the same text in more than one way",
      degree: Number.POSITIVE_INFINITY,
    };
  }
  if (boundedWays(automaton) > MAX_BOUNDED_WAYS) {
    return { problem: "its options and alternatives multiply to too many ways", degree: Number.POSITIVE_INFINITY };
  }
  // A lookaround is gone through anew, but never back into, each time the matcher comes to it.
  const lookarounds = automaton.lookarounds.map((body) => riskOf(withoutFreeTail(body)));
  const total = degree(automaton) + Math.max(0, ...lookarounds.map((risk) => risk.degree));
  const inner = lookarounds.find((risk) => risk.problem !== undefined)?.problem;
  const tooMany = total > MAX_DEGREE ? "too many unbounded repeats in a row can match the same text" : undefined;
  return { problem: inner ?? tooMany, degree: total };
}

/** Drops a simple repeat that the expression ends in: it cannot fail, so nothing is ever tried again because of it. */
function withoutFreeTail(node: RegexNode): RegexNode {
  if (node.kind === "choice") return { kind: "choice", options: node.options.map(withoutFreeTail) };
  if (node.kind === "sequence") {
    return { kind: "sequence", parts: [...node.parts.slice(0, -1), withoutFreeTail(node.parts.at(-1)!)] };
  }
  return node.kind === "repeat" && node.body.kind === "chars" ? { ...node, max: node.min } : node;
}
