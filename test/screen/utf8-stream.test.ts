import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Utf8Stream } from "../../src/screen/utf8-stream.ts";
import { bytes } from "./screen-of.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** All that a stream gave, as text. */
function streamed(chunks: readonly Uint8Array[]): string {
  const stream = new Utf8Stream();
  const parts = chunks.map((chunk) => stream.push(chunk));
  return parts.map((part) => (typeof part === "string" ? part : decoder.decode(part))).join("");
}

function cutAt(all: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts, all.length];
  return ends.map((end, index) => all.subarray(index === 0 ? 0 : ends[index - 1]!, end));
}

test("gives back the same bytes where they are whole", () => {
  const chunk = bytes("plain — 漢字 😀");
  expect(new Utf8Stream().push(chunk)).toBe(chunk);
});

describe("a character cut at any byte is whole again", () => {
  test.each(["é", "—", "’", "、", "漢", "\u{1f000}", "😀", "\u{10000}", "\ufeff", "\u{10ffff}"])("%s", (character) => {
    const all = bytes(`a${character}b`);
    for (let cut = 0; cut <= all.length; cut++) expect(streamed(cutAt(all, [cut]))).toBe(`a${character}b`);
    expect(streamed(cutAt(all, [...all.keys()]))).toBe(`a${character}b`);
  });
});

test("keeps its own copy of a character's head", () => {
  const stream = new Utf8Stream();
  const reused = new Uint8Array([0xe2, 0x80]);
  stream.push(reused);
  reused.fill(0x41);
  expect(decoder.decode(stream.push(new Uint8Array([0x94])) as Uint8Array)).toBe("—");
});

describe("what is not UTF-8 becomes U+FFFD", () => {
  test.each<[string, number[], string]>([
    ["Latin-1", [0x63, 0x61, 0x66, 0xe9, 0x20], "caf\ufffd "],
    ["a lone continuation", [0x80, 0x41], "\ufffdA"],
    ["an overlong form", [0xc0, 0xaf, 0x41], "\ufffd\ufffdA"],
    ["a surrogate", [0xed, 0xa0, 0x80, 0x41], "\ufffd\ufffd\ufffdA"],
    ["a head without its tail", [0xe2, 0x80, 0x41], "\ufffdA"],
    ["0xff", [0xff, 0x41], "\ufffdA"],
  ])("%s", (_, input, expected) => {
    const all = new Uint8Array(input);
    expect(streamed([all])).toBe(expected);
    for (let cut = 0; cut <= all.length; cut++) expect(streamed(cutAt(all, [cut]))).toBe(expected);
  });
});

test("cuts make no difference, whatever the bytes", () => {
  const byte = fc.oneof(fc.constantFrom(0xe2, 0x80, 0x94, 0xf0, 0x9f, 0xed, 0xa0, 0xc3, 0x41), fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 24 }), fc.array(fc.nat(24), { maxLength: 6 }), (input, cuts) => {
      const all = new Uint8Array(input);
      const sorted = cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b);
      // A whole character behind the end brings out a head that is still waiting.
      const parts = [...cutAt(all, sorted), bytes("!")];
      expect(streamed(parts)).toBe(decoder.decode(new Uint8Array([...input, 0x21])));
    }),
    { numRuns: 2000 },
  );
});
