import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

/** The bytes that a session's log says the child wrote. */
function loggedBytes(box: Sandbox, id: string): Buffer {
  const outputs = box.events(id).filter(({ type }) => type === "output");
  return Buffer.concat(
    outputs.map(({ payload }) =>
      Buffer.from(payload.bytes ?? payload.data, payload.bytes === undefined ? "utf8" : "base64"),
    ),
  );
}

/** Has a child write a file as it is. */
async function written(box: Sandbox, content: Uint8Array): Promise<string> {
  writeFileSync(join(box.root, "content"), content);
  const id = await box.create("sh", "-c", "stty raw; cat content");
  await box.ok("wait", id, "--exit");
  return id;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("what a child writes", () => {
  test("arrives whole: 20 MB of it", async () => {
    const box = sandbox();
    const line = "0123456789 äöü 日本語 \x1b[31mred\x1b[0m\r\n";
    const content = Buffer.from(line.repeat(20_000_000 / Buffer.byteLength(line)));
    const id = await written(box, content);
    const logged = loggedBytes(box, id);
    expect([logged.length, sha256(logged)]).toEqual([content.length, sha256(content)]);
    expect(box.events(id).filter(({ payload }) => "bytes" in payload)).toEqual([]);
  });

  test("is stored byte for byte, whatever bytes they are", async () => {
    const box = sandbox();
    const all = Uint8Array.from({ length: 256 }, (_, value) => value);
    // Each byte value beside each other, so that heads and tails of characters meet all that they may meet.
    const content = Buffer.concat([...all].map((first) => Buffer.from([...all].flatMap((second) => [first, second]))));
    const id = await written(box, content);
    expect(loggedBytes(box, id).equals(content)).toBe(true);
  });

  test("has `bytes` just where it is not valid UTF-8", async () => {
    const box = sandbox();
    const bytes = Buffer.from([0x61, 0xff, 0x00, 0xc3, 0x28, 0x62]);
    const id = await written(box, bytes);
    const [{ payload }] = box.events(id);
    expect(payload).toEqual({ data: "a\ufffd\0\ufffd(b", bytes: bytes.toString("base64") });
  });

  test("may be cut inside a character, which is valid all the same", async () => {
    const box = sandbox();
    // At every place, each piece beginning with the tail of what the one before ended with.
    const pieces = [
      "1\\303",
      "\\2442\\342",
      "\\202\\2543\\342\\202",
      "\\2544\\360",
      "\\237\\230\\2005\\360\\237",
      "\\230\\2006\\360\\237\\230",
      "\\2007",
    ];
    const command = `stty -echo; ${pieces.map((piece) => `printf '${piece}'; read go`).join("; ")}`;
    const id = await box.create("sh", "-c", command);
    // Each is a read of its own: the next is written when the number in the one before has been seen.
    for (const index of pieces.keys()) {
      await box.ok("wait", id, "--text", String(index + 1));
      await box.ok("type", id, "\r");
    }
    await box.ok("wait", id, "--exit");
    const outputs = box.events(id).filter(({ type }) => type === "output");
    const whole = ["1", "ä2", "€3", "€4", "😀5", "😀6", "😀7"];
    expect(outputs.map(({ payload }) => payload)).toEqual(whole.map((data) => ({ data })));
  });

  test("and ends inside a character keeps the head of it", async () => {
    const box = sandbox();
    const id = await written(box, Buffer.from([0x78, 0xe2, 0x82]));
    expect(loggedBytes(box, id)).toEqual(Buffer.from([0x78, 0xe2, 0x82]));
  });
});

describe("a flood", () => {
  test("holds no other client up, and Ctrl-C stops it", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    await box.ok("run", id, "--no-wait", "yes");
    await box.ok("wait", id, "--text", "y\ny\ny");
    for (let round = 0; round < 5; round++) {
      expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
    }
    await box.ok("send-keys", id, "Ctrl+C");
    await box.ok("wait", id, "--regex", "^\\$ $|\\$$");
    expect(await box.ok("run", id, "clear; echo calm")).toMatchObject({ completed: true });
    expect((await box.screen(id)).slice(0, 1)).toEqual(["calm"]);
  });

  test("is ended by destroy", async () => {
    const box = sandbox();
    const id = await box.create("yes");
    await box.ok("wait", id, "--text", "y\ny\ny");
    expect(await box.ok("destroy", id)).toMatchObject({ destroyed: true });
  });
});
