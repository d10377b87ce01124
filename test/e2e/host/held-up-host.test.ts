import { describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, useSandbox } from "../sandbox.ts";
import { pidsOf } from "./processes.ts";
import { RawClient } from "./raw-client.ts";

const sandbox = useSandbox();

/** Much longer than it takes to stop a host that has begun to wait. */
const LIMIT_MS = 2000;

const WAITS = [
  { what: "a word", params: { text: "late", timeoutMs: LIMIT_MS } },
  { what: "a still screen", params: { text: "ready", screenStableMs: LIMIT_MS } },
  { what: "quiet", params: { idleMs: LIMIT_MS } },
];

// A host that gets no processor, or whose machine sleeps, finds its timers due and output unread when it goes on.
describe("a host that was held up", () => {
  test.each(WAITS)("reads what has come before it says that a wait for $what is over", async ({ params }) => {
    const box = sandbox();
    const script = "echo ready; until [ -e go ]; do sleep 0.02; done; printf late; : >said; exec cat";
    const id = await box.create("sh", "-c", script);
    await box.ok("wait", id, "--text", "ready");
    const { hostPid } = await pidsOf(box, id);
    const client = await RawClient.greeted(box, id);
    client.send({ id: 1, method: "wait", params }, { id: 2, method: "inspect", params: {} });
    await client.answer(2);
    const begun = performance.now();

    process.kill(hostPid, "SIGSTOP");
    writeFileSync(join(box.root, "go"), "");
    await eventually("the word to be printed", () => existsSync(join(box.root, "said")));
    await eventually("the time to be over", () => performance.now() - begun > LIMIT_MS);
    process.kill(hostPid, "SIGCONT");

    const { result } = await client.answer(1);
    const answeredAt = Date.now();
    const late = box.events(id).at(-1);
    expect(late).toMatchObject({ type: "output", payload: { data: "late" } });
    if ("idleMs" in params) expect(answeredAt - Date.parse(late.ts)).toBeGreaterThan(LIMIT_MS / 2);
    else expect(result).toMatchObject({ matched: true, capturedAtSeq: late.seq });
    client.close();
  });
});
