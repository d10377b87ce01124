import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { socketPath } from "./raw-client.ts";

const sandbox = useSandbox();

describe("sessions", () => {
  test("may be created twenty at once, each with a host and a socket of its own", async () => {
    const box = sandbox();
    const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => box.create("--name", `s${index}`, "cat")));
    expect(new Set(ids).size).toBe(20);
    const { sessions } = await box.ok("list");
    expect(sessions.map(({ sessionId }: { sessionId: string }) => sessionId).sort()).toEqual([...ids].sort());
    expect(new Set(ids.map((id) => socketPath(box, id))).size).toBe(20);
    await Promise.all(ids.map((id, index) => box.ok("type", id, `to ${index}`)));
    for (const [index, id] of ids.entries()) {
      expect(await box.ok("wait", `s${index}`, "--text", `to ${index}`)).toMatchObject({ matched: true });
      expect(
        box
          .events(id)
          .filter(({ type }) => type === "input_text")
          .map(({ payload }) => payload.data),
      ).toEqual([`to ${index}`]);
    }
    await Promise.all(ids.map((id) => box.ok("destroy", id)));
    expect((await box.ok("list")).sessions).toEqual([]);
  });

  test("of equal names in two homes do not meet", async () => {
    const box = sandbox();
    const homes = ["one", "two"].map((name) => join(box.root, name));
    for (const home of homes)
      await box.ok("--home", home, "create", "--name", "same", "sh", "-c", `echo ${home}; exec cat`);
    for (const home of homes) {
      await box.ok("--home", home, "wait", "same", "--text", home);
      expect((await box.ok("--home", home, "list")).sessions).toHaveLength(1);
    }
    await box.ok("--home", homes[0] as string, "destroy", "same");
    expect((await box.ok("--home", homes[1] as string, "list")).sessions).toMatchObject([
      { name: "same", status: "running" },
    ]);
    await box.ok("--home", homes[1] as string, "destroy", "same");
  });

  test("of a home reached through a link are reached by its real path, and the other way round", async () => {
    const box = sandbox();
    mkdirSync(join(box.root, "real"));
    symlinkSync(join(box.root, "real"), join(box.root, "link"));
    const [real, link] = [realpathSync(join(box.root, "real")), join(box.root, "link")];
    for (const [made, used] of [
      [link, real],
      [real, link],
    ] as const) {
      const { sessionId } = await box.ok("--home", made, "create", "cat");
      expect(await box.ok("--home", used, "type", sessionId, "x")).toMatchObject({ seq: expect.any(Number) });
      expect((await box.ok("--home", used, "list")).sessions).toMatchObject([{ sessionId }]);
      await box.ok("--home", used, "destroy", sessionId);
    }
  });

  test("of a home that is copied are left alone when the copy is looked at", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const copy = join(box.root, "copy");
    await Bun.spawn(["cp", "-R", "-P", box.home, copy]).exited;
    const { host } = await box.ok("inspect", id);
    expect((await box.ok("--home", copy, "list", "--all")).sessions).toMatchObject([{ status: "running" }]);
    expect(existsSync(host.rpcSocketPath)).toBe(true);
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
  });
});
