import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();
const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");
const SIZE = ["--cols", "20", "--rows", "5"];

/** A session of 20 by 5 whose program has printed this and goes on; the cursor is where it was at no time before. */
async function showing(box: Sandbox, printed: string, cursor: [row: number, col: number]): Promise<string> {
  const id = await box.create(...SIZE, "sh", "-c", `printf '${printed}'; exec cat`);
  await box.ok("wait", id, "--cursor-row", String(cursor[0]), "--cursor-col", String(cursor[1]), "--timeout", "10000");
  return id;
}

describe("a structured snapshot", () => {
  test("is the screen, its cursor and its hash", async () => {
    const box = sandbox();
    const id = await showing(box, "one  \\n\\ntwo ö日", [2, 7]);
    const result = await box.ok("snapshot", id);
    const lines = ["one", "", "two ö日", "", ""];
    expect(result).toEqual({
      format: "structured",
      sessionId: id,
      capturedAtSeq: box.events(id).at(-1).seq,
      cols: 20,
      rows: 5,
      cursorRow: 2,
      cursorCol: 7,
      isAltScreen: false,
      visibleLines: lines.map((text, row) => ({ row, text })),
      screenHash: sha256(lines.join("\n")),
    });
    expect(await box.ok("snapshot", id, "--format", "structured")).toEqual(result);
  });

  test("has the lines above the screen when asked for them", async () => {
    const box = sandbox();
    const id = await showing(box, "1\\n2\\n3\\n4\\n5\\n6\\n7 ", [4, 2]);
    const { scrollbackLines, visibleLines, ...rest } = await box.ok("snapshot", id, "--include-scrollback");
    expect(scrollbackLines.map(({ text }: { text: string }) => text)).toEqual(["1", "2"]);
    expect(visibleLines.map(({ text }: { text: string }) => text)).toEqual(["3", "4", "5", "6", "7"]);
    // What is above does not count for the hash.
    expect(rest.screenHash).toBe(sha256("3\n4\n5\n6\n7"));
    expect(await box.ok("snapshot", id)).not.toHaveProperty("scrollbackLines");
  });

  test("has colours and attributes when asked for cells", async () => {
    const box = sandbox();
    const id = await showing(box, "\\033[1;4;38;2;1;2;3;48;5;196mA\\033[0;3;9mB\\033[0m日", [0, 4]);
    const { cells } = await box.ok("snapshot", id, "--include-cells");
    expect(cells).toHaveLength(5);
    expect(cells[0].lineNumber).toBe(0);
    const [a, b, wide] = cells[0].cells;
    expect(a).toEqual({ char: "A", fg: "#010203", bg: "#ff0000", bold: true, underline: true });
    expect(b).toEqual({ char: "B", italic: true, strikethrough: true });
    expect(wide.char).toBe("日");
    expect(await box.ok("snapshot", id)).not.toHaveProperty("cells");
  });

  test("tells the alternate screen from the other", async () => {
    const box = sandbox();
    const id = await box.create(
      ...SIZE,
      "sh",
      "-c",
      "printf 'below\\033[?1049h\\033[Habove'; read go; printf '\\033[?1049l'; exec cat",
    );
    await box.ok("wait", id, "--text", "above");
    expect(await box.ok("snapshot", id)).toMatchObject({
      isAltScreen: true,
      visibleLines: [{ text: "above" }, {}, {}, {}, {}],
    });
    await box.ok("type", id, "\n");
    await box.ok("wait", id, "--text", "below");
    expect(await box.ok("snapshot", id)).toMatchObject({
      isAltScreen: false,
      visibleLines: [{ text: "below" }, {}, {}, {}, {}],
    });
  });
});

describe("a text snapshot", () => {
  test("is the lines as one text", async () => {
    const box = sandbox();
    const id = await showing(box, "1\\n2\\n3\\n4\\n5\\n6 ", [4, 2]);
    const structured = await box.ok("snapshot", id);
    expect(await box.ok("snapshot", id, "--format", "text")).toEqual({
      format: "text",
      sessionId: id,
      capturedAtSeq: structured.capturedAtSeq,
      cols: 20,
      rows: 5,
      cursorRow: 4,
      cursorCol: 2,
      text: "2\n3\n4\n5\n6",
      screenHash: structured.screenHash,
    });
    expect((await box.ok("snapshot", id, "--format", "text", "--include-scrollback")).text).toBe("1\n2\n3\n4\n5\n6");
  });

  test("for a person, either is the screen and nothing else", async () => {
    const box = sandbox();
    const id = await showing(box, "one\\n\\033[31mtwo", [1, 3]);
    for (const format of ["text", "structured"]) {
      const outcome = await box.call(["snapshot", id, "--format", format]);
      expect(outcome).toEqual({ status: 0, stdout: "one\ntwo\n\n\n\n", stderr: "" });
    }
  });
});

test("--format must be one that there is", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  expect(await box.error("snapshot", id, "--format", "pdf")).toMatchObject({
    status: 2,
    code: "INVALID_INPUT",
    message: "--format must be one of structured, text, not 'pdf'.",
    details: { option: "--format", value: "pdf", allowed: ["structured", "text"] },
  });
  expect((await box.ok("inspect", id)).artifacts).toMatchObject({ total: 0, health: "no-artifacts" });
});

test("every snapshot is kept, with what proves it unchanged", async () => {
  const box = sandbox();
  const id = await showing(box, "evidence", [0, 8]);
  const structured = await box.ok("snapshot", id, "--include-cells");
  const text = await box.ok("snapshot", id, "--format", "text");
  const directory = join(box.sessionDirectory(id), "artifacts");
  const manifest = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
  expect(Object.keys(manifest)).toEqual(["version", "sessionId", "artifacts"]);
  expect(manifest).toMatchObject({ version: 1, sessionId: id });
  for (const [at, snapshot] of [structured, text].entries()) {
    const { format, capturedAtSeq } = snapshot;
    const filename = `snapshot-${capturedAtSeq}-${format}.json`;
    const bytes = readFileSync(join(directory, filename));
    expect(JSON.parse(bytes.toString())).toEqual(snapshot);
    expect(manifest.artifacts[at]).toMatchObject({
      id: expect.any(String),
      kind: "snapshot",
      filename,
      sessionId: id,
      capturedAtSeq,
      createdAt: expect.stringMatching(/Z$/),
      sha256: sha256(bytes),
      bytes: statSync(join(directory, filename)).size,
    });
  }
  expect((await box.ok("inspect", id)).artifacts).toEqual({
    total: 2,
    byKind: { snapshot: 2 },
    missingCount: 0,
    health: "healthy",
  });
});

test("an ended session gives the screen that the live one had", async () => {
  const box = sandbox();
  const id = await box.create(
    ...SIZE,
    "sh",
    "-c",
    'for i in 1 2 3 4 5 6; do printf "\\033[3%dmline %d\\n" $i $i; done; printf end; cat',
  );
  await box.ok("wait", id, "--text", "end");
  await box.ok("resize", id, "--cols", "30", "--rows", "4");
  const flags = ["--include-scrollback", "--include-cells"];
  const live = await box.ok("snapshot", id, ...flags);
  await box.ok("send-keys", id, "Ctrl+D");
  await box.ok("wait", id, "--exit");
  const ended = await box.ok("snapshot", id, ...flags);
  expect(ended.capturedAtSeq).toBe(box.events(id).at(-1).seq);
  expect(ended).toEqual({ ...live, capturedAtSeq: ended.capturedAtSeq });
  expect((await box.call(["snapshot", id])).stdout).toBe("line 4\nline 5\nline 6\nend\n");
});
