import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { frame, HELLO, RawClient } from "./raw-client.ts";

const sandbox = useSandbox();
const bytes = (...values: number[]) => Buffer.from(values);
const framed = (payload: string) => `${Buffer.byteLength(payload)} ${payload}\n`;

const BROKEN: readonly { what: string; sent: string | Uint8Array; reason?: string }[] = [
  { what: "a length that is no number", sent: "x5 {}\n", reason: "bad-length" },
  { what: "no length", sent: " {}\n", reason: "bad-length" },
  { what: "a negative length", sent: "-2 {}\n", reason: "bad-length" },
  { what: "a length with a leading zero", sent: "02 {}\n", reason: "bad-length" },
  { what: "a length without its blank", sent: "2{}\n", reason: "bad-length" },
  { what: "one byte more than 16 MiB", sent: "16777217 ", reason: "too-large" },
  { what: "a length of many digits", sent: "9".repeat(400), reason: "too-large" },
  { what: "a length that is too short", sent: '1 {"id":1}\n', reason: "missing-newline" },
  { what: "a length that is too long", sent: `${"3 {}\n"}x`, reason: "missing-newline" },
  { what: "a newline within", sent: framed("{\n}"), reason: "not-one-line" },
  {
    what: "bad UTF-8",
    sent: Buffer.concat([bytes(0x34, 0x20, 0x22), bytes(0xff, 0xfe, 0x22, 0x0a)]),
    reason: "bad-utf8",
  },
  { what: "no JSON", sent: framed("{id:1}") },
  { what: "nothing", sent: framed("") },
  { what: "a number", sent: framed("5") },
  { what: "null", sent: framed("null") },
  { what: "a list", sent: framed('[{"id":1}]') },
  { what: "a request without an id", sent: framed('{"method":"inspect","params":{}}') },
  { what: "an id that is no integer", sent: framed('{"id":"1","method":"inspect","params":{}}') },
  { what: "a method that is no text", sent: framed('{"id":1,"method":["inspect"]}') },
  { what: "an unknown type", sent: framed('{"type":"goodbye"}') },
  { what: "a hello without a protocol", sent: framed('{"type":"hello","version":"1"}') },
  { what: "HTTP", sent: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", reason: "bad-length" },
];

describe("a frame with", () => {
  test.each(BROKEN)("$what is refused, and the host goes on", async ({ sent, reason }) => {
    const box = sandbox();
    const id = await box.create("cat");
    const other = await RawClient.greeted(box, id);
    const client = await RawClient.greeted(box, id);
    client.write(sent);
    const { error } = await client.answer(null);
    expect(error).toMatchObject({ code: "PROTOCOL_ERROR", retryable: false, details: reason ? { reason } : {} });
    await client.untilClosed();
    other.send({ id: 1, method: "inspect", params: {} });
    expect(await other.answer(1)).toMatchObject({ ok: true });
    other.close();
  });
});

test("what came before a broken frame is still done, and nothing behind it", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  const client = await RawClient.connect(box, id);
  const mark = (label: string) => frame({ id: 1, method: "mark", params: { label } });
  client.write(Buffer.concat([frame(HELLO), mark("before"), Buffer.from("broken"), mark("behind")]));
  await client.untilClosed();
  client.write(mark("later"));
  expect(await box.ok("inspect", id)).toMatchObject({ eventCount: 1 });
  expect(box.events(id)).toMatchObject([{ type: "marker", payload: { label: "before" } }]);
});

test("a frame of exactly 16 MiB is taken", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  const client = await RawClient.greeted(box, id);
  const empty = JSON.stringify({ id: 1, method: "mark", params: { label: "" } });
  const label = "x".repeat(16 * 1024 * 1024 - empty.length);
  client.send({ id: 1, method: "mark", params: { label } });
  expect(await client.answer(1)).toMatchObject({ ok: true, result: { seq: 0 } });
  expect(box.events(id)[0].payload.label).toBe(label);
  // With what an event has around it, it does not fit into a frame again.
  client.send({ id: 2, method: "follow", params: {} }, { id: 3, method: "follow", params: { fromSeq: 1 } });
  expect(await client.answer(2)).toMatchObject({
    ok: false,
    error: { code: "RPC_ERROR", details: { reason: "answer-too-large" } },
  });
  await box.ok("mark", id, "next");
  await client.next("the next event", ({ id, event }) => id === 3 && event.seq === 1);
  client.close();
});

describe("an error about", () => {
  const long = "x".repeat(9_000_000);
  const requests: readonly { what: string; request: object; code: string; details: string[] }[] = [
    { what: "a method", request: { method: long, params: {} }, code: "PROTOCOL_ERROR", details: ["methods"] },
    {
      what: "a key",
      request: { method: "sendKeys", params: { keys: [long] } },
      code: "INVALID_KEYS",
      details: ["index", "reason"],
    },
    {
      what: "a signal",
      request: { method: "signal", params: { signal: long } },
      code: "INVALID_SIGNAL",
      details: ["allowed"],
    },
  ];
  test.each(requests)(
    "$what that leaves it no room in a frame is cut, and the session goes on",
    async ({ request, code, details }) => {
      const box = sandbox();
      const id = await box.create("cat");
      const client = await RawClient.greeted(box, id);
      client.send({ id: 1, ...request });
      const { error } = await client.answer(1);
      expect(error).toMatchObject({ code, message: expect.stringMatching(/x…$/) });
      expect(Object.keys(error.details)).toEqual(details);
      client.close();
      expect(await box.ok("mark", id, "later")).toEqual({ seq: 0 });
    },
  );
});
