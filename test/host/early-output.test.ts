import { expect, test } from "bun:test";
import { EarlyOutput } from "../../src/host/early-output.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("output that nobody takes yet is kept, in order, and then flows as it comes", () => {
  const output = new EarlyOutput();
  const taken: string[] = [];
  output.push(bytes("one"));
  output.push(bytes("two"));
  output.flowTo((piece) => taken.push(new TextDecoder().decode(piece)));
  expect(taken).toEqual(["one", "two"]);
  output.push(bytes("three"));
  expect(taken).toEqual(["one", "two", "three"]);
});

test.each([
  ["an array", bytes("first")],
  ["a Buffer", Buffer.from("first")],
])("what is kept of %s is a copy: the terminal writes over it", (_kind, buffer) => {
  const output = new EarlyOutput();
  output.push(buffer);
  buffer.set(bytes("later"));
  const taken: string[] = [];
  output.flowTo((piece) => taken.push(new TextDecoder().decode(piece)));
  expect(taken).toEqual(["first"]);
});

test("while it is given, the time is that at which it came", () => {
  const output = new EarlyOutput();
  const before = Date.now();
  output.push(bytes("early"));
  const after = Date.now();
  while (Date.now() === after);
  const times: number[] = [];
  output.flowTo(() => times.push(output.now()));
  output.push(bytes("late"));
  expect(times[0]).toBeGreaterThanOrEqual(before);
  expect(times[0]).toBeLessThanOrEqual(after);
  expect(times[1]).toBeGreaterThan(after);
});
