import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FILM_FORMAT_NAMES } from "../../../src/core/film-formats.ts";
import { decodeFrames, hasFfmpeg } from "../../film/judges.ts";
import { endedSession } from "../cli/programs.ts";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

async function live(box: Sandbox): Promise<string> {
  const id = await box.create("--cols", "30", "--rows", "5", "sh", "-c", "echo ready; exec cat");
  await box.ok("wait", id, "--text", "ready");
  await box.ok("type", id, "typed\n");
  // The end of a line may come a moment after the line.
  await box.ok("wait", id, "--text", "typed\ntyped", "--cursor-row", "3");
  await box.ok("resize", id, "--cols", "40", "--rows", "6");
  return id;
}

test.each([...FILM_FORMAT_NAMES])(
  "a film of a live session, and of the same one when it has ended: %s",
  async (format) => {
    const box = sandbox();
    const id = await live(box);
    const first = await box.ok("record", "export", id, "--format", format);
    const { lastEventSeq, session } = await box.ok("inspect", id);
    expect(session.status).toBe("running");
    expect(first).toMatchObject({ capturedAtSeq: lastEventSeq, format, metadata: { cols: 40, rows: 6 } });
    await box.ok("destroy", id);
    const again = await box.ok("record", "export", id, "--format", format, "--to-seq", `${lastEventSeq}`);
    expect(again.sha256).toBe(first.sha256);
  },
);

// The picture of a screenshot and the last one of a film are painted by the same hand.
test.skipIf(!hasFfmpeg)("the last picture of a film is the screenshot", async () => {
  const box = sandbox();
  const id = await endedSession(box, "printf '\\033[1;34mblue\\033[0m ┌─┐ 日本\\n'; sleep 0.1; seq 3");
  const { artifactPath } = await box.ok("record", "export", id, "--format", "apng", "--scale", "2");
  const picture = await box.ok("screenshot", id, "--scale", "2");
  const still = decodeFrames(readFileSync(picture.artifactPath), "rgb24");
  expect(decodeFrames(readFileSync(artifactPath), "rgb24").subarray(-still.length).equals(still)).toBe(true);
});

describe("a film that is broken off", () => {
  test.each([
    { signal: "SIGINT", status: 130 },
    { signal: "SIGTERM", status: 143 },
  ] as const)("by $signal leaves nothing", async ({ signal, status }) => {
    const box = sandbox();
    const id = await endedSession(box, "seq 1 200000", "--cols", "200", "--rows", "60");
    const artifacts = join(box.sessionDirectory(id), "artifacts");
    const child = box.start([
      "record",
      "export",
      id,
      "--format",
      "webp",
      "--timing",
      "max-speed",
      "--speed",
      "0.1",
      "--scale",
      "4",
    ]);
    await eventually("the draft to be there", () => readOrNone(artifacts).some((name) => name.startsWith("draft.")));
    child.kill(signal);
    await child.exited;
    expect(child.exitCode).toBe(status);
    expect(await child.stderr.text()).toBe("EXPORT_ERROR: Interrupted. Nothing was written.\n");
    expect(readdirSync(artifacts)).toEqual([]);
  });
});

function readOrNone(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

test("--profile chooses how films are drawn", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo words");
  expect(await box.error("record", "export", id, "--format", "gif", "--profile", "pink")).toMatchObject({
    code: "INVALID_INPUT",
    details: { profile: "pink" },
  });
  const { artifactPath, metadata } = await box.ok(
    ...["record", "export", id, "--format", "svg", "--profile", "reference-light"],
  );
  expect(metadata.profileName).toBe("reference-light");
  expect(readFileSync(artifactPath, "utf8")).toContain("#eff1f5");
});

test("a start behind the log's end is bad input", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo words");
  const lastEventSeq = box.events(id).at(-1).seq;
  expect(await box.error("record", "export", id, "--format", "gif", "--from-seq", "1000")).toMatchObject({
    status: 2,
    code: "INVALID_INPUT",
    details: { option: "--from-seq", value: 1000, lastEventSeq },
  });
});
