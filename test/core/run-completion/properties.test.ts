import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Dialect, postambleOf } from "../../../src/core/run-completion/grammar.ts";
import { cuts, drawn, output, outputBehindEcho, strokes, token } from "./arbitraries.ts";
import { bytesOf, cutAt, FakeSession } from "./harness.ts";

const RUNS = { numRuns: 300 };

/** What happens in a terminal, in order: text that must be appended, text that must vanish, and completions. */
type Happening =
  | { readonly shown: string; readonly hiddenBefore?: string }
  | { readonly hidden: string }
  | { readonly sentinel: string; readonly run: number };

function whole(happenings: readonly Happening[]): string {
  return happenings
    .map((h) => ("shown" in h ? `${h.hiddenBefore ?? ""}${h.shown}` : "hidden" in h ? h.hidden : h.sentinel))
    .join("");
}

function expectedRecord(happenings: readonly Happening[]): (string | number)[] {
  const record: (string | number)[] = [];
  for (const happening of happenings) {
    const last = record.length - 1;
    if ("run" in happening) record.push(happening.run);
    else if ("shown" in happening && happening.shown !== "") {
      if (typeof record[last] === "string") record[last] += happening.shown;
      else record.push(happening.shown);
    }
  }
  return record;
}

/** Lets it happen, cut at `places`; with slow appenders without waiting for each read. */
async function check(
  tokens: readonly string[],
  happenings: readonly Happening[],
  places: readonly number[],
  slow: boolean,
  dialect: Dialect = "plain",
) {
  const session = new FakeSession({ tokens, slow });
  for (const index of tokens.keys()) session.run(index + 1, { dialect });
  const text = whole(happenings);
  const chunks = cutAt(
    text,
    places.map((place) => Math.floor(place * text.length)),
  );
  for (const chunk of chunks) {
    const ingested = session.coordinator.ingestPtyData(bytesOf(chunk));
    if (!slow) expect(ingested).toBeUndefined();
  }
  await session.coordinator.flushPtyDataOnExit();
  expect(session.record).toEqual(expectedRecord(happenings));
}

const dialects = fc.constantFrom<Dialect>("posix", "bash", "fish", "plain");
const lineOf = (digits: string, dialect: Dialect): string => postambleOf(digits, dialect);
const sentinelOf = (digits: string): string => `\x1b_A${digits}\x1b\\`;
const QUERY = "\x1b[6n";
/** In front of a sentinel: no prompt is expected behind a line end, which is another property's matter. */
const END: Happening = { shown: "\r\n" };

test("without an echo: nothing but sentinels is taken out, at their places", async () => {
  const tokens = fc.uniqueArray(token, { minLength: 1, maxLength: 3 });
  const property = fc.asyncProperty(
    tokens,
    fc.array(output, { minLength: 4, maxLength: 4 }),
    cuts,
    fc.boolean(),
    async (drawnTokens, outputs, places, slow) => {
      const happenings = drawnTokens.flatMap((digits, i): Happening[] => [
        { shown: outputs[i] ?? "" },
        END,
        { sentinel: sentinelOf(digits), run: i + 1 },
      ]);
      await check(drawnTokens, [...happenings, { shown: outputs[3] ?? "" }], places, slow);
    },
  );
  await fc.assert(property, RUNS);
});

test("echoes of a kernel, anywhere in the output of up to three runs, vanish exactly", async () => {
  const echo = fc.record({ run: fc.nat(2), before: output });
  const scene = fc.record({
    tokens: fc.uniqueArray(token, { minLength: 3, maxLength: 3 }),
    echoes: fc.array(echo, { maxLength: 4 }),
    last: outputBehindEcho,
    order: fc.shuffledSubarray([0, 1, 2]),
  });
  await fc.assert(
    fc.asyncProperty(scene, cuts, fc.boolean(), dialects, async (given, places, slow, dialect) => {
      const { tokens, echoes, last, order } = given;
      const happenings: Happening[] = [];
      for (const { run, before } of echoes) {
        happenings.push({ shown: happenings.length > 0 ? `.${before}` : before });
        happenings.push({ hidden: `${lineOf(tokens[run] as string, dialect)}\r\n` });
      }
      happenings.push({ shown: last });
      for (const run of order) happenings.push(END, { sentinel: sentinelOf(tokens[run] as string), run: run + 1 });
      await check(tokens, happenings, places, slow, dialect);
    }),
    RUNS,
  );
});

test("the echo of a line editor vanishes, with all its noise; and what the kernel echoed before it", async () => {
  const scene = fc.record({ digits: token, before: output, kernel: fc.boolean(), strokes, behind: output });
  await fc.assert(
    fc.asyncProperty(scene, cuts, fc.boolean(), dialects, async (given, places, slow, dialect) => {
      const line = lineOf(given.digits, dialect);
      const happenings: Happening[] = [
        { hidden: given.kernel ? `${line}\r\n` : "" },
        { shown: `.${given.before}\r\n` },
        { hidden: drawn(line, given.strokes) },
        { sentinel: sentinelOf(given.digits), run: 1 },
        { shown: given.behind },
      ];
      await check([given.digits], happenings, places, slow, dialect);
    }),
    RUNS,
  );
});

test("a second prompt vanishes: each run shows one, with output and an editor’s echo of the next behind it", async () => {
  const prompt = fc.constantFrom("# ", "vm# \x1b[K\x1b[?2004h", "\r\n~/lab\r\n> ", "/tmp # \x1b[6n", "\x1b[?2004h$ ");
  const scene = fc.record({
    tokens: fc.uniqueArray(token, { minLength: 2, maxLength: 2 }),
    prompt,
    outputs: fc.array(output, { minLength: 2, maxLength: 2 }),
    drawings: fc.array(strokes, { minLength: 2, maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, cuts, fc.boolean(), dialects, async (given, places, slow, dialect) => {
      const { tokens, prompt, outputs, drawings } = given;
      const happenings = tokens.flatMap((digits, i): Happening[] => [
        { shown: `x${outputs[i]}\r\n${prompt}` },
        { hidden: drawn(lineOf(digits, dialect), drawings[i] ?? []) },
        { sentinel: sentinelOf(digits), run: i + 1 },
        // A question for the cursor is asked all the same.
        prompt.endsWith(QUERY) ? { shown: QUERY, hiddenBefore: prompt.slice(0, -QUERY.length) } : { hidden: prompt },
      ]);
      await check(tokens, [...happenings, { shown: "x" }], places, slow, dialect);
    }),
    RUNS,
  );
});

test("whatever comes, quiet and input in between: all that is lost is echoes, prompts and sentinels", async () => {
  const event = fc.oneof(output, fc.constantFrom("input", "quiet"));
  await fc.assert(
    fc.asyncProperty(token, fc.array(event, { maxLength: 12 }), async (digits, events) => {
      const session = new FakeSession({ tokens: [digits] });
      session.run(1);
      for (const text of events) {
        if (text === "input") await session.coordinator.releaseHeld();
        else if (text === "quiet") await quietAtLast(session);
        else await session.feed(text);
      }
      await session.coordinator.flushPtyDataOnExit();
      expect(session.record.join("")).toBe(events.filter((text) => text !== "input" && text !== "quiet").join(""));
    }),
    RUNS,
  );
});

/** Lets as much quiet pass as is asked for. */
async function quietAtLast({ coordinator }: FakeSession): Promise<void> {
  for (const limit of [20, 1000]) if (coordinator.quietLimitMs === limit) await coordinator.quiet(limit);
  expect(coordinator.quietLimitMs).toBeUndefined();
}
