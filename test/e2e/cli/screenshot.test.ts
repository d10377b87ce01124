import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { decodePng } from "../../../src/render/png-reader.ts";
import { drawPicture, PICTURES, PICTURES_FOLDER, pixelHash } from "../../render/pictures.ts";
import { killHost } from "../host/processes.ts";
import { PROGRAM, type Sandbox, useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();
const KITCHEN_SINK = resolve(import.meta.dir, "../../fixtures/kitchen-sink.ansi");
const golden = (name: string) => pixelHash(decodePng(readFileSync(join(PICTURES_FOLDER, `${name}.png`))));
const pixels = (path: string) => pixelHash(decodePng(readFileSync(path)));

/** A live session that shows the fixture, raw as it is. */
async function kitchenSink(box: Sandbox): Promise<string> {
  const script = `stty raw -echo; cat ${KITCHEN_SINK}; exec cat`;
  const id = await box.create("--cols", "120", "--rows", "40", "--", "sh", "-c", script);
  await box.ok("wait", id, "--text", "cursor here", "--cursor-col", "14");
  return id;
}

async function shown(box: Sandbox, output: string, ...options: string[]): Promise<string> {
  const id = await box.create(
    "--cols",
    "20",
    "--rows",
    "4",
    ...options,
    "--",
    "sh",
    "-c",
    `printf '${output}'; exec cat`,
  );
  await box.ok("wait", id, "--screen-stable-ms", "1", "--text", "here");
  return id;
}

function manifestOf(box: Sandbox, id: string) {
  return JSON.parse(readFileSync(join(box.sessionDirectory(id), "artifacts", "manifest.json"), "utf8")).artifacts;
}

describe("a picture of a live session", () => {
  test("has the pixels that it has from source, and is kept", async () => {
    const box = sandbox();
    const id = await kitchenSink(box);
    const result = await box.ok("screenshot", id);
    expect(pixels(result.artifactPath)).toBe(golden("kitchen-sink"));
    const bytes = readFileSync(result.artifactPath);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const filename = `screenshot-${result.capturedAtSeq}-reference-dark.png`;
    expect(result).toMatchObject({
      ...{ sessionId: id, format: "png", profileName: "reference-dark", cols: 120, rows: 40, rendererBackend: "xterm" },
      ...{ pixelWidth: 1096, pixelHeight: 816, cursorVisible: true, pngSizeBytes: bytes.length, sha256 },
      artifactPath: join(box.sessionDirectory(id), "artifacts", filename),
      renderProfileHash: expect.stringMatching(/^[\da-f]{64}$/),
    });
    const { renderProfileHash } = result;
    const metadata = { format: "png", scale: 1, profileName: "reference-dark", renderProfileHash, cols: 120, rows: 40 };
    expect(manifestOf(box, id)).toMatchObject([
      { kind: "screenshot", filename, sha256, bytes: bytes.length, capturedAtSeq: result.capturedAtSeq, metadata },
    ]);
  });

  test("is the same from its log, and with nothing in the environment", async () => {
    const box = sandbox();
    const id = await kitchenSink(box);
    const live = await box.ok("screenshot", id);
    await box.ok("destroy", id);
    const out = join(box.root, "out.png");
    const words = [...PROGRAM, "--home", box.home, "screenshot", id, "--out", out];
    const bare = Bun.spawnSync(["env", "-i", ...words], { cwd: "/" });
    expect({ status: bare.exitCode, stderr: bare.stderr.toString() }).toEqual({ status: 0, stderr: "" });
    expect(pixels(out)).toBe(golden("kitchen-sink"));
    expect(await box.ok("screenshot", id, "--profile", "reference-dark")).toMatchObject({
      sha256: live.sha256,
      renderProfileHash: live.renderProfileHash,
    });
  });

  test("too large for the host is drawn all the same", async () => {
    const box = sandbox();
    const id = await kitchenSink(box);
    const { artifactPath, pixelWidth, cols } = await box.ok("screenshot", id, "--scale", "2");
    expect({ pixelWidth, cols }).toEqual({ pixelWidth: 2192, cols: 120 });
    const picture = PICTURES.find(({ name }) => name === "kitchen-sink")!;
    expect(pixels(artifactPath)).toBe(pixelHash(drawPicture({ ...picture, scale: 2 })));
    expect((await box.ok("inspect", id)).rendererRuntime).toEqual({
      ...{ backend: "xterm", mode: "live-host", status: "healthy", booted: true, bootInFlight: false },
    });
  });

  test("is of the screen as the log has it now, picture after picture", async () => {
    const box = sandbox();
    const id = await shown(box, "here");
    const first = await box.ok("screenshot", id);
    await box.ok("type", id, "more");
    await box.ok("wait", id, "--text", "heremore");
    const second = await box.ok("screenshot", id);
    expect(second.capturedAtSeq).toBeGreaterThan(first.capturedAtSeq);
    expect(second.sha256).not.toBe(first.sha256);
    expect((await box.ok("inspect", id)).artifacts).toMatchObject({
      total: 2,
      byKind: { screenshot: 2 },
      health: "healthy",
    });
  });

  test("is told by inspect", async () => {
    const box = sandbox();
    const id = await shown(box, "here");
    const before = (await box.ok("inspect", id)).rendererRuntime;
    expect(before).toMatchObject({ status: "healthy", booted: false, bootInFlight: false });
    await box.ok("screenshot", id, "--profile", "reference-light");
    expect((await box.ok("inspect", id)).rendererRuntime).toMatchObject({ booted: true, profile: "reference-light" });
  });
});

// A recording's terminal had the size that its fixture says; it is replayed from the log that an ended session keeps.
test.each(["vim", "htop", "mc", "less"])(
  "a recorded session of %s has the pixels that it has from source",
  async (name) => {
    const box = sandbox();
    const id = await endedSession(box, "true");
    box.damaged.add(id);
    const corpus = resolve(import.meta.dir, "../../fixtures/corpus", name);
    const [header = ""] = readFileSync(`${corpus}.screen.jsonl`, "utf8").split("\n", 1);
    const { creationCols, creationRows } = JSON.parse(header);
    const directory = box.sessionDirectory(id);
    const manifest = JSON.parse(readFileSync(join(directory, "session.json"), "utf8"));
    writeFileSync(join(directory, "session.json"), JSON.stringify({ ...manifest, creationCols, creationRows }));
    writeFileSync(join(directory, "events.jsonl"), readFileSync(`${corpus}.jsonl`));
    expect(pixels((await box.ok("screenshot", id)).artifactPath)).toBe(golden(name));
  },
);

describe("options", () => {
  test("the cursor is shown as the program has it, unless one says otherwise", async () => {
    const box = sandbox();
    const hidden = await shown(box, "\\033[?25lhere");
    expect(await box.ok("screenshot", hidden)).toMatchObject({ cursorVisible: false });
    expect(await box.ok("screenshot", hidden, "--show-cursor")).toMatchObject({ cursorVisible: true });
    const visible = await shown(box, "here");
    expect(await box.ok("screenshot", visible)).toMatchObject({ cursorVisible: true });
    expect(await box.ok("screenshot", visible, "--hide-cursor")).toMatchObject({ cursorVisible: false });
  });

  test("pictures of one moment that show different things are kept side by side", async () => {
    const box = sandbox();
    const id = await shown(box, "1\\r\\n2\\r\\n3\\r\\n4\\r\\n5\\r\\nhere");
    const calls = [
      [],
      ["--profile", "reference-light"],
      ["--region", "0,0,2,5"],
      ["--scale", "3"],
      ["--scrollback", "1"],
      ["--scrollback", "all"],
      ["--window"],
      ["--theme-colors"],
      ["--format", "svg"],
    ];
    const sizes: Record<string, number[]> = {};
    for (const args of calls) {
      const { cols, rows, pixelWidth, pixelHeight } = await box.ok("screenshot", id, ...args);
      sizes[args.join(" ")] = [cols, rows, pixelWidth, pixelHeight];
    }
    expect(sizes).toEqual({
      "": [20, 4, 196, 96],
      "--profile reference-light": [20, 4, 196, 96],
      "--region 0,0,2,5": [5, 2, 61, 56],
      "--scale 3": [20, 4, 588, 288],
      "--scrollback 1": [20, 5, 196, 116],
      "--scrollback all": [20, 6, 196, 136],
      "--window": [20, 4, 198, 130],
      "--theme-colors": [20, 4, 196, 96],
      "--format svg": [20, 4, 196, 96],
    });
    expect(manifestOf(box, id)).toHaveLength(calls.length);
    expect((await box.ok("inspect", id)).artifacts.health).toBe("healthy");
  });

  test("the colours are those of the program, or of the profile alone", async () => {
    const box = sandbox();
    const id = await shown(box, "\\033]11;#123456\\007here");
    const backgroundWith = async (...args: string[]) => {
      const picture = decodePng(readFileSync((await box.ok("screenshot", id, ...args)).artifactPath));
      return picture.pixels[0]!.toString(16).padStart(6, "0");
    };
    expect(await backgroundWith()).toBe("123456");
    expect(await backgroundWith("--profile", "reference-light")).toBe("123456");
    expect(await backgroundWith("--theme-colors", "--profile", "reference-light")).toBe("eff1f5");
  });

  test("a profile of the home is used, also where the environment or the settings name it", async () => {
    const box = sandbox();
    const id = await shown(box, "here");
    mkdirSync(join(box.home, "profiles"));
    writeFileSync(join(box.home, "profiles", "own.json"), '{ "padding": 0, "background": "#010203" }');
    const asked = await box.ok("screenshot", id, "--profile", "own");
    expect(asked).toMatchObject({ profileName: "own", pixelWidth: 180 });
    const { stdout } = await box.call(["--json", "screenshot", id], { env: { AGENT_TTY_PROFILE: "own" } });
    expect(JSON.parse(stdout).result.sha256).toBe(asked.sha256);
    writeFileSync(join(box.home, "config.json"), '{ "defaultProfile": "own" }');
    expect(await box.ok("screenshot", id)).toMatchObject({ profileName: "own" });
    const words = await box.ok("completions", "fish", "--", "screenshot", id, "--profile", "");
    expect(words.candidates.map(({ value }: { value: string }) => value)).toEqual([
      "reference-dark",
      "reference-light",
      "own",
    ]);
  });

  test("bold text has bright colours, unless the profile says otherwise; ansi and snapshots have those that were written", async () => {
    const box = sandbox();
    const id = await shown(box, "\\033[1;31mhere");
    mkdirSync(join(box.home, "profiles"));
    writeFileSync(join(box.home, "profiles", "as-set.json"), '{ "boldIsBright": false }');
    const pictureWith = async (...args: string[]) => {
      const { artifactPath } = await box.ok("screenshot", id, "--format", ...args);
      return readFileSync(artifactPath, "utf8");
    };
    for (const format of ["svg", "html"]) {
      expect(await pictureWith(format)).toContain('fill="#f37799"');
      expect(await pictureWith(format, "--profile", "as-set")).toContain('fill="#f38ba8"');
    }
    expect(await pictureWith("ansi")).toStartWith("\x1b[0;1;38;2;243;139;168mhere");
    expect(await pictureWith("ansi", "--theme-colors")).toStartWith("\x1b[0;1;38;2;243;139;168mhere");
    const { cells } = await box.ok("snapshot", id, "--include-cells");
    expect(cells[0].cells[0]).toEqual({ char: "h", bold: true, fg: "#f38ba8" });
  });

  test("--out puts a copy where it says", async () => {
    const box = sandbox();
    const id = await shown(box, "here");
    const outcome = await box.call(["screenshot", id, "--out", "picture.png"]);
    const path = join(box.root, "picture.png");
    const { size } = Bun.file(path);
    const stdout = `Picture of 20×4 cells, 196×96 pixels: ${path} (${size} bytes)\n`;
    expect(outcome).toEqual({ status: 0, stdout, stderr: "" });
    const [{ filename, sha256 }] = manifestOf(box, id);
    expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(sha256);
    expect(readFileSync(join(box.sessionDirectory(id), "artifacts", filename))).toEqual(readFileSync(path));
  });

  test("the title of a window is what the program has set, in text formats as text", async () => {
    const box = sandbox();
    const titled = await shown(box, "\\033]2;a<b>\\007here", "--name", "named");
    const svg = await box.ok("screenshot", titled, "--window", "--format", "svg");
    expect(readFileSync(svg.artifactPath, "utf8")).toContain(">a&lt;b&gt;</text>");
    const named = await shown(box, "here", "--name", "wide");
    const html = await box.ok("screenshot", named, "--window", "--format", "html");
    expect(readFileSync(html.artifactPath, "utf8")).toContain(">wide</text>");
  });

  test("ansi shows the screen again", async () => {
    const box = sandbox();
    const id = await shown(box, "\\033[1;38;2;1;2;3mhere\\033[0m!");
    const result = await box.ok("screenshot", id, "--format", "ansi");
    expect(result).toMatchObject({ format: "ansi", cursorVisible: false });
    expect(readFileSync(result.artifactPath, "utf8")).toBe("\x1b[0;1;38;2;1;2;3mhere\x1b[0m!\n\n\n\n");
  });
});

describe("is refused, and nothing is kept:", () => {
  test.each([
    [
      "an unknown profile",
      ["--profile", "reference-drak"],
      /'reference-drak'. Did you mean reference-dark\? There are reference-dark, reference-light;/,
    ],
    ["a profile that is a path", ["--profile", "../x"], /There are reference-dark, reference-light;/],
    ["a profile of over 100 characters", ["--profile", "x".repeat(101)], /There are reference-dark, reference-light;/],
    ["a format that there is not", ["--format", "jpg"], /must be one of png, svg, html, ansi, not 'jpg'/],
    ["scale 0", ["--scale", "0"], /must be one of 1, 2, 3, 4, not '0'/],
    ["scale 5", ["--scale", "5"], /must be one of 1, 2, 3, 4/],
    ["a region of three", ["--region", "0,0,1"], /row,col,rows,cols/],
    ["an empty region", ["--region", "0,0,0,1"], /row,col,rows,cols/],
    ["a region outside", ["--region", "3,0,2,5"], /The region 3,0,2,5 .* does not lie within 4 rows and 20 columns/],
    ["a scrollback of words", ["--scrollback", "some"], /a whole number from 0, or all, not 'some'/],
    ["a cursor that is both", ["--show-cursor", "--hide-cursor"], /--show-cursor and --hide-cursor exclude each other/],
    ["a frame around ansi", ["--format", "ansi", "--window"], /--format ansi and --window exclude each other/],
    ["no path", ["--out", ""], /--out must not be empty/],
    ["no path but '-'", ["--out", "-"], /'\.\/-'/],
  ])("%s", async (_, args, message) => {
    const box = sandbox();
    const id = await shown(box, "here");
    for (const round of ["live", "ended"]) {
      if (round === "ended") await box.ok("destroy", id);
      expect(await box.error("screenshot", id, ...args), round).toMatchObject({
        ...{ code: "INVALID_INPUT", status: 2, retryable: false, command: "screenshot" },
        message: expect.stringMatching(message),
      });
    }
    expect((await box.ok("inspect", id)).artifacts.total).toBe(0);
  });

  test("a place that cannot be written", async () => {
    const box = sandbox();
    const id = await shown(box, "here");
    const error = await box.error("screenshot", id, "--out", join(box.root, "nowhere", "x.png"));
    expect(error).toMatchObject({ code: "EXPORT_ERROR", status: 7 });
    expect((await box.ok("inspect", id)).artifacts.total).toBe(0);
  });

  test("a picture that would be too large", async () => {
    const box = sandbox();
    const id = await box.create("--cols", "1000", "--rows", "1000", "--", "cat");
    const error = await box.error("screenshot", id, "--scale", "4");
    expect(error).toMatchObject({ code: "INVALID_INPUT", message: expect.stringMatching(/36064×80064.*Choose fewer/) });
  });
});

test("the last screen of a session whose host was killed can be drawn", async () => {
  const box = sandbox();
  const id = await shown(box, "here");
  const live = await box.ok("screenshot", id);
  await killHost(box, id);
  expect((await box.ok("screenshot", id)).sha256).toBe(live.sha256);
});
