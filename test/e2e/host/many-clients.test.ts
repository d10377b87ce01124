import { describe, expect, test } from "bun:test";
import { eventually, useSandbox } from "../sandbox.ts";
import { descriptors, pidsOf, residentMiB, settledDescriptors } from "./processes.ts";
import { frame, HELLO, RawClient } from "./raw-client.ts";

const sandbox = useSandbox();
const inspect = (id: number) => ({ id, method: "inspect", params: {} });

describe("many clients", () => {
  test("two hundred at once are all served, and leave nothing behind", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const { hostPid } = await pidsOf(box, id);
    const before = await settledDescriptors(hostPid);
    const clients = await Promise.all(Array.from({ length: 200 }, () => RawClient.greeted(box, id)));
    for (const client of clients) client.send(inspect(1), { id: 2, method: "wait", params: { text: "all" } });
    for (const client of clients) expect(await client.answer(1)).toMatchObject({ ok: true });
    expect(descriptors(hostPid).size).toBeGreaterThanOrEqual(before + 200);
    await box.ok("type", id, "all");
    for (const client of clients) expect(await client.answer(2)).toMatchObject({ result: { matched: true } });
    for (const client of clients) client.close();
    await eventually("the connections to be closed", () => descriptors(hostPid).size === before);
  });

  test("that say nothing, or stop in the middle of a frame, hold nobody up", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const { hostPid } = await pidsOf(box, id);
    const before = { descriptors: await settledDescriptors(hostPid), memory: residentMiB(hostPid) };
    const silent = await Promise.all(Array.from({ length: 50 }, () => RawClient.connect(box, id)));
    const halted = await Promise.all(Array.from({ length: 50 }, () => RawClient.greeted(box, id)));
    // Each promises a frame of 16 MiB, and sends a byte of it.
    for (const client of halted) client.write("16777216 {");
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
    expect(residentMiB(hostPid) - before.memory).toBeLessThan(100);
    for (const client of [...silent, ...halted]) client.close();
    await eventually("the connections to be closed", () => descriptors(hostPid).size === before.descriptors);
  });

  test("one that has said all it has to say still gets its answers", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const client = await RawClient.connect(box, id);
    client.write(
      Buffer.concat([frame(HELLO), frame(inspect(1)), frame({ id: 2, method: "mark", params: { label: "x" } })]),
    );
    client.endWriting();
    expect(await client.answer(1)).toMatchObject({ ok: true });
    expect(await client.answer(2)).toMatchObject({ ok: true });
    await client.untilClosed();
  });
});
