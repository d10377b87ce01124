import { afterAll, beforeAll } from "bun:test";
import { Sandbox } from "../sandbox.ts";
import type { Setup } from "./setups.ts";
import { ShellSession } from "./shell-session.ts";

/**
 * Sessions that the tests of a block share, one behind the other: shells take their time to start, and a session that
 * has been through a lot is the harder test. After a test that failed, which does not give them back, come new ones.
 */
export interface SharedSessions {
  readonly box: Sandbox;
  take(): Promise<ShellSession[]>;
  giveBack(sessions: ShellSession[]): void;
}

export function useSharedSessions(setup: Setup, cols: number, count: number): SharedSessions {
  let box: Sandbox | undefined;
  let idle: ShellSession[] | undefined;
  const theBox = (): Sandbox => {
    if (!box) throw new Error("There is a sandbox only inside a test.");
    return box;
  };
  beforeAll(() => {
    box = new Sandbox();
  });
  afterAll(() => box?.dispose());
  return {
    get box() {
      return theBox();
    },
    async take() {
      const taken = idle;
      idle = undefined;
      return taken ?? Promise.all(Array.from({ length: count }, () => ShellSession.open(theBox(), setup, cols)));
    },
    giveBack(sessions) {
      idle = sessions;
    },
  };
}
