import { type CellMetrics, cellMetrics } from "../render/metrics.ts";
import type { Scene } from "../render/scene.ts";
import { element } from "../render/svg/markup.ts";
import { rowMarkup } from "../render/svg/row-markup.ts";
import { ShapePaths } from "../render/svg/shape-paths.ts";
import { SVG_FONTS, SVG_STYLE } from "../render/svg/svg-style.ts";
import type { SceneFilm, SceneFilmRequest } from "./scene-film.ts";

/** A row as it is from one moment to another. */
interface ShownRow {
  readonly scene: Scene;
  readonly sinceMs: number;
}

/**
 * A film as SVG: the rows of all its scenes, each shown for its time (SMIL, SVG 1.1, 19) and hidden before and after. What
 * is seen is text that can be selected. A row is written once it is over, so that nothing is kept but the last scene. All
 * times follow the element `m`, which begins again when it ends.
 */
export class SvgFilm implements SceneFilm {
  readonly width: number;
  readonly height: number;
  readonly #write: (text: string) => void;
  readonly #request: SceneFilmRequest;
  readonly #metrics: CellMetrics;
  readonly #shapes: ShapePaths;
  #first: Scene | undefined;
  #rows: ShownRow[] = [];
  #paper: { readonly color: string; readonly sinceMs: number } | undefined;

  constructor(write: (text: string) => void, request: SceneFilmRequest) {
    const { profile, scale, cols, rows } = request;
    this.#write = write;
    this.#request = request;
    this.#metrics = cellMetrics(profile, 1);
    this.#shapes = new ShapePaths(profile);
    this.width = (cols * this.#metrics.width + 2 * profile.padding) * scale;
    this.height = (rows * this.#metrics.height + 2 * profile.padding) * scale;
  }

  frame(scene: Scene, atMs: number): void {
    if (!this.#first) this.#begin(scene);
    if (this.#paper?.color !== scene.background) {
      this.#endPaper(atMs);
      this.#paper = { color: scene.background, sinceMs: atMs };
    }
    for (const row of scene.cells.keys()) {
      const shown = this.#rows[row];
      if (shown && isSameRow(shown.scene, scene, row)) continue;
      if (shown) this.#endRow(shown, row, atMs);
      this.#rows[row] = { scene, sinceMs: atMs };
    }
  }

  finish(endMs: number): void {
    for (const [row, shown] of this.#rows.entries()) this.#endRow(shown, row, endMs, shown.sinceMs === 0);
    this.#endPaper(endMs);
    const turn = element("animate", { id: "m", attributeName: "x", begin: "0s;m.end", dur: seconds(endMs) });
    this.#write(`</g>\n${this.#shapes.definitions}<rect width="0" height="0">${turn}</rect>\n</svg>\n`);
  }

  #begin(scene: Scene): void {
    this.#first = scene;
    const { padding, fontSize } = this.#request.profile;
    const [width, height] = [this.width / this.#request.scale, this.height / this.#request.scale];
    const size = `width="${this.width}" height="${this.height}" viewBox="0 0 ${width} ${height}"`;
    const paper = element("rect", { id: "p", width, height, fill: scene.background });
    this.#write(`<svg xmlns="http://www.w3.org/2000/svg" ${size} class="screen">\n`);
    this.#write(`${element("style", {}, `${SVG_STYLE}.f{visibility:hidden}`)}\n${paper}\n`);
    const place = `transform="translate(${padding} ${padding})" font-size="${fontSize}px" fill="${scene.foreground}"`;
    this.#write(`<g ${place} font-family="${SVG_FONTS}">\n`);
  }

  /** @param isAlways whether it has been there from the start and stays to the end */
  #endRow({ scene, sinceMs }: ShownRow, row: number, endMs: number, isAlways = false): void {
    const markup = rowMarkup(scene, row, this.#metrics, this.#shapes);
    if (markup === "" || endMs <= sinceMs) return;
    const fill = scene.foreground === this.#first?.foreground ? undefined : scene.foreground;
    const show = isAlways ? "" : `\n${shownFrom(sinceMs, endMs, { attributeName: "visibility", to: "visible" })}`;
    this.#write(`${element("g", { class: isAlways ? undefined : "f", fill }, `${markup}${show}`)}\n`);
  }

  #endPaper(endMs: number): void {
    if (!this.#paper || this.#paper.color === this.#first?.background) return;
    const { color, sinceMs } = this.#paper;
    this.#write(`${shownFrom(sinceMs, endMs, { href: "#p", attributeName: "fill", to: color })}\n`);
  }
}

function isSameRow(one: Scene, other: Scene, row: number): boolean {
  if (one.cells[row] !== other.cells[row] || one.foreground !== other.foreground) return false;
  if (one.background !== other.background) return false;
  const [before, now] = [one, other].map(({ cursor }) => (cursor?.row === row ? cursor : undefined));
  if (!before && !now) return true;
  return before?.col === now?.col && before?.style === now?.style && one.cursorColor === other.cursorColor;
}

function shownFrom(sinceMs: number, endMs: number, what: Readonly<Record<string, string>>): string {
  return element("set", { ...what, begin: `m.begin+${seconds(sinceMs)}`, dur: seconds(endMs - sinceMs) });
}

function seconds(ms: number): string {
  return `${Math.round(ms) / 1000}s`;
}
