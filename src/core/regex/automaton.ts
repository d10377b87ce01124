/**
 * Turns a parsed expression into a position automaton (Glushkov's): one state for each place where a character is
 * taken. Weights on its edges count in how many ways a backtracking matcher can get from one character to the next,
 * so that ambiguity without characters, as in `(a*)*`, is not lost.
 */

import { ANY, type CharSet, masksOf } from "./charset.ts";
import type { RegexNode } from "./parse.ts";

/** Ways of going on, by the state that is gone to. */
export type Ways = ReadonlyMap<number, number>;

export interface Automaton {
  /** The characters each state takes, as masks that overlap when the sets do. */
  masks: readonly bigint[];
  /** The states that can follow each state. Outside of loops they come later in order. */
  next: readonly Ways[];
  first: Ways;
  /** The states that the whole expression can end in. */
  last: Ways;
  /** In how many ways the expression can match nothing. */
  emptyWays: number;
  /** The outermost unbounded loops, as half-open ranges of states, in order. */
  loops: readonly (readonly [from: number, to: number])[];
  /** What lookarounds hold, in the direction it is matched. */
  lookarounds: readonly RegexNode[];
}

/** Thrown for an expression that is not worth analysing: far larger than one that is typed, or not analysable. */
export class TooComplex extends Error {
  override readonly name = "TooComplex";
}

const MAX_STATES = 1000;
const MAX_EDGES = 50_000;
const MAX_WAYS = 1e6;
/** A repeat with more freedom than this (`{0,20}`) counts as unbounded, and so does one that copies out to too many states. */
const MAX_SPREAD = 8;
const MAX_COPIED_STATES = 200;

interface Fragment {
  first: Ways;
  last: Ways;
  emptyWays: number;
}

const EMPTY: Fragment = { first: new Map(), last: new Map(), emptyWays: 1 };

/** @throws {TooComplex} if the expression is too large, or repeats a backreference */
export function automatonOf(node: RegexNode): Automaton {
  const builder = new Builder();
  const whole = builder.build(node);
  return { ...builder.parts(), ...whole };
}

class Builder {
  readonly #sets: CharSet[] = [];
  readonly #next: Map<number, number>[] = [];
  readonly #lookarounds = new Map<RegexNode, RegexNode>();
  #loops: [number, number][] = [];
  #edges = 0;

  parts(): Pick<Automaton, "masks" | "next" | "loops" | "lookarounds"> {
    return {
      masks: masksOf(this.#sets),
      next: this.#next,
      loops: this.#loops,
      lookarounds: [...this.#lookarounds.values()],
    };
  }

  build(node: RegexNode): Fragment {
    switch (node.kind) {
      case "empty":
      case "assertion":
        return EMPTY;
      case "chars":
        return this.#state(node.set);
      case "sequence":
        return node.parts.map((part) => () => this.build(part)).reduce(this.#then, EMPTY);
      case "choice":
        return node.options.map((option) => this.build(option)).reduce(either);
      case "repeat":
        return this.#repeat(node.body, node.min, node.max);
      case "look":
        if (!this.#lookarounds.has(node)) this.#lookarounds.set(node, node.behind ? reversed(node.body) : node.body);
        return EMPTY;
      case "backreference":
        return this.#star({ kind: "chars", set: ANY });
    }
  }

  #state(set: CharSet): Fragment {
    const state = this.#sets.push(set) - 1;
    if (state >= MAX_STATES) throw new TooComplex("it is too large");
    this.#next.push(new Map());
    return { first: new Map([[state, 1]]), last: new Map([[state, 1]]), emptyWays: 0 };
  }

  #repeat(body: RegexNode, min: number, max: number): Fragment {
    if (max === 0) return EMPTY;
    if (max > 1 && holdsBackreference(body)) throw new TooComplex("it repeats a backreference");
    const size = Math.max(1, sizeOf(body));
    const isUnbounded = max - min > MAX_SPREAD || max * size > MAX_COPIED_STATES;
    const copies = min * size > MAX_COPIED_STATES ? 0 : min;
    // Unlike further times through, the first ones may all match nothing, each in every way: copies would show that.
    if (copies < min && canBeEmpty(body)) throw new TooComplex("it repeats something that can be empty too often");
    // x+ needs no copy of its body, unless that can be empty: then the first time through may take nothing.
    if (isUnbounded && copies > 0 && !canBeEmpty(body)) {
      return this.#copies(body, copies - 1, () => this.#loop(body));
    }
    return this.#copies(body, copies, () => (isUnbounded ? this.#star(body) : this.#optional(body, max - min)));
  }

  #copies(body: RegexNode, count: number, rest: () => Fragment): Fragment {
    let all = EMPTY;
    for (let copy = 0; copy < count; copy++) all = this.#then(all, () => this.build(body));
    return this.#then(all, rest);
  }

  #optional(body: RegexNode, times: number): Fragment {
    if (times === 0) return EMPTY;
    const some = this.#then(this.build(body), () => this.#optional(body, times - 1));
    return { ...some, emptyWays: capped(some.emptyWays + 1) };
  }

  #star(body: RegexNode): Fragment {
    const some = this.#loop(body);
    return { ...some, emptyWays: capped(some.emptyWays + 1) };
  }

  #loop(body: RegexNode): Fragment {
    const from = this.#sets.length;
    const once = this.build(body);
    this.#connect(once.last, once.first);
    const to = this.#sets.length;
    this.#loops = this.#loops.filter(([inner]) => inner < from);
    if (to > from) this.#loops.push([from, to]);
    return once;
  }

  // The second fragment is built only now, so that states are numbered in the order they are gone through.
  #then = (before: Fragment, build: () => Fragment): Fragment => {
    const after = build();
    this.#connect(before.last, after.first);
    return {
      first: sum(before.first, times(after.first, before.emptyWays)),
      last: sum(after.last, times(before.last, after.emptyWays)),
      emptyWays: capped(before.emptyWays * after.emptyWays),
    };
  };

  #connect(from: Ways, to: Ways): void {
    this.#edges += from.size * to.size;
    if (this.#edges > MAX_EDGES) throw new TooComplex("it is too large");
    for (const [state, ways] of from) {
      const next = this.#next[state]!;
      for (const [follower, more] of to) next.set(follower, capped((next.get(follower) ?? 0) + ways * more));
    }
  }
}

function either(one: Fragment, other: Fragment): Fragment {
  return {
    first: sum(one.first, other.first),
    last: sum(one.last, other.last),
    emptyWays: capped(one.emptyWays + other.emptyWays),
  };
}

function sum(one: Ways, other: Ways): Ways {
  const all = new Map(one);
  for (const [state, ways] of other) all.set(state, capped((all.get(state) ?? 0) + ways));
  return all;
}

function times(ways: Ways, factor: number): Ways {
  return factor === 0 ? new Map() : new Map([...ways].map(([state, count]) => [state, capped(count * factor)]));
}

function capped(ways: number): number {
  return Math.min(ways, MAX_WAYS);
}

function childrenOf(node: RegexNode): readonly RegexNode[] {
  if (node.kind === "sequence") return node.parts;
  if (node.kind === "choice") return node.options;
  return node.kind === "repeat" || node.kind === "look" ? [node.body] : [];
}

/** How many states one copy takes, at most about {@link MAX_COPIED_STATES} for each repeat within. */
function sizeOf(node: RegexNode): number {
  if (node.kind === "look") return 0;
  const inner = childrenOf(node).reduce((total, child) => total + sizeOf(child), 0);
  if (node.kind !== "repeat") return node.kind === "chars" || node.kind === "backreference" ? 1 : inner;
  const copies = Number.isFinite(node.max) ? node.max : node.min + 1;
  return copies * inner > MAX_COPIED_STATES ? inner : copies * inner;
}

function holdsBackreference(node: RegexNode): boolean {
  return node.kind === "backreference" || childrenOf(node).some(holdsBackreference);
}

function canBeEmpty(node: RegexNode): boolean {
  if (node.kind === "chars") return false;
  if (node.kind === "sequence") return node.parts.every(canBeEmpty);
  if (node.kind === "choice") return node.options.some(canBeEmpty);
  return node.kind !== "repeat" || node.min === 0 || canBeEmpty(node.body);
}

/** A lookbehind is matched from its end to its start. */
function reversed(node: RegexNode): RegexNode {
  switch (node.kind) {
    case "sequence":
      return { kind: "sequence", parts: node.parts.map(reversed).reverse() };
    case "choice":
      return { kind: "choice", options: node.options.map(reversed) };
    case "repeat":
      return { ...node, body: reversed(node.body) };
    default:
      return node;
  }
}
