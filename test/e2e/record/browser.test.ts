// What a browser makes of films and pictures: Debian's Chromium, which scripts/test-packages.mjs provides.
import { expect, test } from "bun:test";
import { endedSession } from "../cli/programs.ts";
import { type Sandbox, useSandbox } from "../sandbox.ts";
import { hasChromium, inChromium, type Served } from "./browser/chromium.ts";

const sandbox = useSandbox();

const RED = [200, 40, 40];
const BLUE = [40, 60, 200];
const GREEN = [30, 160, 60];
const SIZE = ["--cols", "40", "--rows", "10"];

/** A program that fills the screen with one colour after the other, so many seconds apart. */
function colors(apart: number, ...all: (readonly number[])[]): string {
  return all.map((color) => `printf '\\033[48;2;${color.join(";")}m\\033[2J'`).join(`; sleep ${apart}; `);
}

/** When each picture of a film appears, in s, with its time stretched by `slower`. */
async function changes(box: Sandbox, id: string, slower: number): Promise<number[]> {
  const outputs = box.events(id).filter(({ type }) => type === "output");
  const start = Date.parse((await box.ok("inspect", id)).session.createdAt);
  return outputs.map(({ ts }) => ((Date.parse(ts) - start) * slower) / 1000);
}

/** Whether a colour is as expected, but for what lossy films and their colour space change. */
function expectColor(actual: readonly number[], expected: readonly number[]): void {
  const most = Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)));
  expect(most, `${actual} for ${expected}`).toBeLessThanOrEqual(8);
}

test.skipIf(!hasChromium)("Chromium plays a WebM and seeks in it, over its key frames", async () => {
  const box = sandbox();
  const id = await endedSession(box, colors(2.2, RED, BLUE, GREEN), ...SIZE);
  // 2.2 seconds become 22: there is a key frame every 20 s.
  const film = await box.ok("record", "export", id, "--format", "webm", "--speed", "0.1");
  const [, blue, green] = (await changes(box, id, 10)) as [number, number, number];
  const task = { seek: [(blue + green) / 2, blue / 2, green + 0.5], playFrom: green - 0.5 };
  const { found } = await inChromium(box, "film.html", task, {
    "/film": { file: film.artifactPath, type: "video/webm" },
  });
  expect(found).toMatchObject({
    readyState: 4,
    duration: expect.closeTo(film.durationMs / 1000, 1),
    videoWidth: film.metadata.width,
    videoHeight: film.metadata.height,
    sought: task.seek.map((second) => ({ second: expect.closeTo(second, 2) })),
  });
  for (const [index, color] of [BLUE, RED, GREEN].entries()) expectColor(found.sought[index].color, color);
  expectColor(found.played.color, GREEN);
  expect(found.played.second).toBeGreaterThan(task.playFrom);
});

const ANIMATIONS = { webp: "image/webp", gif: "image/gif", apng: "image/png" };
const WORDS = "Words to select <&>";

test.skipIf(!hasChromium)("Chromium shows animated pictures, and SVG and HTML with text to select", async () => {
  const box = sandbox();
  const files: Record<string, Served> = {};
  const id = await endedSession(box, `${colors(0.2, RED, BLUE)}; printf '\\033[H${WORDS}'`, ...SIZE);
  let size: number[] = [];
  for (const [format, type] of Object.entries(ANIMATIONS)) {
    const { artifactPath, metadata } = await box.ok("record", "export", id, "--format", format);
    files[`/${format}`] = { file: artifactPath, type };
    size = [metadata.width, metadata.height];
  }
  const film = await box.ok("record", "export", id, "--format", "svg");
  files["/film.svg"] = { file: film.artifactPath, type: "image/svg+xml" };
  const svg = await box.ok("screenshot", id, "--format", "svg");
  files["/still.svg"] = { file: svg.artifactPath, type: "image/svg+xml" };
  const html = await box.ok("screenshot", id, "--format", "html");
  files["/still.html"] = { file: html.artifactPath, type: "text/html" };
  const task = {
    animations: Object.entries(ANIMATIONS).map(([format, type]) => ({ path: `/${format}`, type })),
    images: ["/film.svg", "/still.svg"],
    pages: [{ path: "/film.svg", endMs: film.durationMs }, { path: "/still.svg" }, { path: "/still.html" }],
  };
  const { found, reports } = await inChromium(box, "pictures.html", task, files);
  expect(found.error).toBeUndefined();
  expect(found.sizes).toEqual({ "/film.svg": size, "/still.svg": size });
  for (const path of Object.keys(ANIMATIONS)) {
    const { colors: shown, frameCount, ...rest } = found.animations[`/${path}`];
    expect(rest, path).toEqual({ size, animated: true });
    expect(frameCount, path).toBeGreaterThanOrEqual(2);
    expectColor(shown.at(-1), BLUE);
  }
  for (const { path } of task.pages) {
    expect(found.pages[path], path).toMatchObject({
      root: path.endsWith("html") ? "html" : "svg",
      text: expect.stringContaining(WORDS),
      selected: expect.stringContaining(WORDS),
      drawn: true,
      loaded: [],
    });
  }
  expect(reports, "what the files tried to load or run").toEqual([]);
});
