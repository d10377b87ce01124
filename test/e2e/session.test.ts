import { describe, expect, test } from "bun:test";
import { useSandbox } from "./sandbox.ts";

const sandbox = useSandbox();

describe("a session", () => {
  test("is created, driven, read and ended", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    expect(await box.ok("run", id, "echo one; echo two")).toMatchObject({ completed: true, timedOut: false });
    expect(await box.screen(id)).toEqual(["$ echo one; echo two", "one", "two", "$"]);

    await box.ok("type", id, "echo three");
    const { seq } = await box.ok("send-keys", id, "Enter");
    const found = await box.ok("wait", id, "--text", "three\n$", "--after-seq", String(seq));
    expect(found).toMatchObject({ matched: true, timedOut: false, cursorRow: 5, cursorCol: 2 });

    expect(await box.ok("destroy", id)).toEqual({ sessionId: id, destroyed: true });
    expect((await box.ok("list")).sessions).toEqual([]);
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: "destroyed" }]);
  });

  test("keeps its last screen after its end", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "echo farewell; exit 3");
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ timedOut: false, exitCode: 3, exitSignal: null });
    expect(await box.screen(id)).toEqual(["farewell"]);
    expect(await box.ok("inspect", id)).toMatchObject({
      session: { status: "exited", exitCode: 3 },
      terminationCategory: "nonzero-exit",
      usedOfflineReplay: true,
    });
  });
});
