import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { isDeepStrictEqual } from "node:util";
import { DEADLINE_MS, Sandbox } from "../sandbox.ts";
import { COMMANDS, linesOf } from "./commands.ts";
import { isInstalled, SETUPS, type Setup, WIDTHS } from "./setups.ts";
import { completionOf, expectNoTrace, ShellSession, type Sight, sightOf } from "./shell-session.ts";

/** Two sessions alike: in one commands are run, in the other they are typed by hand. */
interface Twins {
  readonly run: ShellSession;
  readonly typed: ShellSession;
}

describe.each(SETUPS)("$name", (setup) => {
  describe.skipIf(!isInstalled(setup.program)).each(WIDTHS.map((cols) => ({ cols })))(
    "at $cols columns shows what typing shows:",
    ({ cols }) => {
      const twins = useTwins(setup, cols);
      const cases = COMMANDS.map(({ what, ...command }) => ({
        what,
        lines: linesOf({ what, ...command }, setup.syntax, cols),
      }));
      test.each(cases.filter(({ lines }) => lines.length > 0))("$what", async ({ lines }) => {
        const { run, typed } = await twins.get();
        for (const line of lines) {
          const shown = await runAndLook(run, line);
          await typed.type(line);
          expect(await settled(typed, shown)).toEqual(shown);
          // Nothing came late: no second prompt, no piece of an echo.
          expect(await run.look()).toEqual(shown);
        }
        expectNoTrace(run);
        twins.keep({ run, typed });
      });
    },
  );
});

/** Runs a command and gives the screen as it is when the run is reported to have completed. */
async function runAndLook(session: ShellSession, command: string): Promise<Sight> {
  const outcome = await session.run(command);
  const snapshot = await session.snapshot();
  expect(outcome).toMatchObject({ completed: true, timedOut: false });
  const completion = completionOf(session, outcome);
  expect(completion.payload.marker).toBe(outcome.marker);
  expect(snapshot.capturedAtSeq).toBeGreaterThanOrEqual(completion.seq);
  return sightOf(snapshot);
}

/** What the session shows once it shows what is expected, or what it shows instead. */
async function settled(session: ShellSession, expected: Sight): Promise<Sight> {
  const deadline = performance.now() + 1500;
  for (;;) {
    const sight = await session.look();
    if (isDeepStrictEqual(sight, expected) || performance.now() > deadline) return sight;
    await Bun.sleep(2);
  }
}

/** Starting shells takes its time, so commands share them, one behind the other; after a failure come new ones. */
function useTwins(setup: Setup, cols: number) {
  let box: Sandbox;
  let twins: Twins | undefined;
  beforeAll(() => {
    box = new Sandbox();
  });
  afterAll(() => box.dispose());
  return {
    async get(): Promise<Twins> {
      const [run, typed] = twins
        ? [twins.run, twins.typed]
        : await Promise.all([0, 1].map(() => ShellSession.open(box, setup, cols)));
      twins = undefined;
      if (!run || !typed) throw new Error("there are two");
      return { run, typed };
    },
    keep(now: Twins) {
      twins = now;
    },
  };
}
