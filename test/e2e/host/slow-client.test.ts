import { describe, expect, test } from "bun:test";
import { eventually, useSandbox } from "../sandbox.ts";
import { descriptors, pidsOf, residentMiB, settledDescriptors, untilIdle } from "./processes.ts";
import { RawClient } from "./raw-client.ts";

const sandbox = useSandbox();
/** More than a host may ever need, and far less than the tests below would have it keep if it kept what it must not. */
const GENEROUS_MIB = 100;

describe("a client that does not read", () => {
  test("does not make the host keep what it follows, and misses nothing of it", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const { hostPid } = await pidsOf(box, id);
    const client = await RawClient.greeted(box, id, { reads: false });
    client.send({ id: 1, method: "follow", params: {} });
    const before = residentMiB(hostPid);
    // As much again in the host, if it were kept for the client.
    await box.ok("run", id, "--timeout", "0", "yes abcdefghijklmnopqrstuvwxyz | head -c 120000000");
    expect(residentMiB(hostPid) - before).toBeLessThan(GENEROUS_MIB);
    expect(await box.ok("run", id, "echo served")).toMatchObject({ completed: true });
    await box.ok("destroy", "--force", id);
  });

  test("gets all of it when it reads again", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "read go; seq 400000; read end");
    const client = await RawClient.greeted(box, id, { reads: false });
    client.send({ id: 1, method: "follow", params: {} }, { id: 2, method: "type", params: { data: "\r" } });
    await box.ok("wait", id, "--text", "400000");
    client.read();
    await box.ok("send-keys", id, "Enter");
    const { lastSeq } = (await client.answer(1)).result;
    const events = client.frames.filter((frame) => "event" in frame).map(({ event }) => event);
    expect(events).toEqual(box.events(id));
    expect(lastSeq).toBe(events.length - 1);
    client.close();
  });

  test("does not make the host keep answers that nobody takes", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const { hostPid } = await pidsOf(box, id);
    const open = await settledDescriptors(hostPid);
    const client = await RawClient.greeted(box, id, { reads: false });
    const before = residentMiB(hostPid);
    const method = "x".repeat(5000);
    const chunk = Array.from({ length: 200 }, (_, id) => ({ id, method, params: {} }));
    for (let times = 0; times < 200; times++) client.send(...chunk);
    // Each answer names its method twice: 400 MB in all.
    await untilIdle(hostPid);
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
    expect(residentMiB(hostPid) - before).toBeLessThan(GENEROUS_MIB);
    client.close();
    await eventually("the host to have let go of it", () => descriptors(hostPid).size === open);
  });
});
