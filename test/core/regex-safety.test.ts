import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseRegex } from "../../src/core/regex/parse.ts";
import { compileScreenRegex, regexRisk } from "../../src/core/regex-safety.ts";
import { backtrackingSteps, StepsExceeded } from "./regex/backtracking-steps.ts";

const ordinary = [
  String.raw`\$ $`,
  "^>>> $",
  "foo.*bar",
  "foo.*bar.*baz",
  ".*foo.*bar.*",
  "(error|warn): .+",
  "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
  String.raw`^\[\d+\/\d+\]`,
  "(?:a|b)+",
  "(a|b)*c",
  "(foo|foobar)+$",
  "(a|ab)*$",
  String.raw`\d{1,3}(\.\d{1,3}){3}`,
  String.raw`\d+-\d+-\d+-\d+`,
  String.raw`v?\d+\.\d+\.\d+(-[\w.]+)?`,
  String.raw`Tests:\s+\d+ passed, \d+ total`,
  String.raw`\(\d+%\)`,
  String.raw`[^\n]+$`,
  String.raw`^\s*(\w+)\s*=\s*(.*)$`,
  String.raw`(\w+\s)+$`,
  String.raw`(\d+,)*\d+$`,
  String.raw`(\w+\.)+\w+$`,
  String.raw`[\w-.]+@[\w.]+\.com`,
  String.raw`https?:\/\/[^\s]+`,
  String.raw`(\w+) \1`,
  String.raw`(["'])(.*?)\1`,
  "^(?=.*foo)(?=.*bar).*$",
  "(?<!x)foo",
  "(?<=^.*)foo",
  "(?i:error)",
  "[0-9a-f]{64}",
  "^.{80,}$",
  "^.{1000}$",
  String.raw`\u{1F642}+`,
  String.raw`\p{L}+ \d+`,
  String.raw`(\x1b\[[0-9;]*m)*\$`,
  "(?<word>[a-z]+) done",
  "a{,5}",
  "[]a]",
  "[^]*x",
  ".*",
];

const risky = [
  "(a+)+",
  "(a*)*",
  "(a|a)*",
  "(a|b|ab)*c",
  String.raw`(\w|\d)+$`,
  "(.*a){20}",
  "([a-z]+)*$",
  String.raw`(\w+\s*)+$`,
  "(a*b*)*",
  "(a?b?)*$",
  "(a+a+)+",
  "(a?){30}a{30}",
  "(a{1,10}){1,10}$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(a|a)".repeat(12),
  "(?:|){20}c",
  "(?:|){300}c",
  "(?:a?|b?){20}c",
  "(?:(?:|){20})*x",
  ".*.*.*x",
  ".*foo.*bar.*baz$",
  String.raw`\s*.*\s*$`,
  String.raw`^(\s*\S+){1,3}$`,
  ".{0,50}.{0,50}.{0,50}x",
  "(?=(a+)+$)b",
  "(?<=(a+)+)b",
  "(?!.*x)(.*)b.*c",
  String.raw`(a\1)+`,
  String.raw`(?<n>x)(\k<n>y)*`,
  "(?i:A|a)+$",
  "(?s:.|\\n)+$",
  String.raw`(\u0061|a)+$`,
  String.raw`([\u{61}-z]|a)+$`,
  String.raw`(\x61|[^b])+$`,
];

describe("regexRisk", () => {
  test.each(ordinary)("accepts %s", (source) => {
    expect(compileScreenRegex(source)).toHaveProperty("regex");
  });

  test.each(risky)("refuses %s", (source) => {
    expect(compileScreenRegex(source)).toHaveProperty("problem");
  });

  test("answers for huge counts, deep groups and long patterns", () => {
    for (const source of [
      "(?=a){99999999}",
      "(|){99999999}",
      "(a{9999}){9999}",
      "((((((((a?){9}){9}){9}){9}){9}){9}){9}){9}",
      `${"(".repeat(60)}a${")*".repeat(60)}`,
      `${"(a|".repeat(60)}b${")".repeat(60)}`,
      ".*".repeat(100),
      "(.{9}|)".repeat(28),
      "(?:(?=a)b?){9}".repeat(14),
    ]) {
      const answer = compileScreenRegex(source);
      expect("problem" in answer || "regex" in answer).toBe(true);
    }
  });
});

describe("compileScreenRegex", () => {
  test("uses the u flag where it can", () => {
    const flags = (source: string) => {
      const compiled = compileScreenRegex(source);
      return "regex" in compiled ? compiled.regex.flags : undefined;
    };
    expect(flags("^.$")).toBe("mu");
    expect(flags("[\\w-.]")).toBe("m");
    expect(flags("}")).toBe("m");
  });

  test.each(["(", "[", "a**", "\\", "(?<n>", "a{2,1}"])("refuses %s", (source) => {
    expect(compileScreenRegex(source)).toEqual({ problem: "it is not a regular expression" });
  });
});

/** Texts that make the parts of an expression compete: pieces of it, over and over, and then something it cannot take. */
function hostileTexts(source: string, length: number): string[] {
  const letters = [...new Set(source.match(/[a-z0-9.=: ]/g) ?? ["a"])];
  const words = source.match(/[a-z]{2,}/g) ?? [];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  const pieces = new Set([...letters, ...words, words.join(""), ...pairs.slice(0, 30), "a1.", "a ", "1,", "  "]);
  return [...pieces].filter((piece) => piece !== "").map((piece) => `${piece.repeat(length).slice(0, length)}~`);
}

function stepsOn(source: string, text: string): number {
  try {
    return backtrackingSteps(parseRegex(source, true), text, 20_000_000);
  } catch (error) {
    if (error instanceof StepsExceeded) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Twice the text may take four times the steps, not eight. */
function expectQuadraticAtMost(source: string, length: number): void {
  const [short, long] = [hostileTexts(source, length), hostileTexts(source, 2 * length)];
  for (const [index, text] of short.entries()) {
    const growth = [stepsOn(source, text), stepsOn(source, long[index]!)] as const;
    expect({ source, text, fine: growth[1] <= 6 * growth[0] + 2000, growth }).toMatchObject({ fine: true });
  }
}

describe("what is accepted takes at most quadratic steps", () => {
  test.each(ordinary.filter((source) => !/\\1|\?<[=!]|\{,5|^\[\]|-\./.test(source)))("%s", (source) => {
    expectQuadraticAtMost(source, 150);
  });

  const atom = fc.constantFrom("a", "b", "c", "[ab]", ".", "[^a]", "ab", "\\w");
  const quantifier = fc.constantFrom("", "", "*", "+", "?", "*?", "{2}", "{1,2}", "{0,12}", "{2,}");
  const { pattern } = fc.letrec<{ pattern: string; term: string }>((tie) => ({
    term: fc
      .tuple(
        fc.oneof(
          { weight: 3, arbitrary: atom },
          tie("pattern").map((inner) => `(?:${inner})`),
        ),
        quantifier,
      )
      .map(([body, count]) =>
        body.length === 2 && body !== "\\w" && count !== "" ? `(?:${body})${count}` : body + count,
      ),
    pattern: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      tie("term"),
      fc.array(tie("term"), { minLength: 1, maxLength: 3 }).map((terms) => terms.join("")),
      fc.array(tie("term"), { minLength: 2, maxLength: 3 }).map((terms) => terms.join("|")),
    ),
  }));

  test("whatever it is", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.tuple(pattern, fc.constantFrom("", "c", "!")), ([body, end]) => {
        const source = `(?:${body})${end}`;
        if (regexRisk(source, true) !== undefined) return;
        accepted += 1;
        expectQuadraticAtMost(source, 60);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
