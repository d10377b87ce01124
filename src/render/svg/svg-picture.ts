import { type CellMetrics, cellMetrics } from "../metrics.ts";
import type { Picture, PictureRequest } from "../picture.ts";
import { pictureSize } from "../png-picture.ts";
import { titleLine } from "../title-line.ts";
import { frameColors, windowFrame } from "../window-frame.ts";
import { element, markupText } from "./markup.ts";
import { rowMarkup } from "./row-markup.ts";
import { ShapePaths } from "./shape-paths.ts";
import { SVG_FONTS, SVG_STYLE } from "./svg-style.ts";

/**
 * Writes a picture as SVG: text that can be selected, in any font, each piece stretched to its cells; what must join is
 * drawn. It refers to nothing outside of itself, and runs nothing.
 */
export function svgPicture(request: PictureRequest): Picture {
  const { scale, title } = request;
  const { markup, width, height } = title === undefined ? screenMarkup(request) : framedMarkup(request, title);
  const size = { width: width * scale, height: height * scale };
  const attributes = { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${width} ${height}` };
  const name = title === undefined ? "" : `${element("title", {}, markupText(title))}\n`;
  const content = `\n${name}${element("style", {}, SVG_STYLE)}\n${markup}\n`;
  return { content: `${element("svg", { ...attributes, class: "screen" }, content)}\n`, ...size };
}

interface Markup {
  readonly markup: string;
  /** In pixels at scale 1. */
  readonly width: number;
  readonly height: number;
}

function screenMarkup({ scene, profile }: PictureRequest): Markup {
  const { width, height } = pictureSize(profile, 1, scene.cols, scene.rows);
  const metrics = cellMetrics(profile, 1);
  const shapes = new ShapePaths(profile);
  const rows = scene.cells.map((_, row) => rowMarkup(scene, row, metrics, shapes)).filter((row) => row !== "");
  const paper = element("rect", { width, height, fill: scene.background });
  const attributes = { transform: `translate(${profile.padding} ${profile.padding})`, ...textAttributes(metrics) };
  const text = element("g", { ...attributes, fill: scene.foreground }, `\n${rows.join("\n")}\n`);
  return { markup: `${shapes.definitions}${paper}\n${text}`, width, height };
}

function textAttributes({ fontSize }: CellMetrics) {
  return { "font-family": SVG_FONTS, "font-size": `${fontSize}px` };
}

function framedMarkup(request: PictureRequest, title: string): Markup {
  const { profile, scene } = request;
  const inner = screenMarkup(request);
  const frame = windowFrame(profile, inner.width);
  const colors = frameColors(scene, profile);
  const { border, bar, step } = frame;
  const [width, height] = [inner.width + 2 * border, inner.height + bar + 2 * border];
  const buttons = colors.buttons.map((fill, index) =>
    element("circle", { cx: border + (index + 1) * step, cy: border + bar / 2, r: frame.button, fill }),
  );
  const parts = [
    element("rect", { width, height, fill: colors.border }),
    element("rect", { x: border, y: border, width: inner.width, height: bar, fill: colors.bar }),
    ...buttons,
    titleMarkup(request, title, inner.width),
    element("g", { transform: `translate(${border} ${border + bar})` }, `\n${inner.markup}\n`),
  ];
  return { markup: parts.filter((part) => part !== "").join("\n"), width, height };
}

function titleMarkup({ profile, scene }: PictureRequest, title: string, width: number): string {
  const { border, bar, titleCells, titleLeft } = windowFrame(profile, width);
  const { cells, length } = titleLine(title, titleCells);
  if (length === 0) return "";
  const metrics = cellMetrics(profile, 1);
  const x = border + titleLeft + ((titleCells - length) * metrics.width) / 2;
  const y = border + Math.floor((bar - metrics.height) / 2) + metrics.baseline;
  const place = { x, y, textLength: length * metrics.width, lengthAdjust: "spacingAndGlyphs" };
  const text = markupText(cells.map(({ char }) => char).join(""));
  return element("text", { ...place, ...textAttributes(metrics), fill: frameColors(scene, profile).title }, text);
}
