import { expect, test } from "bun:test";
import fc from "fast-check";
import { OutputText, outputPayload } from "../../src/log/output-payload.ts";
import { Utf8Stream } from "../../src/screen/utf8-stream.ts";

const chunk = fc.oneof(
  fc.string({ unit: "grapheme" }).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 6 }),
  fc.constantFrom(Uint8Array.of(0xe6), Uint8Array.of(0xbc, 0xa2), Uint8Array.of(0xf0, 0x9f), Uint8Array.of(0xc3)),
);

test("output is the text that a screen takes it for, however it was cut", () => {
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 12 }), (chunks) => {
      const [text, screen] = [new OutputText(), new Utf8Stream()];
      for (const bytes of chunks) {
        const taken = screen.push(bytes);
        const seen = typeof taken === "string" ? taken : Buffer.from(taken).toString("utf8");
        expect(text.push(outputPayload(bytes))).toBe(seen);
      }
    }),
  );
});

test("a character cut in half comes with its tail", () => {
  const text = new OutputText();
  expect(text.push(outputPayload(Uint8Array.of(0x61, 0xe6, 0xbc)))).toBe("a");
  expect(text.push(outputPayload(Uint8Array.of(0xa2)))).toBe("漢");
  expect(text.push(outputPayload(Uint8Array.of(0xff)))).toBe("\ufffd");
});
