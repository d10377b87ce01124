import { expect, test } from "bun:test";
import { procStatFields, procStatName } from "../../src/core/proc-stat.ts";

test("a name may hold blanks and parentheses", () => {
  const stat = "42 (a) (b c) S 1 42 42 34816 42 4194304";
  expect(procStatName(stat)).toBe("a) (b c");
  expect(procStatFields(stat).slice(0, 6)).toEqual(["S", "1", "42", "42", "34816", "42"]);
});
