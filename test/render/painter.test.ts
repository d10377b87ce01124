import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Painter } from "../../src/render/painter.ts";
import { type Profile, REFERENCE_DARK, REFERENCE_LIGHT } from "../../src/render/profile.ts";
import type { Raster } from "../../src/render/raster.ts";
import { sceneOf } from "../../src/render/scene.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes, screenOf } from "../screen/screen-of.ts";

const BARE: Profile = { ...REFERENCE_DARK, padding: 0 };
const [WIDTH, HEIGHT] = [BARE.cellWidth, BARE.cellHeight];
const [PAPER, INK, RED] = [0x1e1e2e, 0xcdd6f4, 0xf38ba8];

function paint(text: string, profile = BARE, showCursor = false): Raster {
  const screen = screenOf(text, { cols: 6, rows: 2 });
  return new Painter(profile, 1).paint(sceneOf(screen, { theme: profile.theme, showCursor }));
}

/** The pixels of a cell of the first row, row by row. */
function cell({ width, pixels }: Raster, col: number): number[][] {
  return Array.from({ length: HEIGHT }, (_, y) => [
    ...pixels.subarray(y * width + col * WIDTH, y * width + (col + 1) * WIDTH),
  ]);
}

const colorsOf = (pixels: readonly (readonly number[])[]) => new Set(pixels.flat());
const hasInk = (pixels: readonly (readonly number[])[], ink = INK) => colorsOf(pixels).has(ink);
/** Which rows of pixels have a pixel of the ink. */
const inkRows = (pixels: readonly (readonly number[])[], ink = INK) =>
  [...pixels.entries()].filter(([, row]) => row.includes(ink)).map(([y]) => y);

test("the picture is as large as its cells and the border", () => {
  const screen = screenOf("");
  expect(new Painter(REFERENCE_DARK, 1).paint(sceneOf(screen))).toMatchObject({ width: 196, height: 116 });
  expect(new Painter(REFERENCE_DARK, 3).paint(sceneOf(screen))).toMatchObject({ width: 588, height: 348 });
});

test("a picture that would be too large is refused before it is drawn", () => {
  const screen = new Screen({ cols: 1000, rows: 1000 });
  expect(() => new Painter(REFERENCE_DARK, 1).paint(sceneOf(screen))).toThrow(
    /would be 9016×20016; at most 64 million/,
  );
});

test("an empty screen is all background, of the profile or as the program has set it", () => {
  expect(new Set(paint("").pixels)).toEqual(new Set([PAPER]));
  expect(new Set(paint("", REFERENCE_LIGHT).pixels)).toEqual(new Set([0xeff1f5]));
  expect(new Set(paint("\x1b]11;#102030\x07", REFERENCE_LIGHT).pixels)).toEqual(new Set([0x102030]));
});

test("text is drawn in its colour on its paper, with no more than 16 levels between", () => {
  const pixels = cell(paint("\x1b[31;44mA"), 0);
  expect(hasInk(pixels, RED)).toBe(true);
  expect(pixels[0]![0]).toBe(0x89b4fa);
  expect(colorsOf(pixels).size).toBeLessThanOrEqual(16);
});

test("letters stand on one whole row of pixels, round ones too", () => {
  const rowsOf = (letter: string) =>
    [...cell(paint(letter), 0).entries()].filter(([, row]) => row.some((pixel) => pixel !== PAPER)).map(([y]) => y);
  expect(new Set([..."xozHOE"].map((letter) => rowsOf(letter).at(-1)))).toEqual(new Set([14]));
  expect(new Set([..."xozuv"].map((letter) => rowsOf(letter)[0]))).toEqual(new Set([7]));
  expect(new Set([..."HOEdhS"].map((letter) => rowsOf(letter)[0]))).toEqual(new Set([4]));
});

describe("attributes", () => {
  const plain = cell(paint("A"), 0);

  test("inverse swaps ink and paper; on default colours too", () => {
    const inverse = cell(paint("\x1b[7mA"), 0);
    expect(inverse[0]![0]).toBe(INK);
    expect(hasInk(inverse, PAPER)).toBe(true);
  });

  test("dim is half way to the paper, also of an inverse cell", () => {
    expect(hasInk(cell(paint("\x1b[2mA"), 0), 0x767a91)).toBe(true);
    expect(hasInk(cell(paint("\x1b[2mA"), 0))).toBe(false);
    expect(cell(paint("\x1b[2;7mA"), 0)[0]![0]).toBe(INK);
  });

  test("invisible shows paper alone, without its lines", () => {
    expect(colorsOf(cell(paint("\x1b[8;4;9mA"), 0))).toEqual(new Set([PAPER]));
  });

  test("bold, italic and both have their own shapes; blink is drawn as it is", () => {
    const styles = ["1", "3", "1;3"].map((style) => JSON.stringify(cell(paint(`\x1b[${style}mA`), 0)));
    expect(new Set([JSON.stringify(plain), ...styles]).size).toBe(4);
    expect(cell(paint("\x1b[5mA"), 0)).toEqual(plain);
  });

  test("a made bold of a fallback font is bolder", () => {
    const inked = (text: string) => paint(text).pixels.filter((pixel) => pixel !== PAPER).length;
    expect(inked("\x1b[1m漢")).toBeGreaterThan(inked("漢"));
    expect(paint("\x1b[3m漢").pixels).not.toEqual(paint("漢").pixels);
  });

  test("underlines: five kinds below the letters, in their own colour, on from cell to cell", () => {
    const kinds = ["4:1", "4:2", "4:3", "4:4", "4:5"].map((kind) => paint(`\x1b[${kind};58;5;1m  `));
    for (const kind of kinds) {
      expect(inkRows(cell(kind, 0), RED)[0]).toBeGreaterThanOrEqual(15);
      expect(cell(kind, 1)).toEqual(cell(kind, 0));
    }
    expect(new Set(kinds.map(({ pixels }) => pixels.join())).size).toBe(5);
    expect(inkRows(cell(kinds[0]!, 0), RED)).toEqual([17]);
    expect(inkRows(cell(kinds[1]!, 0), RED)).toEqual([16, 18]);
  });

  test("a line goes through small letters, another over everything", () => {
    expect(inkRows(cell(paint("\x1b[9m "), 0))).toEqual([11]);
    expect(inkRows(cell(paint("\x1b[53m "), 0))).toEqual([0]);
  });

  test("a hyperlink changes nothing", () => {
    expect(cell(paint("\x1b]8;;a:b\x07A"), 0)).toEqual(plain);
  });
});

describe("cursors", () => {
  test("a block shows the character in the colour of the paper", () => {
    const block = cell(paint("A\x1b[H\x1b]12;#f38ba8\x07", BARE, true), 0);
    expect(block[0]![0]).toBe(RED);
    expect(hasInk(block, PAPER)).toBe(true);
  });

  test("a bar stands at the left, an underline at the bottom", () => {
    const bar = cell(paint("\x1b[6 q", BARE, true), 0);
    expect(bar[7]).toEqual([INK, INK, ...Array(WIDTH - 2).fill(PAPER)]);
    expect(inkRows(cell(paint("\x1b[4 q", BARE, true), 0))).toEqual([18, 19]);
  });

  test("on a wide character it is as wide", () => {
    const raster = paint("漢\x1b[H", BARE, true);
    expect([cell(raster, 0)[0]![0], cell(raster, 1)[0]![0], cell(raster, 2)[0]![0]]).toEqual([INK, INK, PAPER]);
  });
});

test("an icon reaches over a blank behind it, but not over text, other paper or a cursor", () => {
  const home = "\uf015";
  const [alone, beforeText] = [paint(`${home} x`), paint(`${home}x`)];
  expect(hasInk(cell(alone, 1))).toBe(true);
  expect(cell(beforeText, 0)).not.toEqual(cell(alone, 0));
  expect(cell(paint(`${home}\x1b[41m `), 0)).toEqual(cell(beforeText, 0));
  const cursor = cell(paint(`${home}`, BARE, true), 1);
  expect(colorsOf(cursor)).toEqual(new Set([INK]));
});

test("Japanese text has its own way to write what Chinese text writes otherwise", () => {
  expect(cell(paint("骨あ"), 0)).not.toEqual(cell(paint("骨"), 0));
});

test("a film whose pictures are given back needs the memory of two", () => {
  const painter = new Painter(BARE, 1);
  const screen = screenOf("", { cols: 6, rows: 2 });
  const memories = new Set<Uint32Array>();
  for (let frame = 0; frame < 6; frame++) {
    screen.write(bytes("x"), frame);
    const picture = painter.paint(sceneOf(screen));
    memories.add(picture.pixels);
    painter.release(picture);
  }
  expect(memories.size).toBe(2);
});

const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."aB 漢é😀░─\uf015あ"), maxLength: 8 }),
  fc.constantFrom(
    "\r\n",
    "\n\n",
    "\x1b[H",
    "\x1b[2J",
    "\x1b[L",
    "\x1b[M",
    "\x1b[?25l",
    "\x1b[?25h",
    "\x1b[4 q",
    "\x1bM",
  ),
  fc.constantFrom(
    "\x1b[31m",
    "\x1b[44m",
    "\x1b[4:3m",
    "\x1b[m",
    "\x1b[7m",
    "\x1b]4;1;#010203\x07",
    "\x1b]11;#102030\x07",
  ),
);

test("a frame of a film is what the same screen is alone", () => {
  const film = new Painter(REFERENCE_DARK, 1);
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 5 }), { maxLength: 8 }), (frames) => {
      const screen = new Screen({ cols: 8, rows: 4, scrollback: 2 });
      for (const frame of frames) {
        screen.write(bytes(frame.join("")), 0);
        const alone = new Painter(REFERENCE_DARK, 1).paint(sceneOf(screen));
        const picture = film.paint(sceneOf(screen));
        expect(picture.pixels).toEqual(alone.pixels);
        if (frame.length % 2 === 0) film.release(picture);
      }
    }),
    { numRuns: 40 },
  );
});
