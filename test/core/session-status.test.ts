import { describe, expect, test } from "bun:test";
import {
  canBecome,
  exitIsLogged,
  isActive,
  isTerminal,
  liveHostAnswers,
  reconciled,
  SESSION_STATUSES,
  type SessionStatus,
  takesCommands,
  terminationCategory,
} from "../../src/core/session-status.ts";

describe("the status table", () => {
  // active, takes commands, live host answers
  const table: Record<SessionStatus, string> = {
    running: "yes yes yes",
    exiting: "yes - yes",
    destroying: "yes - -",
    exited: "- - -",
    failed: "- - -",
    destroyed: "- - -",
  };
  test.each(SESSION_STATUSES)("%s", (status) => {
    const traits = [isActive, takesCommands, liveHostAnswers];
    expect(traits.map((trait) => (trait(status) ? "yes" : "-")).join(" ")).toBe(table[status]);
    expect(isTerminal(status)).toBe(!isActive(status));
  });
});

describe("transitions", () => {
  const allowed: Record<SessionStatus, SessionStatus[]> = {
    running: ["exiting", "exited", "failed", "destroying"],
    exiting: ["exited", "failed", "destroying"],
    exited: ["destroyed"],
    failed: ["destroyed"],
    destroying: ["destroyed"],
    destroyed: [],
  };
  test.each(SESSION_STATUSES)("from %s", (from) => {
    expect(SESSION_STATUSES.filter((to) => canBecome(from, to))).toEqual(allowed[from]);
  });

  test("nothing that has ended becomes active again", () => {
    for (const from of SESSION_STATUSES.filter(isTerminal)) {
      expect(SESSION_STATUSES.filter((to) => canBecome(from, to) && isActive(to))).toEqual([]);
    }
  });

  test("a dead host's session is reconciled to an end that it could reach", () => {
    expect(reconciled("running")).toEqual({ status: "failed", failureOrigin: "host-death" });
    expect(reconciled("exiting")).toEqual({ status: "exited" });
    expect(reconciled("destroying")).toEqual({ status: "destroyed" });
    for (const status of SESSION_STATUSES) {
      const end = reconciled(status).status;
      expect(isTerminal(end)).toBe(true);
      expect(end === status || canBecome(status, end)).toBe(true);
    }
  });
});

describe("terminationCategory", () => {
  test.each([
    ["running", null, null, undefined, "running"],
    ["exiting", null, null, undefined, "running"],
    ["exiting", 0, null, undefined, "clean-exit"],
    ["exited", 0, null, undefined, "clean-exit"],
    ["exited", 3, null, undefined, "nonzero-exit"],
    ["exited", null, "SIGTERM", undefined, "signal-exit"],
    ["exited", null, null, undefined, "unknown"],
    ["failed", null, null, "host-death", "host-death"],
    ["failed", null, null, "renderer-failure", "renderer-failure"],
    ["failed", null, null, "storage-corruption", "storage-corruption"],
    ["failed", 1, null, "unknown", "unknown"],
    ["failed", null, null, undefined, "unknown"],
    ["destroying", null, null, undefined, "destroyed"],
    ["destroyed", 0, null, undefined, "destroyed"],
    ["destroyed", null, "SIGHUP", "host-death", "destroyed"],
  ] as const)("%s, code %p, signal %p, origin %p: %s", (status, exitCode, exitSignal, failureOrigin, category) => {
    expect(terminationCategory({ status, exitCode, exitSignal, failureOrigin })).toBe(category);
  });
});

describe("the log ends with exit", () => {
  const of = (status: SessionStatus, exitCode: number | null, changes = {}) => ({
    ...{ status, exitCode, exitSignal: null },
    ...changes,
  });
  test.each([
    { what: "of a session that has exited", session: of("exited", 0) },
    { what: "by a signal", session: of("exited", null, { exitSignal: "SIGHUP" }) },
    { what: "or was destroyed", session: of("destroyed", null, { exitSignal: "SIGKILL" }) },
  ])("$what", ({ session }) => {
    expect(exitIsLogged(session)).toBe(true);
  });

  test.each([
    { what: "a program that runs", session: of("running", null) },
    { what: "one that has just ended", session: of("exiting", 0) },
    { what: "one whose host died", session: of("failed", null, { failureOrigin: "host-death" }) },
    { what: "the same, destroyed since", session: of("destroyed", null, { failureOrigin: "host-death" }) },
    { what: "a host that died while it destroyed it", session: of("destroyed", null) },
    { what: "a log that could not be written", session: of("failed", 0, { failureOrigin: "storage-corruption" }) },
  ])("but not of $what", ({ session }) => {
    expect(exitIsLogged(session)).toBe(false);
  });
});
