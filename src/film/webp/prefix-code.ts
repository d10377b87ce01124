import type { BitWriter } from "./bit-writer.ts";

/** Codes have at most 15 bits, and those that tell the lengths of codes 7 (WebP lossless bitstream, 6.2.1). */
const MAX_LENGTH = 15;
const MAX_LENGTH_LENGTH = 7;
/** In what order the lengths of the codes of lengths are told. */
const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** Lengths beyond 15 repeat: the one before, or zero, so many times, told by so many bits. */
const REPEAT = { symbol: 16, least: 3, most: 6, bits: 2 };
const FEW_ZEROS = { symbol: 17, least: 3, most: 10, bits: 3 };
const MANY_ZEROS = { symbol: 18, least: 11, most: 138, bits: 7 };

/** A canonical prefix code (Huffman's) for symbols that occur as often as `counts` says. */
export class PrefixCode {
  readonly #lengths: Uint8Array;
  readonly #codes: Uint16Array;
  /** Symbols that occur. A code with a single one has no bits. */
  readonly #used: readonly number[];

  constructor(counts: Uint32Array, maxLength = MAX_LENGTH) {
    this.#used = [...counts.keys()].filter((symbol) => counts[symbol]! > 0);
    this.#lengths = codeLengths(counts, this.#used, maxLength);
    this.#codes = canonicalCodes(this.#lengths);
  }

  put(output: BitWriter, symbol: number): void {
    if (this.#used.length > 1) output.put(this.#codes[symbol]!, this.#lengths[symbol]!);
  }

  /** Writes the code itself, as a decoder needs it. */
  write(output: BitWriter): void {
    if (this.#used.length <= 2 && this.#used.every((symbol) => symbol < 256)) this.#writeSimply(output);
    else this.#writeLengths(output);
  }

  /** One or two symbols are named. */
  #writeSimply(output: BitWriter): void {
    const [first = 0, second] = this.#used;
    output.put(1, 1);
    output.put(second === undefined ? 0 : 1, 1);
    output.put(first > 1 ? 1 : 0, 1);
    output.put(first, first > 1 ? 8 : 1);
    if (second !== undefined) output.put(second, 8);
  }

  #writeLengths(output: BitWriter): void {
    output.put(0, 1);
    const runs = runsOf(this.#lengths);
    const counts = new Uint32Array(LENGTH_ORDER.length);
    for (const { symbol } of runs) counts[symbol]!++;
    const code = new PrefixCode(counts, MAX_LENGTH_LENGTH);
    const last = LENGTH_ORDER.findLastIndex((symbol) => counts[symbol]! > 0);
    const told = Math.max(4, last + 1);
    output.put(told - 4, 4);
    for (const symbol of LENGTH_ORDER.slice(0, told)) output.put(code.#lengths[symbol]!, 3);
    output.put(0, 1); // the lengths of all symbols follow
    for (const { symbol, extra, bits } of runs) {
      code.put(output, symbol);
      output.put(extra, bits);
    }
  }
}

/** Lengths of at most `limit` bits: where a code gets longer, rare symbols are taken for more frequent ones. */
function codeLengths(counts: Uint32Array, used: readonly number[], limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  if (used.length === 1) lengths[used[0]!] = 1;
  for (let least = 1; used.length > 1; least *= 2) {
    if (assignLengths(counts, used, least, lengths) <= limit) break;
  }
  return lengths;
}

/** Huffman's algorithm with two queues: leaves by their count, and inner nodes, which come to be in that order. */
function assignLengths(counts: Uint32Array, used: readonly number[], least: number, lengths: Uint8Array): number {
  const weights = used.map((symbol) => Math.max(least, counts[symbol]!));
  const order = [...weights.keys()].sort((a, b) => weights[a]! - weights[b]! || a - b);
  const parents: number[] = [];
  let leaf = 0;
  let inner = used.length;
  const lightest = () => {
    const takesLeaf = leaf < order.length && (inner >= weights.length || weights[order[leaf]!]! <= weights[inner]!);
    return takesLeaf ? order[leaf++]! : inner++;
  };
  while (weights.length < 2 * used.length - 1) {
    const first = lightest();
    const second = lightest();
    parents[first] = weights.length;
    parents[second] = weights.length;
    weights.push(weights[first]! + weights[second]!);
  }
  const depths = new Array<number>(weights.length).fill(0);
  for (let node = weights.length - 2; node >= 0; node--) depths[node] = depths[parents[node]!]! + 1;
  for (const [index, symbol] of used.entries()) lengths[symbol] = Math.min(255, depths[index]!);
  return Math.max(...depths);
}

/** Codes in the order of their lengths, then of their symbols; turned round, as the lowest bit is written first. */
function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= MAX_LENGTH; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) codes[symbol] = reversed(code++, length);
    }
    code <<= 1;
  }
  return codes;
}

function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}

interface Run {
  readonly symbol: number;
  readonly extra: number;
  readonly bits: number;
}

function runsOf(lengths: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at]!;
    let end = at + 1;
    while (end < lengths.length && lengths[end] === length) end++;
    if (length !== 0) {
      runs.push({ symbol: length, extra: 0, bits: 0 });
      at++;
    }
    addRepetitions(runs, length, end - at);
    at = end;
  }
  return runs;
}

function addRepetitions(runs: Run[], length: number, times: number): void {
  let rest = times;
  while (rest > 0) {
    const kind = [MANY_ZEROS, FEW_ZEROS, REPEAT].find(
      ({ symbol, least }) => rest >= least && (symbol === REPEAT.symbol) === (length !== 0),
    );
    const taken = kind ? Math.min(rest, kind.most) : 1;
    if (kind) runs.push({ symbol: kind.symbol, extra: taken - kind.least, bits: kind.bits });
    else runs.push({ symbol: length, extra: 0, bits: 0 });
    rest -= taken;
  }
}
