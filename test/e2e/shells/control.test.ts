import { expect, test } from "bun:test";
import { casesFor } from "./commands.ts";
import { eachShell } from "./each-shell.ts";
import { SETUPS } from "./setups.ts";
import { useSharedSessions } from "./shared-sessions.ts";
import { expectNoTrace, settled, shownByRun } from "./shell-session.ts";

// Two sessions alike: in one a command is run, in the other it is typed. They must show the same.
eachShell(SETUPS, (setup, cols) => {
  const sessions = useSharedSessions(setup, cols, 2);

  test.each(casesFor(setup, cols))("$what", async ({ lines }) => {
    const twins = await sessions.take();
    const [run, typed] = twins as [(typeof twins)[0], (typeof twins)[0]];
    for (const line of lines) {
      const shown = await shownByRun(run, line);
      await typed.type(line);
      expect(await settled(typed, shown), run.story()).toEqual(shown);
      // Nothing came late: no second prompt, no piece of an echo.
      expect(await run.look(), run.story()).toEqual(shown);
    }
    expectNoTrace(run);
    sessions.giveBack(twins);
  });
});
