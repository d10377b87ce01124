import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseCast } from "../../export/cast.ts";
import { endedSession } from "../cli/programs.ts";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

const castAt = (path: string) => parseCast(readFileSync(path, "utf8"));
const textOf = (events: ReturnType<typeof parseCast>["events"]) =>
  events.map(([, code, data]) => (code === "o" ? data : "")).join("");

/** A live session with output, a mark and a resize in it, and typed text that is not shown. */
async function liveSession(box: Sandbox): Promise<string> {
  const id = await box.create(
    "--cols",
    "40",
    "--rows",
    "6",
    "sh",
    "-c",
    "stty -icanon -echo; echo ready; exec cat >/dev/null",
  );
  // The end of the line may come a moment after the line.
  await box.ok("wait", id, "--text", "ready", "--cursor-row", "1");
  await box.ok("type", id, "a secret\n");
  await box.ok("mark", id, "a mark");
  await box.ok("resize", id, "--cols", "50", "--rows", "8");
  return id;
}

describe("the recording of a live session", () => {
  test("holds all up to the call, and the session goes on", async () => {
    const box = sandbox();
    const id = await liveSession(box);
    const result = await box.ok("record", "export", id, "--format", "asciicast");
    const { lastEventSeq, session, artifacts } = await box.ok("inspect", id);
    expect(session.status).toBe("running");
    expect(artifacts).toMatchObject({ total: 1, byKind: { recording: 1 }, health: "healthy" });
    const content = readFileSync(result.artifactPath);
    expect(result).toEqual({
      sessionId: id,
      format: "asciicast",
      artifactPath: join(box.sessionDirectory(id), "artifacts", `recording-${lastEventSeq}.cast`),
      bytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
      capturedAtSeq: lastEventSeq,
      durationMs: expect.any(Number),
      metadata: expect.objectContaining({ timing: "recorded", resizeEventCount: 1, markerCount: 1 }),
    });
    const { header, events } = parseCast(content.toString());
    expect(header).toEqual({
      version: 2,
      width: 40,
      height: 6,
      timestamp: Math.floor(Date.parse(session.createdAt) / 1000),
      title: "sh -c stty -icanon -echo; echo ready; exec cat >/dev/null",
      env: { TERM: "xterm-256color" },
    });
    expect(events.filter(([, code]) => code !== "o").map(([, ...event]) => event)).toEqual([
      ["m", "a mark"],
      ["r", "50x8"],
    ]);
    expect(textOf(events)).toBe("ready\r\n");
    expect(content.toString()).not.toContain("secret");
  });

  test("has what the log has, to the millisecond", async () => {
    const box = sandbox();
    const id = await liveSession(box);
    const { artifactPath, durationMs } = await box.ok("record", "export", id, "--format", "asciicast");
    const start = Date.parse((await box.ok("inspect", id)).session.createdAt);
    const shown = box.events(id).filter(({ type }) => ["output", "resize", "marker"].includes(type));
    const { events } = castAt(artifactPath);
    expect(events.map(([seconds]) => Math.round(seconds * 1000))).toEqual(
      shown.map(({ ts }) => Date.parse(ts) - start),
    );
    expect(durationMs).toBe(Date.parse(shown.at(-1).ts) - start);
  });
});

describe("the recording of an ended session", () => {
  test("holds all of it, in both versions", async () => {
    const box = sandbox();
    const id = await endedSession(box, "printf 'one\\377'; printf two", "--name", "ended");
    const two = await box.ok("record", "export", "ended", "--format", "asciicast");
    const three = await box.ok("record", "export", "ended", "--format", "asciicast-v3");
    expect(two.capturedAtSeq).toBe(box.events(id).at(-1).seq);
    expect(readdirSync(join(box.sessionDirectory(id), "artifacts")).sort()).toEqual([
      "manifest.json",
      `recording-${two.capturedAtSeq}.cast`,
      `recording-${two.capturedAtSeq}.v3.cast`,
    ]);
    for (const { artifactPath } of [two, three]) {
      const { header, events } = castAt(artifactPath);
      expect(header["title"]).toBe("ended");
      expect(textOf(events)).toBe("one\ufffdtwo");
    }
  });

  test("that has been destroyed, too", async () => {
    const box = sandbox();
    const id = await liveSession(box);
    await box.ok("destroy", id);
    const { artifactPath } = await box.ok("record", "export", id, "--format", "asciicast");
    expect(textOf(castAt(artifactPath).events)).toContain("ready");
  });

  test("whose log was cut off is what is whole of it", async () => {
    const box = sandbox();
    const id = await endedSession(box, "echo words");
    const path = join(box.sessionDirectory(id), "events.jsonl");
    const lines = box.events(id).length;
    box.damaged.add(id);
    truncateSync(path, readFileSync(path).length - 10);
    const logIncomplete = { line: lines, reason: "it ends in the middle of a record" };
    const result = await box.ok("record", "export", id, "--format", "asciicast");
    expect(result).toMatchObject({ logIncomplete, capturedAtSeq: logIncomplete.line - 2 });
    expect(await box.call(["record", "export", id, "--format", "asciicast"])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`line ${logIncomplete.line}: it ends in the middle of a record`),
    });
  });
});

describe("--timing", () => {
  test("keeps, cuts or drops pauses", async () => {
    const box = sandbox();
    const id = await endedSession(box, "echo one; sleep 0.6; echo two");
    const pauseBeforeTwo = async (...timing: string[]) => {
      const result = await box.ok("record", "export", id, "--format", "asciicast", ...timing);
      const { events } = castAt(result.artifactPath);
      expect(result.durationMs).toBe(Math.round(events.at(-1)![0] * 1000));
      return Math.round((events.at(-1)![0] - events.at(-2)![0]) * 1000);
    };
    const times = box.events(id).flatMap(({ type, ts }) => (type === "output" ? [Date.parse(ts)] : []));
    const pause = times.at(-1)! - times.at(-2)!;
    expect(await pauseBeforeTwo()).toBe(pause);
    expect(await pauseBeforeTwo("--timing", "recorded")).toBe(pause);
    expect(await pauseBeforeTwo("--timing", "accelerated")).toBe(Math.min(pause, 400));
    expect(await pauseBeforeTwo("--timing", "max-speed")).toBe(0);
  });
});

describe("--out", () => {
  test("is where the file goes, and the artifact is kept as well", async () => {
    const box = sandbox();
    const id = await endedSession(box, "echo words");
    const outcome = await box.call(["record", "export", id, "--format", "asciicast", "--out", "here.cast", "--json"]);
    const { artifactPath, capturedAtSeq, bytes } = JSON.parse(outcome.stdout).result;
    expect(artifactPath).toBe(join(box.root, "here.cast"));
    const kept = readFileSync(join(box.sessionDirectory(id), "artifacts", `recording-${capturedAtSeq}.cast`));
    expect(readFileSync(artifactPath)).toEqual(kept);
    expect(bytes).toBe(kept.length);
  });

  test("that cannot be written is told before anything is exported", async () => {
    const box = sandbox();
    const id = await endedSession(box, "echo words");
    mkdirSync(join(box.root, "folder"));
    for (const out of ["folder", "missing/x.cast"]) {
      const error = await box.error("record", "export", id, "--format", "asciicast", "--out", out);
      const path = join(box.root, out);
      expect(error).toMatchObject({ status: 7, code: "EXPORT_ERROR", command: "record export", details: { path } });
    }
    expect(existsSync(join(box.sessionDirectory(id), "artifacts"))).toBe(false);
  });
});

test("--profile writes that profile's colours into the recording", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo words");
  const { artifactPath, metadata } = await box.ok(
    ...["record", "export", id, "--format", "asciicast", "--profile", "reference-light"],
  );
  expect(metadata.profileName).toBe("reference-light");
  expect(castAt(artifactPath).header).toMatchObject({ theme: { bg: "#eff1f5" } });
  expect(await box.error("record", "export", id, "--format", "asciicast", "--profile", "pink")).toMatchObject({
    status: 2,
    code: "INVALID_INPUT",
    details: { profile: "pink", available: ["reference-dark", "reference-light"] },
  });
  mkdirSync(join(box.home, "profiles"));
  writeFileSync(join(box.home, "profiles", "pink.json"), '{"background": "#ffc0cb"}');
  const own = await box.ok("record", "export", id, "--format", "asciicast", "--profile", "pink");
  expect(castAt(own.artifactPath).header).toMatchObject({ theme: { bg: "#ffc0cb" } });
});

describe("what cannot be exported", () => {
  const FORMATS = "asciicast, asciicast-v3, webm, gif, apng, webp, svg";

  test.each([
    {
      what: "options of pictures without pictures",
      args: ["--format", "asciicast", "--fps", "10", "--captions"],
      message: "asciicast holds no pictures: --fps, --captions cannot be used with it.",
    },
    {
      what: "an end before the start",
      args: ["--format", "gif", "--from-seq", "3", "--to-seq", "2"],
      message: "--to-seq 2 is before --from-seq 3.",
    },
    {
      what: "no scale",
      args: ["--format", "gif", "--scale", "5"],
      message: "--scale must be a whole number from 1 to 4, not '5'.",
    },
    {
      what: "no speed",
      args: ["--format", "gif", "--speed", "0"],
      message: "--speed must be a number from 0.1 to 100, not '0'.",
    },
    { what: "no format", args: [], message: `Give --format: one of ${FORMATS}.` },
    {
      what: "a format that there is not",
      args: ["--format", "pdf"],
      message: `--format must be one of ${FORMATS}, not 'pdf'.`,
    },
    {
      what: "a timing that there is not",
      args: ["--format", "asciicast", "--timing", "slow"],
      message: "--timing must be one of recorded, accelerated, max-speed, not 'slow'.",
    },
    { what: "no path", args: ["--format", "asciicast", "--out", ""], message: "--out must not be empty." },
    {
      what: "no path but '-'",
      args: ["--format", "asciicast", "--out", "-"],
      message: "--out takes a path: standard output has the result. For a file called '-' write './-'.",
    },
  ])("$what is bad input", async ({ args, message }) => {
    const error = await sandbox().error("record", "export", "whatever", ...args);
    expect(error).toMatchObject({ status: 2, code: "INVALID_INPUT", message });
  });

  test("a session that there is not", async () => {
    const error = await sandbox().error("record", "export", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "--format", "asciicast");
    expect(error).toMatchObject({ status: 3, code: "SESSION_NOT_FOUND" });
  });
});

test("a person is told how long it is and where", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo words");
  const { status, stdout, stderr } = await box.call(["record", "export", id, "--format", "asciicast"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^Recording of \d+\.\d s: \/.*\/recording-\d+\.cast \(\d+ bytes\)\n$/);
});

test("version says that recordings can be exported", async () => {
  const { capabilities } = await sandbox().ok("version");
  expect(capabilities).toContainEqual({ name: "record-export-asciicast", status: "available" });
});
