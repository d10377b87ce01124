import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseCast } from "../../export/cast.ts";
import { useSandbox } from "../sandbox.ts";
import { isInstalled } from "../shells/setups.ts";
import { hasChromium, inChromium } from "./browser/chromium.ts";

const sandbox = useSandbox();
const SIZE = ["--cols", "60", "--rows", "12"];

const PLAYER = createRequire(import.meta.url).resolve("asciinema-player/dist/bundle/asciinema-player.min.js");

/** Colours, a full-screen part, wide and combined characters, what is no UTF-8, and a line end that wraps. */
const SCRIPT = [
  "printf '\\033]0;a title\\007\\033[1;31mred\\033[0m plain\\r\\n'",
  "printf '\\033[?1049h\\033[5;5Hfull screen'",
  "sleep 0.05",
  "printf '\\033[?1049l日本語 e\\xcc\\x81 👩‍👩‍👧 \\377\\302\\205\\r\\n'",
  "printf '%0100d' 7",
].join("; ");

// Debian's asciinema is of series 2, which plays version 2; version 3 is for asciinema's player for browsers.
describe.skipIf(!isInstalled("asciinema"))("asciinema", () => {
  test("reads a recording, and prints exactly what was printed", async () => {
    const box = sandbox();
    const id = await box.create(...SIZE, "--", "bash", "-c", SCRIPT);
    await box.ok("wait", id, "--exit");
    const { artifactPath } = await box.ok("record", "export", id, "--format", "asciicast");
    const { events } = parseCast(readFileSync(artifactPath, "utf8"));
    const expected = events.map(([, , data]) => data).join("");
    // It wants a terminal even for that.
    const reader = await box.create("--", "sh", "-c", 'asciinema cat "$1" >out', "sh", artifactPath);
    expect(await box.ok("wait", reader, "--exit")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(box.root, "out"), "utf8")).toBe(expected);
    expect(expected).toContain("日本語");
  });

  test("plays a recording to the screen that the session had", async () => {
    const box = sandbox();
    const id = await box.create(...SIZE, "--", "bash", "-c", SCRIPT);
    await box.ok("wait", id, "--exit");
    const out = join(box.root, "played.cast");
    await box.ok("record", "export", id, "--format", "asciicast", "--timing", "accelerated", "--out", out);
    const player = await box.create(...SIZE, "--", "asciinema", "play", out);
    expect(await box.ok("wait", player, "--exit")).toMatchObject({ exitCode: 0 });
    const [original, played] = await Promise.all(
      [id, player].map((each) => box.ok("snapshot", each, "--include-cells")),
    );
    const { cells, cursorRow, cursorCol, screenHash, isAltScreen } = original;
    expect(played).toMatchObject({ cells, cursorRow, cursorCol, screenHash, isAltScreen });
  });
});

test.skipIf(!hasChromium).each(["asciicast", "asciicast-v3"])(
  "asciinema's player for browsers plays %s to the screen that the session had",
  async (format) => {
    const box = sandbox();
    const id = await box.create(...SIZE, "--", "bash", "-c", SCRIPT);
    await box.ok("wait", id, "--exit");
    const { artifactPath, durationMs } = await box.ok("record", "export", id, "--format", format);
    const files = {
      "/cast": { file: artifactPath, type: "text/plain" },
      "/player.js": { file: PLAYER, type: "text/javascript" },
    };
    const { found } = await inChromium(box, "cast.html", { until: "7" }, files);
    expect(found.duration).toBeCloseTo(durationMs / 1000, 2);
    const { visibleLines } = await box.ok("snapshot", id);
    expect(found.lines).toEqual(visibleLines.map(({ text }: { text: string }) => text));
  },
);
