import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EventLogReader } from "../../src/log/event-log-reader.ts";
import { replay } from "../../src/log/replay.ts";
import { Painter } from "../../src/render/painter.ts";
import { type Profile, REFERENCE_DARK, REFERENCE_LIGHT, type Scale } from "../../src/render/profile.ts";
import type { Raster } from "../../src/render/raster.ts";
import { type SceneOptions, sceneOf } from "../../src/render/scene.ts";
import { Screen } from "../../src/screen/screen.ts";

// What `test/fixtures/pictures` shows. `node scripts/record-pictures.mjs` draws them anew: look at each that changed.
const FIXTURES = join(import.meta.dirname, "../fixtures");
export const PICTURES_FOLDER = join(FIXTURES, "pictures");

/** A picture that must not change by itself. */
export interface Picture {
  readonly name: string;
  readonly screen: () => Screen;
  readonly profile?: Profile;
  readonly scale?: Scale;
  readonly scene?: SceneOptions;
}

function kitchenSink(): Screen {
  const screen = new Screen({ cols: 120, rows: 40 });
  screen.write(readFileSync(join(FIXTURES, "kitchen-sink.ansi")), 0);
  return screen;
}

function recorded(program: string): Screen {
  const path = join(FIXTURES, "corpus", program);
  const [header = ""] = readFileSync(`${path}.screen.jsonl`, "utf8").split("\n", 1);
  const { creationCols: cols, creationRows: rows } = JSON.parse(header);
  const screen = new Screen({ cols, rows });
  replay(new EventLogReader(`${path}.jsonl`), screen);
  return screen;
}

const PROGRAMS: string[] = JSON.parse(readFileSync(join(FIXTURES, "corpus", "programs.json"), "utf8")).map(
  ({ name }: { name: string }) => name,
);

export const PICTURES: readonly Picture[] = [
  { name: "kitchen-sink", screen: kitchenSink },
  ...PROGRAMS.map((name) => ({ name, screen: () => recorded(name) })),
  { name: "htop-light", screen: () => recorded("htop"), profile: REFERENCE_LIGHT },
  {
    name: "attributes-light",
    screen: kitchenSink,
    profile: REFERENCE_LIGHT,
    scene: { region: { row: 0, col: 0, rows: 11, cols: 80 } },
  },
  {
    name: "text-and-shapes-2x",
    screen: kitchenSink,
    scale: 2,
    scene: { region: { row: 0, col: 0, rows: 11, cols: 60 } },
  },
  {
    name: "shapes-3x",
    screen: kitchenSink,
    scale: 3,
    scene: { region: { row: 6, col: 34, rows: 5, cols: 55 } },
  },
  {
    name: "languages-and-emoji-2x",
    screen: kitchenSink,
    scale: 2,
    scene: { region: { row: 11, col: 0, rows: 6, cols: 70 } },
  },
];

export function drawPicture({ screen, profile = REFERENCE_DARK, scale = 1, scene = {} }: Picture): Raster {
  return new Painter(profile, scale).paint(
    sceneOf(screen(), { theme: profile.theme, boldIsBright: profile.boldIsBright, ...scene }),
  );
}

/** SHA-256 of a picture's size and pixels: what files of equal pictures have in common whatever zlib packed them. */
export function pixelHash({ width, height, pixels }: Raster): string {
  const bytes = new DataView(new ArrayBuffer(pixels.length * 3 + 8));
  bytes.setUint32(0, width);
  bytes.setUint32(4, height);
  for (const [at, pixel] of pixels.entries()) {
    bytes.setUint8(at * 3 + 8, pixel >> 16);
    bytes.setUint16(at * 3 + 9, pixel & 0xffff);
  }
  return createHash("sha256").update(new Uint8Array(bytes.buffer)).digest("hex");
}
