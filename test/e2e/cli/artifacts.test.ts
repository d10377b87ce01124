import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { processStartTime } from "../../../src/store/process-identity.ts";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

test("ten clients that keep evidence at once lose none of it", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  const kept = await Promise.all(
    Array.from({ length: 10 }, async (_, round) => {
      // An event of its own, so that no two of them are of the same moment.
      await box.ok("mark", id, `${round}`);
      if (round % 2 === 0) return (await box.ok("snapshot", id)).capturedAtSeq;
      return (await box.ok("record", "export", id, "--format", "asciicast")).capturedAtSeq;
    }),
  );
  const directory = join(box.sessionDirectory(id), "artifacts");
  const { artifacts } = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
  const filenames: string[] = artifacts.map(({ filename }: { filename: string }) => filename);
  expect(readdirSync(directory).sort()).toEqual([...filenames, "manifest.json"].sort());
  for (const [round, seq] of kept.entries()) {
    expect(filenames).toContain(round % 2 === 0 ? `snapshot-${seq}-structured.json` : `recording-${seq}.cast`);
  }
  for (const { filename, sha256, bytes } of artifacts) {
    const content = readFileSync(join(directory, filename));
    const found = { sha256: createHash("sha256").update(content).digest("hex"), bytes: content.length };
    expect({ filename, sha256, bytes }).toEqual({ filename, ...found });
  }
  expect((await box.ok("inspect", id)).artifacts).toMatchObject({ total: filenames.length, health: "healthy" });
});

test("what a client that was killed has written of a recording goes with the next one", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  const directory = join(box.sessionDirectory(id), "artifacts");
  const exported = async () => (await box.ok("record", "export", id, "--format", "asciicast")).artifactPath;
  const gone = Bun.spawn(["true"]);
  await gone.exited;
  const recording = basename(await exported());
  const own = `${process.pid}.${processStartTime(process.pid)}`;
  const names = [`draft.${gone.pid}.1.0.tmp`, `draft.${own}.0.tmp`, "draft.of-mine.tmp"];
  for (const name of names) writeFileSync(join(directory, name), "half a recor");
  await exported();
  expect(readdirSync(directory).sort()).toEqual([...names.slice(1), "manifest.json", recording].sort());
});
