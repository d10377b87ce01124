import { afterAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { htmlPicture } from "../../../src/render/html-picture.ts";
import { REFERENCE_DARK } from "../../../src/render/profile.ts";
import { svgPicture } from "../../../src/render/svg/svg-picture.ts";
import { screenOf } from "../../screen/screen-of.ts";
import { PICTURES } from "../pictures.ts";
import { printedScreen, requestFor } from "../printed-screens.ts";

const { cellWidth, cellHeight, padding } = REFERENCE_DARK;
const folder = mkdtempSync(join(tmpdir(), "agent-tty-svg-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hasXmllint = spawnSync("xmllint", ["--version"]).status === 0;
if (!hasXmllint) console.log("NOT TESTED: that an XML parser reads SVG, which takes xmllint.");

const svgOf = (screen: Parameters<typeof requestFor>[0], title?: string) =>
  String(svgPicture(requestFor(screen, title)).content);

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

interface Piece {
  readonly row: string;
  readonly col: number;
  readonly cells: number;
  readonly text: string;
}

/** The pieces of text in a picture, by their places in cells. */
function piecesOf(svg: string): Piece[] {
  return [...svg.matchAll(/<text y="(\d+)">(.*)<\/text>/g)].flatMap(([, row = "", tspans = ""]) =>
    [...tspans.matchAll(/<tspan x="(\d+)" textLength="(\d+)"[^>]*>([^<]*)<\/tspan>/g)].map(([, x, length, text]) => ({
      row,
      col: Number(x) / cellWidth,
      cells: Number(length) / cellWidth,
      text: unescaped(text ?? ""),
    })),
  );
}

test.skipIf(!hasXmllint)(
  "an XML parser reads whatever was on the screen",
  () => {
    const screens = [...fc.sample(printedScreen, 150), ...PICTURES.map(({ screen }) => screen())];
    const titles = fc.sample(fc.string({ unit: "binary" }), screens.length);
    const files = screens.map((screen, index) => {
      const path = join(folder, `${index}.svg`);
      writeFileSync(path, svgOf(screen, index % 2 === 0 ? undefined : titles[index]));
      return path;
    });
    const { status, stderr } = spawnSync("xmllint", ["--noout", "--nonet", ...files], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  },
  30_000,
);

test("no character stands in it that XML or HTML forbids, and nothing leads outside", () => {
  fc.assert(
    fc.property(printedScreen, fc.string({ unit: "binary" }), (screen, title) => {
      const request = requestFor(screen, title);
      for (const content of [svgPicture(request).content, htmlPicture(request).content] as string[]) {
        expect(content).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|\p{Noncharacter_Code_Point}/u);
        expect(content.replaceAll(/ xmlns="[^"]*"/g, "").replaceAll(/>[^<]*</g, "><")).not.toMatch(
          /script|url\(|:\/\//,
        );
      }
    }),
  );
});

test("each piece of text stands in the cells that hold it", () => {
  fc.assert(
    fc.property(printedScreen, (screen) => {
      const { scene } = requestFor(screen);
      for (const { row, col, cells, text } of piecesOf(svgOf(screen))) {
        const line = scene.cells[Math.floor(Number(row) / cellHeight)]!;
        const shown = line.slice(col, col + cells).filter(({ width }) => width !== 0);
        const expected = shown
          .map(({ char, invisible, width }) => (invisible ? " ".repeat(width ?? 1) : char))
          .join("");
        expect(text).toBe(expected.replaceAll(/\p{Cc}|\p{Noncharacter_Code_Point}/gu, "\ufffd"));
      }
    }),
  );
});

test("the text of a row can be read from its element", () => {
  const svg = svgOf(screenOf("a <b> & \x1b[31mred\x1b[0m 漢│x\r\n   end"));
  const rows = Map.groupBy(piecesOf(svg), ({ row }) => row);
  expect([...rows.values()].map((pieces) => pieces.map(({ text }) => text).join(""))).toEqual([
    "a <b> & red 漢│x",
    "   end",
  ]);
});

test("hidden text is not in it", () => {
  expect(svgOf(screenOf("\x1b[8;4msecret\x1b[0m!"))).not.toContain("secret");
});

test("a picture has the size of its cells, its scale and its frame", () => {
  const screen = screenOf("");
  const request = requestFor(screen);
  const size = { width: 20 * cellWidth + 2 * padding, height: 5 * cellHeight + 2 * padding };
  expect(svgPicture(request)).toMatchObject(size);
  const doubled = svgPicture({ ...request, scale: 2 });
  expect(doubled).toMatchObject({ width: size.width * 2, height: size.height * 2 });
  expect(doubled.content).toContain(` viewBox="0 0 ${size.width} ${size.height}"`);
  expect(svgPicture({ ...request, title: "x" })).toMatchObject({ width: size.width + 2, height: size.height + 34 });
});

test.each([
  ["bold", "\x1b[1mx", 'font-weight="bold"'],
  ["italic", "\x1b[3mx", 'font-style="italic"'],
  ["a colour", "\x1b[38;2;1;2;3mx", 'fill="#010203">x'],
  ["dim", "\x1b[2mx", 'fill="#767a91">x'],
  ["inverse", "\x1b[7mx\x1b[?25l", '<rect x="0" y="0" width="9" height="20" fill="#cdd6f4"/>'],
  ["paper of two cells", "\x1b[48;2;1;2;3mxy", '<rect x="0" y="0" width="18" height="20" fill="#010203"/>'],
  ["an underline", "\x1b[4mxy", '<path fill="#cdd6f4" d="M0 17h18v1h-18z"/>'],
  ["a curly one in its colour", "\x1b[4:3;58:2::1:2:3mx", /<path fill="#010203" d="M0 [\d.]+q/],
  ["dots", "\x1b[4:4mx", /d="M0 17h1v1h-1zM2 17h1/],
  ["dashes", "\x1b[4:5mx", 'd="M0 17h3v1h-3zM6 17h3v1h-3z"'],
  ["two lines", "\x1b[21mx", 'd="M0 16h9v1h-9zM0 18h9v1h-9z"'],
  ["strike", "\x1b[9mx", /d="M0 1\dh9v1h-9z"/],
  ["overline", "\x1b[53mx", 'd="M0 0h9v1h-9z"'],
  ["a cursor", "", '<rect x="0" y="0" width="9" height="20" fill="#cdd6f4"/>'],
  ["a bar", "\x1b[5 q", '<rect x="0" y="0" width="2" height="20" fill="#cdd6f4"/>'],
  ["a low cursor", "\x1b[3 q", '<rect x="0" y="18" width="9" height="2" fill="#cdd6f4"/>'],
  ["a drawn character", "█", '<path id="c2588" transform="scale(0.25)" d="M0 0h36v80h-36z"/>'],
  ["where it stands", "x█", '<use href="#c2588" x="9" y="0" fill="#cdd6f4"/>'],
])("%s is shown", (_, output, markup) => {
  const svg = svgOf(screenOf(output));
  if (typeof markup === "string") expect(svg).toContain(markup);
  else expect(svg).toMatch(markup);
});
