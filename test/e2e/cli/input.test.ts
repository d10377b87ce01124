import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, useSandbox } from "../sandbox.ts";
import { byteViewer, shown } from "./programs.ts";

const sandbox = useSandbox();
const BRACKETED = "\\033[?2004h";

describe("type", () => {
  test.each([
    { text: "plain ö日", bytes: "plain M-CM-6M-fM-^WM-%" },
    { text: "two\nlines\r\n", bytes: "two\nlines^M\n" },
    { text: "\x1b[A\x03", bytes: "^[[A^C" },
    { text: " ", bytes: " " },
    { text: "$HOME \"'`\\", bytes: "$HOME \"'`\\" },
  ])("sends $text as it is", async ({ text, bytes }) => {
    const box = sandbox();
    // In a raw terminal a line feed only moves down; the viewer's screen must begin each line at the left.
    const id = await byteViewer(box, "\\033[20h");
    const { seq } = await box.ok("type", id, "--", text);
    expect(box.events(id)[seq]).toMatchObject({ seq, type: "input_text", payload: { data: text } });
    await shown(box, id, bytes);
  });

  test("takes a text that looks like an option behind --", async () => {
    const box = sandbox();
    const id = await byteViewer(box);
    await box.ok("type", id, "--", "--json");
    await shown(box, id, "--json");
  });

  test("appends a newline when asked to", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "read line; echo got $line");
    const { seq } = await box.ok("type", id, "--append-newline", "this");
    await box.ok("wait", id, "--text", "got this");
    expect(box.events(id)[seq].payload).toEqual({ data: "this\n" });
  });

  test("says as little as the sequence number", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    for (const args of [
      ["type", id, "x"],
      ["paste", id, "x"],
      ["mark", id, "x"],
    ]) {
      expect(await box.ok(...args)).toEqual({ seq: expect.any(Number) });
    }
  });
});

describe.each(["type", "paste"])("%s", (command) => {
  test("reads its text from a file, or from standard input", async () => {
    const box = sandbox();
    const id = await byteViewer(box);
    writeFileSync(join(box.root, "text"), "from a file; ");
    await box.ok(command, id, "--file", "text");
    const piped = await box.call([command, id, "--file", "-"], { input: "from a pipe" });
    expect(piped).toMatchObject({ status: 0, stderr: "" });
    await shown(box, id, "from a file; from a pipe");
  });

  test("does not touch a file's byte order mark or last newline", async () => {
    const box = sandbox();
    const id = await byteViewer(box);
    writeFileSync(join(box.root, "text"), "\ufeffx\n");
    const { seq } = await box.ok(command, id, "--file", "text");
    expect(box.events(id)[seq].payload.data).toBe(command === "type" ? "\ufeffx\n" : "\ufeffx\r");
  });

  test.each([
    { what: "neither text nor file", args: [], message: "Give exactly one of the text and --file. Neither is given." },
    {
      what: "both",
      args: ["x", "--file", "text"],
      message: "Give exactly one of the text and --file. Both are given.",
      details: { file: "text" },
    },
    { what: "an empty text", args: [""], message: "The text must not be empty." },
    {
      what: "an empty file",
      args: ["--file", "empty"],
      message: "The text must not be empty.",
      details: { file: "empty" },
    },
    {
      what: "a file that is no text",
      args: ["--file", "binary"],
      message: "'binary' is not UTF-8 text.",
      details: { path: "binary" },
    },
    {
      what: "a missing file",
      args: ["--file", "missing"],
      status: 8,
      code: "STORAGE_READ_ERROR",
      message: "Cannot read 'missing': ENOENT",
      details: { path: "missing" },
    },
    {
      what: "a directory",
      args: ["--file", "."],
      status: 8,
      code: "STORAGE_READ_ERROR",
      message: "Cannot read '.': EISDIR",
      details: { path: "." },
    },
  ])("refuses $what and sends nothing", async ({ args, status = 2, code = "INVALID_INPUT", message, details = {} }) => {
    const box = sandbox();
    writeFileSync(join(box.root, "text"), "text");
    writeFileSync(join(box.root, "empty"), "");
    writeFileSync(join(box.root, "binary"), Uint8Array.of(0x61, 0xff, 0x62));
    const id = await box.create("cat");
    const error = await box.error(command, id, ...args);
    expect(error).toMatchObject({ status, code, details });
    expect(error.message).toStartWith(message);
    expect(box.events(id)).toEqual([]);
  });
});

describe("paste", () => {
  test.each([
    { what: "bare, as nobody asked for brackets", prelude: "", args: [], bytes: "one^Mtwo" },
    {
      what: "in brackets, as the program asked for them",
      prelude: BRACKETED,
      args: [],
      bytes: "^[[200~one^Mtwo^[[201~",
    },
    {
      what: "in brackets, always",
      prelude: "",
      args: ["--bracketed", "always"],
      bytes: "^[[200~one^Mtwo^[[201~",
    },
    { what: "bare, never in brackets", prelude: BRACKETED, args: ["--bracketed", "never"], bytes: "one^Mtwo" },
  ])("arrives $what", async ({ prelude, args, bytes }) => {
    const box = sandbox();
    const id = await byteViewer(box, prelude);
    const { seq } = await box.ok("paste", id, "one\ntwo", ...args);
    // The log holds what was written.
    const written = bytes.replaceAll("^[", "\x1b").replaceAll("^M", "\r");
    expect(box.events(id)[seq]).toMatchObject({ seq, type: "input_paste", payload: { data: written } });
    await shown(box, id, bytes);
  });

  test("stops bracketing when the program does", async () => {
    const box = sandbox();
    const id = await byteViewer(box, "\\033[?2004h\\033[?2004l");
    await box.ok("paste", id, "x");
    await shown(box, id, "x");
  });

  test("cannot smuggle out of its brackets", async () => {
    const box = sandbox();
    const id = await byteViewer(box, BRACKETED);
    const { seq } = await box.ok("paste", id, "a\x1b[201~rm -rf\n\x9b201~b");
    const { data } = box.events(id)[seq].payload;
    expect(data).toBe("\x1b[200~a\u241b[201~rm -rf\r\u241b201~b\x1b[201~");
    await shown(box, id, "^[[200~aM-bM-^PM-^[[201~rm -rf^MM-bM-^PM-^[201~b^[[201~");
  });

  test("knows its --bracketed", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    expect(await box.error("paste", id, "x", "--bracketed", "sometimes")).toMatchObject({
      status: 2,
      code: "INVALID_INPUT",
      message: "--bracketed must be one of auto, always, never, not 'sometimes'.",
      details: { option: "--bracketed", value: "sometimes", allowed: ["auto", "always", "never"] },
    });
    expect(box.events(id)).toEqual([]);
  });
});

test.each(["", "a label — ö", "-dash"])("mark %p is in the log", async (label) => {
  const box = sandbox();
  const id = await box.create("cat");
  const { seq } = await box.ok("mark", id, "--", label);
  expect(box.events(id)[seq]).toMatchObject({ seq, type: "marker", payload: { label } });
});

test("a megabyte arrives whole", async () => {
  const box = sandbox();
  const id = await box.create("sh", "-c", "stty raw -echo; echo ready; head -c 1000000 | sha256sum");
  await box.ok("wait", id, "--text", "ready");
  const text = "0123456789".repeat(100_000);
  writeFileSync(join(box.root, "text"), text);
  await box.ok("type", id, "--file", "text");
  const sum = new Bun.CryptoHasher("sha256").update(text).digest("hex");
  await box.ok("wait", id, "--regex", `^ *${sum}`, "--timeout", "20000");
});

test("more than a request can hold is refused, and nothing of it is sent", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  writeFileSync(join(box.root, "text"), "0123456789abcdef".repeat(2 ** 20));
  for (const command of ["type", "paste", "run"]) {
    expect(await box.error(command, id, "--file", "text")).toMatchObject({
      status: 2,
      code: "INVALID_INPUT",
      message: `This is too much for one '${command}', which takes 16 MiB as JSON. Send it in pieces.`,
      details: { method: command, maximumBytes: 2 ** 24 },
    });
  }
  expect(box.events(id)).toEqual([]);
});

test("input that is never read is taken up to 64 MiB, and then refused until some of it has been", async () => {
  const box = sandbox();
  const id = await box.create(
    "sh",
    "-c",
    "stty raw -echo; echo ready; until test -e go; do sleep 0.01; done; cat >/dev/null",
  );
  await box.ok("wait", id, "--text", "ready");
  writeFileSync(join(box.root, "text"), "0123456789abcdef".repeat(2 ** 19));
  const typed = async () => (await box.call(["type", id, "--file", "text"])).status;
  let taken = 0;
  // 8 MiB a call, of which the terminal itself may have taken some KiB.
  while (taken < 10 && (await typed()) === 0) taken++;
  expect([8, 9]).toContain(taken);
  for (const args of [
    ["type", id, "x"],
    ["paste", id, "x"],
    ["send-keys", id, "Enter"],
    ["run", id, "true"],
  ]) {
    const error = await box.error(...args);
    expect(error).toMatchObject({ status: 9, code: "RPC_ERROR", retryable: true });
    expect(error.details).toMatchObject({ sessionId: id, limit: 64 * 1024 * 1024 });
  }
  expect(box.events(id).filter(({ type }) => type.startsWith("input_"))).toHaveLength(taken);
  expect(await box.ok("mark", id, "still here")).toEqual({ seq: expect.any(Number) });
  writeFileSync(join(box.root, "go"), "");
  await eventually("the program to have read it", async () => (await box.call(["type", id, "x"])).status === 0);
});
