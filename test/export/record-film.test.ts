import { describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { FILM_FORMAT_NAMES } from "../../src/core/film-formats.ts";
import { type FilmRequest, recordFilm } from "../../src/export/record-film.ts";
import { EventLogReader } from "../../src/log/event-log-reader.ts";
import { EventLogWriter } from "../../src/log/event-log-writer.ts";
import type { Manifest } from "../../src/protocol/manifest.ts";
import { Painter } from "../../src/render/painter.ts";
import { REFERENCE_DARK } from "../../src/render/profile.ts";
import type { Raster } from "../../src/render/raster.ts";
import { sceneOf } from "../../src/render/scene.ts";
import { Screen } from "../../src/screen/screen.ts";
import { decodeFrames, hasFfmpeg, probe } from "../film/judges.ts";
import { rgb } from "../film/steps.ts";
import { useSessionPaths } from "./session-paths.ts";

const CREATED = Date.UTC(2026, 0, 2, 3, 4, 5);
const SIZE = { cols: 20, rows: 4 };
const MANIFEST: Manifest = {
  ...{ version: 1, sessionId: "01ARZ3NDEKTSV4RRFFQ69G5FAV", status: "exited", command: ["sh"], cwd: "/", ...SIZE },
  ...{ createdAt: new Date(CREATED).toISOString(), updatedAt: new Date(CREATED).toISOString() },
  ...{ hostPid: null, childPid: null, exitCode: 0, exitSignal: null },
};
const hasXmllint = spawnSync("sh", ["-c", "command -v xmllint"]).status === 0;

const paths = useSessionPaths(MANIFEST.sessionId);

type Step = string | { cols: number; rows: number } | { typed: string } | { mark: string };

/** A log of steps, each at its time in ms. */
function writeLog(steps: readonly (readonly [atMs: number, step: Step])[]): void {
  let now = CREATED;
  const log = new EventLogWriter(paths().eventLog, () => now);
  for (const [atMs, step] of steps) {
    now = CREATED + atMs;
    if (typeof step === "string") log.append("output", { data: step });
    else if ("cols" in step) log.append("resize", step);
    else if ("typed" in step) log.append("input_text", { data: step.typed });
    else log.append("marker", { label: step.mark });
  }
  log.close();
}

const PLAIN: FilmRequest = {
  ...{ format: "gif", scale: 1, profile: REFERENCE_DARK, themeColors: false, captions: false },
  ...{ timing: "recorded", fps: 30, fromSeq: 0 },
};

function film(options: Partial<FilmRequest> = {}, signal = new AbortController().signal) {
  const watch = { signal, progress: () => {} };
  return recordFilm(new EventLogReader(paths().eventLog), MANIFEST, paths(), { ...PLAIN, ...options }, watch);
}

/** The picture of a screen with this on it. */
function painted(output: string, { cols, rows } = SIZE): Raster {
  const screen = new Screen({ cols, rows });
  screen.write(new TextEncoder().encode(output), 0);
  return new Painter(REFERENCE_DARK, 1).paint(sceneOf(screen));
}

const STEPS = [
  [100, "one"],
  [600, "\r\n\x1b[31mtwo\x1b[0m"],
  [601, " and three"],
  [2000, "\r\n日本 ┌─┐"],
] as const;
const SCREENS = ["", "one", "one\r\n\x1b[31mtwo\x1b[0m and three", "one\r\n\x1b[31mtwo\x1b[0m and three\r\n日本 ┌─┐"];

/** How much alike two pictures are, in dB; 40 is hardly to be told apart. */
function psnr(one: Buffer, other: Buffer): number {
  let squares = 0;
  for (let at = 0; at < one.length; at++) squares += (one[at]! - other[at]!) ** 2;
  return 10 * Math.log10((255 ** 2 * one.length) / squares);
}

describe.skipIf(!hasFfmpeg)("a film shows what was on the screen, when it was", () => {
  test.each(["gif", "apng"] as const)("exactly (%s)", async (format) => {
    writeLog(STEPS);
    const { artifactPath } = await film({ format });
    const bytes = readFileSync(artifactPath);
    expect(decodeFrames(bytes, "rgb24").equals(Buffer.concat(SCREENS.map((each) => rgb(painted(each)))))).toBe(true);
    const times = probe(bytes).packets.map(({ pts_time }) => Number(pts_time));
    expect(times).toEqual([0, 0.1, 0.6, 2]);
  });

  test("nearly (webm)", async () => {
    writeLog(STEPS);
    const { artifactPath, durationMs } = await film({ format: "webm" });
    const bytes = readFileSync(artifactPath);
    const decoded = decodeFrames(bytes, "rgb24");
    const size = rgb(painted("")).length;
    for (const [index, each] of SCREENS.entries()) {
      expect(psnr(decoded.subarray(index * size, (index + 1) * size), rgb(painted(each)))).toBeGreaterThan(35);
    }
    const { packets, format } = probe(bytes);
    expect(packets.map(({ pts_time }) => Number(pts_time))).toEqual([0, 0.1, 0.6, 2, 3.5]);
    expect(durationMs).toBe(3500);
    expect(Number(format.duration)).toBeCloseTo(3.5, 2);
  });

  test("in part, beginning with what was there before", async () => {
    writeLog(STEPS);
    const { artifactPath, capturedAtSeq, durationMs } = await film({ fromSeq: 1, toSeq: 2 });
    expect(decodeFrames(readFileSync(artifactPath), "rgb24").equals(rgb(painted(SCREENS[2]!)))).toBe(true);
    expect({ capturedAtSeq, durationMs }).toEqual({ capturedAtSeq: 2, durationMs: 1501 });
  });

  test("of sizes that change, on one as large as the largest", async () => {
    writeLog([
      [100, "small"],
      [500, { cols: 12, rows: 7 }],
      [900, " large"],
    ]);
    const { artifactPath, metadata } = await film();
    const largest = { cols: 20, rows: 7 };
    expect(metadata).toMatchObject(largest);
    const pictures = ["", "small", "small large"].map((each) => rgb(painted(each, largest)));
    expect(decodeFrames(readFileSync(artifactPath), "rgb24").equals(Buffer.concat(pictures))).toBe(true);
  });

  test("whole frames of a program that says where they begin and end", async () => {
    writeLog([
      [100, "\x1b[?2026hhalf"],
      [150, " full\x1b[?2026l"],
      [400, "\r\nnext"],
    ]);
    const { artifactPath } = await film();
    const pictures = ["", "half full", "half full\r\nnext"].map((each) => rgb(painted(each)));
    expect(decodeFrames(readFileSync(artifactPath), "rgb24").equals(Buffer.concat(pictures))).toBe(true);
  });
});

describe("times", () => {
  test.each([
    { what: "as recorded", options: {}, durationMs: 3500 },
    { what: "accelerated", options: { timing: "accelerated" }, durationMs: 2401 },
    { what: "without pauses", options: { timing: "max-speed" }, durationMs: 1601 },
    { what: "twice as fast", options: { speed: 2 }, durationMs: 2500 },
    { what: "with pauses cut", options: { idleLimitMs: 250 }, durationMs: 2101 },
  ] as const)("are $what", async ({ options, durationMs }) => {
    writeLog(STEPS);
    expect(Math.abs((await film(options)).durationMs! - durationMs)).toBeLessThanOrEqual(1);
  });

  test("are no closer than --fps allows", async () => {
    writeLog(Array.from({ length: 100 }, (_, index) => [index * 10, `${index} `] as const));
    const { metadata } = await film({ fps: 5 });
    expect(metadata["frames"]).toBe(6);
  });
});

describe("captions", () => {
  test("are a line under the screen, and change the film only where they are asked for", async () => {
    writeLog([
      [100, { typed: "ls\r" }],
      [500, { mark: "a <mark>" }],
      [900, "files"],
    ]);
    const without = await film({ format: "svg" });
    expect(without.metadata).toMatchObject({ frames: 2, height: 96 });
    const { artifactPath, metadata } = await film({ format: "svg", captions: true });
    expect(metadata).toMatchObject({ frames: 4, height: 116, captions: true });
    const svg = readFileSync(artifactPath, "utf8");
    expect(svg).toMatch(/>ls<.*>↵</);
    expect(svg).toContain("a &lt;mark&gt;");
  });
});

test.skipIf(!hasXmllint)("an animated SVG is XML, whatever was printed", async () => {
  const controls = Array.from({ length: 0x2a0 }, (_, code) => String.fromCharCode(code)).join("");
  writeLog([
    [100, `<&"'>]]>\uFFFE\u{1F469}\u200D\u{1F467}`],
    [300, controls],
    [500, "\x1b]11;#400000\x07\x1b]10;#00ff00\x07end"],
  ]);
  const { artifactPath } = await film({ format: "svg", captions: true });
  const { status, stderr } = spawnSync("xmllint", ["--noout", "--nonet", artifactPath], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const svg = readFileSync(artifactPath, "utf8");
  expect(svg).not.toMatch(/<script|https?:(?!\/\/www\.w3\.org\/2000\/svg)|url\(/);
  expect(svg).toContain('<set href="#p" attributeName="fill" to="#400000"');
});

test("--theme-colors leaves out the colours that the program has set", async () => {
  writeLog([[100, "\x1b]11;#400000\x07x"]]);
  const withThem = readFileSync((await film({ format: "svg" })).artifactPath, "utf8");
  const without = readFileSync((await film({ format: "svg", themeColors: true })).artifactPath, "utf8");
  expect([withThem, without].map((svg) => svg.includes("#400000"))).toEqual([true, false]);
});

test.each(FILM_FORMAT_NAMES)("bold text has bright colours where the profile says so (%s)", async (format) => {
  writeLog([[100, "\x1b[1;31mX"]]);
  const { theme } = REFERENCE_DARK;
  const asSet = { ...REFERENCE_DARK, boldIsBright: false };
  const [bright, dark, likeBright] = [
    await film({ format }),
    await film({ format, profile: asSet }),
    await film({ format, profile: { ...asSet, theme: { ...theme, ansi: theme.ansi.with(1, theme.ansi[9]!) } } }),
  ].map(({ sha256 }) => sha256);
  expect(bright).toBe(likeBright!);
  expect(bright).not.toBe(dark!);
});

describe("the artifact", () => {
  test.each([...FILM_FORMAT_NAMES])("of %s has the proof of what is in the file", async (format) => {
    writeLog(STEPS);
    const { artifactPath, sha256, bytes, metadata } = await film({ format });
    const content = readFileSync(artifactPath);
    expect({ sha256, bytes }).toEqual({
      sha256: createHash("sha256").update(content).digest("hex"),
      bytes: content.length,
    });
    const filename = `video-3-reference-dark.${format === "apng" ? "png" : format}`;
    expect(readdirSync(paths().artifacts).sort()).toEqual(["manifest.json", filename].sort());
    const { artifacts } = JSON.parse(readFileSync(paths().artifactManifest, "utf8"));
    expect(artifacts).toMatchObject([{ kind: "video", filename, sha256, bytes, capturedAtSeq: 3, metadata }]);
    expect(metadata).toMatchObject({ width: 196, height: 96, frames: 4 });
  });

  test("of a damaged log is what is whole of it", async () => {
    writeLog(STEPS);
    truncateSync(paths().eventLog, readFileSync(paths().eventLog).length - 5);
    const logIncomplete = { line: 4, reason: "it ends in the middle of a record" };
    expect(await film()).toMatchObject({ capturedAtSeq: 2, logIncomplete });
    expect(await film({ toSeq: 1 })).not.toHaveProperty("logIncomplete");
  });

  test("is not there if the work was broken off", async () => {
    writeLog(STEPS);
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    await expect(film({}, controller.signal)).rejects.toThrow("enough");
    expect(readdirSync(paths().artifacts)).toEqual([]);
  });
});
