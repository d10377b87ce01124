/**
 * How many ways a backtracking matcher can go through an automaton with one text, which is what it may try before it
 * gives up. After A. Weber, H. Seidl, "On the degree of ambiguity of finite automata" (1991): it is exponential when
 * some loop can go around with the same text in two ways, and otherwise polynomial in the length of a chain of loops
 * where each can hand over to the next anywhere in a text that both can take.
 */

import { type Automaton, TooComplex, type Ways } from "./automaton.ts";

/** The most steps an analysis takes, some tens of milliseconds. */
const MAX_WORK = 1_000_000;

/** Whether some loop can take one text in two ways: each further time around then doubles the ways. */
export function isExponential(automaton: Automaton): boolean {
  const work = { left: MAX_WORK };
  return automaton.loops.some((loop) => hasDoubleEdge(automaton, loop) || hasTwoWaysAround(automaton, loop, work));
}

type Loop = Automaton["loops"][number];

function hasDoubleEdge({ next }: Automaton, [from, to]: Loop): boolean {
  return next
    .slice(from, to)
    .some((ways) => [...ways].some(([state, count]) => count > 1 && state >= from && state < to));
}

/** Walks two states along the same text: has the pair parted and met again, there were two ways. */
function hasTwoWaysAround({ masks, next }: Automaton, [from, to]: Loop, work: { left: number }): boolean {
  const size = to - from;
  const seen = new Uint8Array(size * size);
  const pending: [number, number][] = [];
  for (let state = from; state < to; state++) pending.push([state, state]);
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    for (const one of next[pair[0]]!.keys()) {
      if (one < from || one >= to) continue;
      for (const other of next[pair[1]]!.keys()) {
        if (other < from || other >= to) continue;
        spend(work);
        if ((masks[one]! & masks[other]!) === 0n) continue;
        if (one === other) {
          if (pair[0] !== pair[1]) return true;
          continue;
        }
        const key = (one - from) * size + (other - from);
        if (seen[key]) continue;
        seen[key] = 1;
        pending.push([one, other]);
      }
    }
  }
  return false;
}

/**
 * The power of the text's length that matching from one place can take, for an automaton that is not exponential:
 * the number of loops in the longest chain in which each hands over to the next.
 */
export function degree(automaton: Automaton): number {
  const work = { left: MAX_WORK };
  const { loops } = automaton;
  const longest: number[] = [];
  for (const [index, loop] of loops.entries()) {
    let before = 0;
    for (let earlier = index - 1; earlier >= 0; earlier--) {
      if (longest[earlier]! > before && handsOver(automaton, loops[earlier]!, loop, work)) before = longest[earlier]!;
    }
    longest.push(before + 1);
  }
  return Math.max(0, ...longest);
}

/**
 * Walks three along the same text: one staying in the first loop, one staying in the second, and one that begins with
 * the first and ends with the second.
 */
function handsOver({ masks, next }: Automaton, here: Loop, there: Loop, work: { left: number }): boolean {
  const [span, width] = [there[1] - here[0], there[1] - there[0]];
  if ((here[1] - here[0]) * span * width > MAX_WORK) throw new TooComplex("it is too large");
  const seen = new Uint8Array((here[1] - here[0]) * span * width);
  const pending: [number, number, number][] = [];
  for (let stays = here[0]; stays < here[1]; stays++) {
    for (let waits = there[0]; waits < there[1]; waits++) pending.push([stays, stays, waits]);
  }
  for (let three = pending.pop(); three; three = pending.pop()) {
    for (const stays of within(next[three[0]]!, here)) {
      for (const waits of within(next[three[2]]!, there)) {
        const shared = masks[stays]! & masks[waits]!;
        spend(work);
        if (shared === 0n) continue;
        for (const goes of within(next[three[1]]!, [here[0], there[1]])) {
          spend(work);
          if ((shared & masks[goes]!) === 0n) continue;
          if (goes === waits) return true;
          const key = ((stays - here[0]) * span + (goes - here[0])) * width + (waits - there[0]);
          if (seen[key]) continue;
          seen[key] = 1;
          pending.push([stays, goes, waits]);
        }
      }
    }
  }
  return false;
}

function* within(ways: Ways, [from, to]: Loop): Generator<number> {
  for (const state of ways.keys()) if (state >= from && state < to) yield state;
}

/**
 * An upper bound of the ways to go through a text that come from alternatives and options outside of loops, as in
 * `a?a?a?` or `(a|a)(a|a)`, which are bounded but multiply.
 */
export function boundedWays(automaton: Automaton): number {
  const { loops, next, last, first, emptyWays } = automaton;
  const ways = new Array<number>(next.length).fill(1);
  const loopEndingAt = new Map(loops.map(([from, to]) => [to - 1, from]));
  for (let state = next.length - 1; state >= 0; state--) {
    const from = loopEndingAt.get(state) ?? state;
    const out = exits(automaton, from, state + 1);
    const ends = Math.max(...range(from, state + 1).map((each) => last.get(each) ?? 0));
    ways.fill(Math.max(1, ends + widest(automaton, out, ways)), from, state + 1);
    state = from;
  }
  return emptyWays + widest(automaton, first, ways);
}

/** Ways out of a range of states, to later ones. */
function exits({ next }: Automaton, from: number, to: number): Ways {
  const out = new Map<number, number>();
  for (let state = from; state < to; state++) {
    for (const [follower, count] of next[state]!) {
      if (follower >= to) out.set(follower, Math.max(out.get(follower) ?? 0, count));
    }
  }
  return out;
}

/** The most ways that one and the same character can open. */
function widest({ masks }: Automaton, to: Ways, ways: readonly number[]): number {
  const byCharacter = new Map<number, number>();
  for (const [state, count] of to) {
    for (const bit of bitsOf(masks[state]!)) {
      byCharacter.set(bit, (byCharacter.get(bit) ?? 0) + count * ways[state]!);
    }
  }
  return Math.max(0, ...byCharacter.values());
}

function bitsOf(mask: bigint): number[] {
  return [...mask.toString(2)].reverse().flatMap((digit, bit) => (digit === "1" ? [bit] : []));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function spend(work: { left: number }): void {
  work.left -= 1;
  if (work.left < 0) throw new TooComplex("it takes too long to analyse");
}
