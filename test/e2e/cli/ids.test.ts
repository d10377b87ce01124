import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { endedSession, SESSION_COMMANDS } from "./programs.ts";

const sandbox = useSandbox();

describe.each(SESSION_COMMANDS)("%s", (command, args) => {
  test("refuses what can be no session", async () => {
    const box = sandbox();
    for (const id of ["", ".", "..", "a/b", "/etc/passwd", "../../x", "a\\b"]) {
      expect(await box.error(command, id, ...args)).toMatchObject({
        status: 2,
        command,
        code: "INVALID_SESSION_ID",
        message: `'${id}' cannot be a session id.`,
        details: { sessionId: id },
      });
    }
    expect(existsSync(box.home)).toBe(false);
  });

  test("names the session that there is not, and where it looked", async () => {
    const box = sandbox();
    for (const id of ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "nobody", "01A"]) {
      expect(await box.error(command, id, ...args)).toMatchObject({
        status: 3,
        command,
        code: "SESSION_NOT_FOUND",
        message: `There is no session '${id}'. 'agent-tty list --all' shows all.`,
        details: { sessionId: id, manifestPath: join(box.home, "sessions", id, "session.json") },
      });
    }
    expect(existsSync(box.home)).toBe(false);
  });
});

describe("a session is found", () => {
  test("by a prefix of its id, in either case", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    for (const prefix of [id.slice(0, 4), id.slice(0, 4).toLowerCase(), id.slice(0, 25), id.toLowerCase()]) {
      expect((await box.ok("inspect", prefix)).session.sessionId).toBe(id);
    }
    expect(await box.error("inspect", id.slice(0, 3))).toMatchObject({ code: "SESSION_NOT_FOUND" });
    expect(await box.error("inspect", `${id}0`)).toMatchObject({ code: "SESSION_NOT_FOUND" });
  });

  test("by its name, exactly", async () => {
    const box = sandbox();
    const id = await box.create("--name", "Build box ö", "cat");
    expect((await box.ok("inspect", "Build box ö")).session).toMatchObject({ sessionId: id, name: "Build box ö" });
    for (const other of ["build box ö", "Build", "Build box"]) {
      expect(await box.error("inspect", other)).toMatchObject({ code: "SESSION_NOT_FOUND" });
    }
  });

  test("by the name that an ended one had too", async () => {
    const box = sandbox();
    const ended = await endedSession(box, "true", "--name", "job");
    expect((await box.ok("inspect", "job")).session.sessionId).toBe(ended);
    const active = await box.create("--name", "job", "cat");
    expect((await box.ok("inspect", "job")).session.sessionId).toBe(active);
    const other = await box.create("--name", "job", "cat");
    const { details } = await box.error("inspect", "job");
    expect(details.candidates).toEqual([active, other].sort());
  });

  test("but not by what several have, which are named", async () => {
    const box = sandbox();
    const candidates = [await box.create("--name", "twin", "cat"), await box.create("--name", "twin", "cat")].sort();
    for (const reference of ["twin", (candidates[0] as string).slice(0, 4)]) {
      const error = await box.error("type", reference, "x");
      expect(error).toMatchObject({
        status: 2,
        code: "INVALID_SESSION_ID",
        message: `'${reference}' names 2 sessions: ${candidates.join(", ")}. Use a whole id.`,
        details: { sessionId: reference, candidates },
      });
    }
    for (const id of candidates) expect(box.events(id).map(({ type }) => type)).not.toContain("input_text");
  });
});

test.each(["", ".", "..", "a/b", " padded", "tab\there", "-dash", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "x".repeat(101)])(
  "a session cannot be named %p",
  async (name) => {
    const box = sandbox();
    const error = await box.error("create", `--name=${name}`, "cat");
    expect(error).toMatchObject({ status: 2, code: "INVALID_INPUT", details: { option: "--name", value: name } });
    expect(error.message).toStartWith(`--name '${name}' cannot be used: `);
    expect((await box.ok("list", "--all")).sessions).toEqual([]);
  },
);
