import { describe, expect, test } from "bun:test";
import { parseSignal, SIGNALS } from "../../src/core/signals.ts";

describe("parseSignal", () => {
  test.each(SIGNALS.map((signal) => [signal]))("knows %s with and without SIG, in any case", (signal) => {
    expect(parseSignal(signal)).toBe(signal);
    expect(parseSignal(signal.slice(3))).toBe(signal);
    expect(parseSignal(signal.toLowerCase())).toBe(signal);
  });

  test.each(["", "SIG", "15", "SIGSEGV", "TERM ", "SIGSIGTERM"])("does not know '%s'", (name) => {
    expect(parseSignal(name)).toBeUndefined();
  });
});
