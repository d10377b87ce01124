import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { frame, HELLO, RawClient } from "./raw-client.ts";

const sandbox = useSandbox();
const inspect = (id: number) => ({ id, method: "inspect", params: {} });

describe("the protocol", () => {
  test("the host greets unasked, in frames as documented", async () => {
    const box = sandbox();
    const { cliVersion, protocolVersion } = await box.ok("version");
    const client = await RawClient.connect(box, await box.create("cat"));
    await client.next("hello", ({ type }) => type === "hello");
    const payload = `{"type":"hello","protocol":${protocolVersion},"version":"${cliVersion}"}`;
    expect(client.received.toString()).toBe(`${payload.length} ${payload}\n`);
    client.close();
  });

  test("hello and requests may come in one write, written by hand", async () => {
    const box = sandbox();
    const client = await RawClient.connect(box, await box.create("cat"));
    // "é" is two bytes: the length counts bytes, not characters.
    client.write(
      '44 {"type":"hello","protocol":1,"version":"é"}\n' +
        '48 {"id":1,"method":"mark","params":{"label":"é"}}\n' +
        '39 {"id":2,"method":"inspect","params":{}}\n',
    );
    expect((await client.answer(1)).result).toEqual({ seq: 0 });
    expect((await client.answer(2)).result).toMatchObject({ eventCount: 1, lastEventSeq: 0 });
    client.close();
  });

  test("a stream may be cut at every byte", async () => {
    const box = sandbox();
    const client = await RawClient.connect(box, await box.create("cat"));
    for (const byte of [
      ...frame(HELLO),
      ...frame(inspect(7)),
      ...frame({ id: 8, method: "mark", params: { label: "ö" } }),
    ]) {
      client.write(Uint8Array.of(byte));
      // Each byte is a packet of its own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.answer(7)).toMatchObject({ ok: true });
    expect(await client.answer(8)).toMatchObject({ ok: true, result: { seq: 0 } });
    client.close();
  });

  test("requests in flight are answered in any order, each once", async () => {
    const box = sandbox();
    const client = await RawClient.greeted(box, await box.create("cat"));
    const quick = Array.from({ length: 100 }, (_, index) => inspect(index + 10));
    client.send({ id: 1, method: "wait", params: { text: "later" } }, ...quick);
    for (const { id } of quick) expect(await client.answer(id)).toMatchObject({ ok: true });
    expect(client.frames.filter(({ id }) => id === 1)).toEqual([]);
    client.send({ id: 2, method: "type", params: { data: "later" } });
    expect((await client.answer(1)).result).toMatchObject({ matched: true, matchedText: "later" });
    await client.answer(2);
    const answered = client.frames.filter(({ id }) => id !== undefined).map(({ id }) => id);
    expect(answered.sort((a, b) => a - b)).toEqual([1, 2, ...quick.map(({ id }) => id)]);
    client.close();
  });

  test("a wait for the screen has two names", async () => {
    const box = sandbox();
    const client = await RawClient.greeted(box, await box.create("sh", "-c", "printf shown; exec cat"));
    client.send({ id: 1, method: "waitForRender", params: { text: "shown" } });
    expect((await client.answer(1)).result).toMatchObject({ matched: true, matchedText: "shown" });
    client.close();
  });

  test("errors are answers: the connection serves on", async () => {
    const box = sandbox();
    const client = await RawClient.greeted(box, await box.create("cat"));
    client.send(
      { id: 1, method: "levitate", params: {} },
      { id: 2, method: "constructor", params: {} },
      { id: 3, method: "resize", params: { cols: 0, rows: 5 } },
      { id: 4, method: "mark", params: { label: 5 } },
      { id: 5, method: "mark", params: { label: "x", colour: "red" } },
      { id: 6, method: "mark" },
      { id: 7, method: "wait", params: { text: "x", timeoutMs: 1.5 } },
      { id: 8, method: "inspect" },
    );
    const error = async (id: number) => (await client.answer(id)).error;
    expect(await error(1)).toMatchObject({ code: "PROTOCOL_ERROR", details: { method: "levitate" } });
    expect((await error(1)).details.methods).toContain("inspect");
    expect(await error(2)).toMatchObject({ code: "PROTOCOL_ERROR", details: { method: "constructor" } });
    expect(await error(3)).toMatchObject({ code: "INVALID_DIMENSIONS", details: { method: "resize", key: "cols" } });
    expect(await error(4)).toMatchObject({ code: "INVALID_INPUT", details: { method: "mark", key: "label" } });
    expect(await error(5)).toMatchObject({ code: "INVALID_INPUT", details: { method: "mark" } });
    expect(await error(6)).toMatchObject({ code: "INVALID_INPUT", details: { method: "mark", key: "label" } });
    expect(await error(7)).toMatchObject({ code: "INVALID_DURATION", details: { field: "timeoutMs" } });
    expect(await client.answer(8)).toMatchObject({ ok: true });
    client.close();
  });

  test("a request before hello is refused", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const client = await RawClient.connect(box, id);
    client.send(inspect(1));
    expect(await client.answer(null)).toMatchObject({ ok: false, error: { code: "PROTOCOL_ERROR" } });
    await client.untilClosed();
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
  });

  test("another protocol is refused, naming both versions", async () => {
    const box = sandbox();
    const { cliVersion } = await box.ok("version");
    const id = await box.create("cat");
    const client = await RawClient.connect(box, id);
    client.send(
      { type: "hello", protocol: 2, version: "7.8.9" },
      { id: 1, method: "mark", params: { label: "never" } },
    );
    const { error } = await client.answer(null);
    expect(error).toMatchObject({ code: "PROTOCOL_ERROR", retryable: false });
    expect(error.details).toMatchObject({ hostProtocol: 1, hostVersion: cliVersion, clientProtocol: 2 });
    expect(error.message).toContain(`(${cliVersion}) speaks protocol 1`);
    expect(error.message).toContain("(7.8.9) protocol 2");
    await client.untilClosed();
    expect(await box.ok("inspect", id)).toMatchObject({ eventCount: 0 });
  });
});
