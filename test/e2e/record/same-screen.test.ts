import { describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";
import { isInstalled } from "../shells/setups.ts";

interface CorpusProgram {
  name: string;
  program: string;
  size: [cols: number, rows: number];
  files: Record<string, string>;
  command: string[];
  steps: [command: string, ...args: string[]][];
}

/** The programs of the recorded corpus, here driven anew. */
const PROGRAMS: CorpusProgram[] = JSON.parse(
  readFileSync(join(import.meta.dir, "../../fixtures/corpus/programs.json"), "utf8"),
);
const sandbox = useSandbox();

async function drive(box: Sandbox, { size: [cols, rows], files, command, steps }: CorpusProgram): Promise<string> {
  const directory = join(box.root, "work");
  mkdirSync(directory);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  const id = await box.create("--cwd", directory, "--cols", `${cols}`, "--rows", `${rows}`, "--", ...command);
  for (const [step, ...args] of steps) await box.ok(step, id, ...args);
  return id;
}

describe("the screen of the living session is, to the cell, the one read from its log", () => {
  for (const program of PROGRAMS) {
    test.skipIf(!isInstalled(program.program))(program.name, async () => {
      const box = sandbox();
      const id = await drive(box, program);
      // A program that redraws by itself is held, so that both look at the same moment.
      await box.ok("signal", id, "STOP");
      await box.ok("wait", id, "--idle-ms", "100");
      const flags = ["--include-cells", "--include-scrollback"];
      const live = await box.ok("snapshot", id, ...flags);
      await box.ok("destroy", "--force", id);
      const { capturedAtSeq, ...replayed } = await box.ok("snapshot", id, ...flags);
      expect({ ...replayed, capturedAtSeq: live.capturedAtSeq }).toEqual(live);
      expect(capturedAtSeq).toBeGreaterThan(live.capturedAtSeq);
    });
  }
});
