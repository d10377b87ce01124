import type { UnderlineStyle } from "../../screen/cells.ts";
import { BELOW, strikeTop, WAVE_HEIGHT } from "../decorations.ts";
import type { CellMetrics } from "../metrics.ts";

/** Path data of lines along cells that begin at `x`, in a row whose upper edge is at `top`. */
type LinePath = (metrics: CellMetrics, x: number, top: number, cells: number) => string;

/** A filled rectangle. */
function rect(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h-${width}z`;
}

function below(lines: number): LinePath {
  return ({ width, baseline, line, height }, x, top, cells) =>
    rect(x, top + Math.min(baseline + Math.floor(lines * line), height - line), cells * width, line);
}

/** The same in each cell; `from` and `to` are shares of its width. */
function pieces(shares: (metrics: CellMetrics) => readonly (readonly [from: number, width: number])[]): LinePath {
  return (metrics, x, top, cells) => {
    const { width, baseline, line, height } = metrics;
    const y = top + Math.min(baseline + BELOW.single * line, height - line);
    let path = "";
    for (let cell = 0; cell < cells; cell++) {
      for (const [from, length] of shares(metrics)) path += rect(x + cell * width + from, y, length, line);
    }
    return path;
  };
}

const single = below(BELOW.single);
const upper = below(BELOW.upper);
const lower = below(BELOW.lower);

export const UNDERLINE_PATHS: Readonly<Record<UnderlineStyle, LinePath>> = {
  single,
  double: (...place) => upper(...place) + lower(...place),
  dotted: pieces(({ width, line }) => {
    const dots = Math.max(1, Math.floor(width / (2 * line)));
    return Array.from({ length: dots }, (_, dot) => [Math.floor((dot * width) / dots), line] as const);
  }),
  dashed: pieces(({ width }) => {
    const half = Math.floor(width / 3 + 0.5);
    return [
      [0, half],
      [width - half, half],
    ];
  }),
  // The space between two waves, one a thin line above the other.
  curly: (metrics, x, top, cells) => {
    const { width, baseline, line, height } = metrics;
    const amplitude = WAVE_HEIGHT * line;
    const middle = Math.min(baseline + BELOW.wave * line + amplitude, height - amplitude - line / 2);
    const half = width / 2;
    // A parabola's control point lies twice as high as its top.
    const there = `q${half / 2} ${-2 * amplitude} ${half} 0t${half} 0`.repeat(cells);
    const back = `q${-half / 2} ${2 * amplitude} ${-half} 0t${-half} 0`.repeat(cells);
    return `M${x} ${top + middle - line / 2}${there}v${line}${back}z`;
  },
};

/** A line through the text. */
export const STRIKE_PATH: LinePath = (metrics, x, top, cells) =>
  rect(x, top + strikeTop(metrics), cells * metrics.width, metrics.line);

/** A line above the text. */
export const OVERLINE_PATH: LinePath = ({ width, line }, x, top, cells) => rect(x, top, cells * width, line);
