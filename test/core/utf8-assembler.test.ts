import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Utf8Assembler } from "../../src/core/utf8-assembler.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes cut into reads at these places. */
function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const at = [...places.map((place) => place % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

function assembled(reads: Uint8Array[]): Uint8Array[] {
  const assembler = new Utf8Assembler();
  return [...reads.map((read) => assembler.push(read)), assembler.flush()];
}

describe("Utf8Assembler", () => {
  test("gives every byte once and in order, whatever the bytes and the cuts", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(), { maxLength: 12 }), (bytes, places) => {
        expect(Buffer.concat(assembled(cut(bytes, places)))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test("gives valid text in pieces that are valid text, whatever the cuts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.nat(), { maxLength: 12 }), (text, places) => {
        const pieces = assembled(cut(new TextEncoder().encode(text), places));
        expect(pieces.map((piece) => strict.decode(piece)).join("")).toBe(text);
        expect(pieces.at(-1)).toHaveLength(0);
      }),
    );
  });

  test("holds at most three bytes, and never what cannot become a character", () => {
    const heads = fc.uint8Array({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(heads, (bytes) => {
        const assembler = new Utf8Assembler();
        assembler.push(bytes);
        const held = assembler.flush();
        expect(held.length).toBeLessThanOrEqual(3);
        if (held.length > 0) expect(completions(held).some(isValid)).toBe(true);
      }),
    );
  });

  test.each([
    { head: [0xc3], waits: true },
    { head: [0xe6, 0x97], waits: true },
    { head: [0xf0, 0x9f, 0x91], waits: true },
    { head: [0x61], waits: false },
    { head: [0x80], waits: false },
    { head: [0xc0], waits: false },
    { head: [0xf5], waits: false },
    { head: [0xff], waits: false },
    { head: [0xe0, 0x80], waits: false },
    { head: [0xed, 0xa0], waits: false },
    { head: [0xf0, 0x80], waits: false },
    { head: [0xf4, 0x90], waits: false },
    { head: [0xc3, 0xa4], waits: false },
  ])("waits after $head: $waits", ({ head, waits }) => {
    const assembler = new Utf8Assembler();
    const given = assembler.push(Uint8Array.from(head));
    expect(assembler.holding).toBe(waits);
    expect([...given]).toEqual(waits ? [] : [...head]);
    expect([...assembler.flush()]).toEqual(waits ? [...head] : []);
    expect(assembler.holding).toBe(false);
  });
});

function isValid(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The ways to fill up a head that decide whether it can be one: the lowest and the highest tail. */
function completions(head: Uint8Array): Uint8Array[] {
  return [1, 2, 3].flatMap((length) =>
    [0x80, 0xbf].map((byte) => Uint8Array.from([...head, ...Array(length).fill(byte)])),
  );
}
