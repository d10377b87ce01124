import { expect, test } from "bun:test";
import fc from "fast-check";
import { PlainOutput } from "../../src/core/plain-output.ts";

test("gives out lines that are out of the screen's reach", () => {
  const plain = new PlainOutput(2);
  expect(plain.push("a\r\nb\r\nc\r\nd")).toBe("a\nb\n");
  expect(plain.takeRest()).toBe("c\nd");
});

test("gives back as they were those that are within", () => {
  const plain = new PlainOutput(2);
  plain.push("a\r\nb  \r\nc\r");
  expect(plain.push("x")).toBeUndefined();
  expect(plain.takeRaw()).toBe("b  \r\nc\r");
});

test("blanks and tabs at the end of a line are left out, those inside stay", () => {
  const plain = new PlainOutput(1);
  expect(plain.push("a\tb \t \r\n  c  ")).toBe("a\tb\n");
  expect(plain.takeRest()).toBe("  c");
});

test.each(["\x1b[m", "a\rb", "a\nb", "\b", "\x7f", "\x9b1m", "\x0b", "\x00"])("%j needs a terminal", (text) => {
  expect(new PlainOutput(2).push(`${text}x`)).toBeUndefined();
});

test("how output is cut makes no difference", () => {
  const piece = fc.constantFrom("a", "word ", "\r\n", "ü", "\t", "  ", "\x07");
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(60)), (pieces, cuts) => {
      const text = pieces.join("");
      const once = new PlainOutput(3);
      const whole = `${once.push(text)}${once.takeRest()}`;
      const places = [0, ...cuts.filter((cut) => cut <= text.length).sort((a, b) => a - b), text.length];
      const often = new PlainOutput(3);
      const parts = places.slice(1).map((end, index) => often.push(text.slice(places[index], end)));
      expect(`${parts.join("")}${often.takeRest()}`).toBe(whole);
    }),
  );
});
