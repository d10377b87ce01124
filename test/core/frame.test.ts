import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { encodeFrame, FrameDecoder, FrameError, type FrameErrorReason, MAX_FRAME_BYTES } from "../../src/core/frame.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function failureOf(action: () => unknown): FrameErrorReason | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof FrameError) return error.reason;
    throw error;
  }
}

const payload = fc.string({ unit: "binary", maxLength: 60 }).map((text) => text.replaceAll("\n", " "));

describe("encodeFrame", () => {
  test("counts bytes, not characters", () => {
    expect(textOf(encodeFrame('{"a":1}'))).toBe('7 {"a":1}\n');
    expect(textOf(encodeFrame('"é€🙂"'))).toBe('11 "é€🙂"\n');
    expect(textOf(encodeFrame(""))).toBe("0 \n");
  });

  test("refuses what a reader would refuse", () => {
    expect(failureOf(() => encodeFrame("a\nb"))).toBe("not-one-line");
    expect(failureOf(() => encodeFrame("x".repeat(MAX_FRAME_BYTES + 1)))).toBe("too-large");
    expect(failureOf(() => encodeFrame("é".repeat(MAX_FRAME_BYTES / 2 + 1)))).toBe("too-large");
    expect(encodeFrame("x".repeat(MAX_FRAME_BYTES)).length).toBe(MAX_FRAME_BYTES + 10);
  });
});

describe("FrameDecoder", () => {
  test("gives back any payloads, however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 40 }), (payloads, cuts) => {
        const stream = joined(payloads.map(encodeFrame));
        const ends = [...cuts.map((cut) => cut % (stream.length + 1)), stream.length].sort((a, b) => a - b);
        const decoder = new FrameDecoder();
        const got: string[] = [];
        let from = 0;
        for (const end of ends) {
          const chunk = stream.slice(from, end);
          got.push(...decoder.push(chunk));
          chunk.fill(0x21); // the decoder must not have kept it
          from = end;
        }
        expect(got).toEqual(payloads);
        expect(decoder.midFrame).toBe(false);
      }),
    );
  });

  test("never fails in another way than with a FrameError, and then for good", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 40 }), (bytes, cut) => {
        const decoder = new FrameDecoder();
        const first = failureOf(() => decoder.push(bytes.subarray(0, cut)));
        const second = failureOf(() => decoder.push(bytes.subarray(cut)));
        if (first !== undefined) expect(second).toBe(first);
      }),
    );
  });

  const broken: [what: string, stream: Uint8Array, reason: FrameErrorReason][] = [
    ["no length", bytesOf(" {}\n"), "bad-length"],
    ["a word", bytesOf("hello"), "bad-length"],
    ["a sign", bytesOf("+2 {}\n"), "bad-length"],
    ["a minus", bytesOf("-2 {}\n"), "bad-length"],
    ["a leading zero", bytesOf("02 {}\n"), "bad-length"],
    ["a fraction", bytesOf("2.0 {}\n"), "bad-length"],
    ["a newline for the space", bytesOf("2\n{}\n"), "bad-length"],
    ["hexadecimal", bytesOf("0x2 {}\n"), "bad-length"],
    ["one byte over the limit", bytesOf(`${MAX_FRAME_BYTES + 1} `), "too-large"],
    ["nine digits", bytesOf("100000000"), "too-large"],
    ["a length too short", bytesOf("1 {}\n"), "missing-newline"],
    ["a length too long", bytesOf("3 {}\n4 null\n"), "missing-newline"],
    ["a newline within", bytesOf("4 {\n }\n"), "not-one-line"],
    ["invalid UTF-8", new Uint8Array([0x31, 0x20, 0xff, 0x0a]), "bad-utf8"],
    ["half a character", new Uint8Array([0x31, 0x20, 0xc3, 0x0a]), "bad-utf8"],
  ];
  test.each(broken)("fails on %s", (_what, stream, reason) => {
    for (const size of [1, stream.length]) {
      const decoder = new FrameDecoder();
      const push = () => {
        for (let at = 0; at < stream.length; at += size) decoder.push(stream.subarray(at, at + size));
      };
      expect(failureOf(push)).toBe(reason);
      expect(failureOf(() => decoder.push(bytesOf("2 {}\n")))).toBe(reason);
    }
  });

  test("takes a length of exactly the limit", () => {
    expect(new FrameDecoder().push(bytesOf(`${MAX_FRAME_BYTES} `))).toEqual([]);
  });

  test("hands over what came before a broken frame", () => {
    const got: string[] = [];
    const decoder = new FrameDecoder();
    expect(failureOf(() => decoder.push(bytesOf("2 {}\n1 1\nnonsense"), (json) => got.push(json)))).toBe("bad-length");
    expect(got).toEqual(["{}", "1"]);
  });

  test("knows when it is within a frame", () => {
    const decoder = new FrameDecoder();
    const seen = [..."2 {}\n"].map((character) => {
      decoder.push(bytesOf(character));
      return decoder.midFrame;
    });
    expect(seen).toEqual([true, true, true, true, false]);
  });

  test("keeps a byte order mark that is part of the payload", () => {
    expect(new FrameDecoder().push(encodeFrame("\ufeff1"))).toEqual(["\ufeff1"]);
  });

  test("reads the largest frame from small pieces", () => {
    const json = "y".repeat(MAX_FRAME_BYTES);
    const stream = encodeFrame(json);
    const decoder = new FrameDecoder();
    const got: string[] = [];
    for (let at = 0; at < stream.length; at += 1024) got.push(...decoder.push(stream.subarray(at, at + 1024)));
    expect(got.length).toBe(1);
    expect(got[0] === json).toBe(true);
  });
});
