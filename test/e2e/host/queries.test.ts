import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";
import { pidsOf, residentMiB } from "./processes.ts";

const sandbox = useSandbox();

/** Asks its terminal what the file 'queries' says, and puts what it hears into the file 'heard', byte by byte. */
const ASKING = `
  import { appendFileSync, readFileSync } from "node:fs";
  process.stdin.setRawMode(true);
  process.stdin.on("data", (bytes) => appendFileSync("heard", bytes));
  process.stdout.write(readFileSync("queries"));
`;

const QUESTIONS = [
  { name: "primary device attributes", query: "\x1b[c", answer: /^\x1b\[\?[\d;]+c/ },
  { name: "status", query: "\x1b[5n", answer: /^\x1b\[0n/ },
  { name: "cursor position", query: "ab\x1b[6n", answer: /^\x1b\[0?1;3R/ },
  { name: "bracketed paste mode", query: "\x1b[?2004$p", answer: /^\x1b\[\?2004;2\$y/ },
  {
    name: "foreground",
    query: "\x1b]10;?\x1b\\",
    answer: /^\x1b\]10;rgb:[\da-f]{4}\/[\da-f]{4}\/[\da-f]{4}(\x1b\\|\x07)/,
  },
  {
    name: "background",
    query: "\x1b]11;?\x1b\\",
    answer: /^\x1b\]11;rgb:[\da-f]{4}\/[\da-f]{4}\/[\da-f]{4}(\x1b\\|\x07)/,
  },
] as const;

function heard(box: Sandbox): string {
  const path = join(box.root, "heard");
  return existsSync(path) ? readFileSync(path, "latin1") : "";
}

describe("a program that asks its terminal", () => {
  test("is answered once each, in order, and nothing of that is input in the log", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "ask.ts"), ASKING);
    writeFileSync(join(box.root, "queries"), QUESTIONS.map(({ query }) => query).join(""));
    const id = await box.create(process.execPath, "ask.ts");
    await eventually(
      "the last answer",
      () => heard(box).includes("\x1b]11;"),
      () => JSON.stringify(heard(box)),
    );
    await box.ok("snapshot", id);
    await box.ok("wait", id, "--text", "ab");
    await box.ok("type", id, "end");
    await eventually("what was typed", () => heard(box).endsWith("end"));
    let rest = heard(box);
    for (const { name, answer } of QUESTIONS) {
      expect(rest, name).toMatch(answer);
      rest = rest.replace(answer, "");
    }
    expect(rest).toBe("end");
    await box.ok("destroy", id);
    const log = box.events(id);
    expect(log.map(({ type }) => type)).toEqual([...log.slice(0, -2).map(() => "output"), "input_text", "exit"]);
    expect(await box.screen(id)).toEqual(["ab"]);
    expect(box.events(id)).toEqual(log);
  });

  test("and asks, and does not listen, does not make the host keep the answers", async () => {
    const box = sandbox();
    const id = await box.create(
      "sh",
      "-c",
      "stty raw -echo; read go; yes \"$(printf '\\033[c\\033[c\\033[c\\033[c')\"",
    );
    const { hostPid } = await pidsOf(box, id);
    const before = residentMiB(hostPid);
    await box.ok("type", id, "\n");
    // A flood of questions takes as long as it takes.
    while ((await box.ok("inspect", id)).eventLogBytes < 60_000_000);
    expect(residentMiB(hostPid) - before).toBeLessThan(120);
  });
});
