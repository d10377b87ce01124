import type { ScreenCell, UnderlineStyle } from "../screen/cells.ts";
import type { Picture, PictureRequest } from "./picture.ts";
import { pictureSize } from "./png-picture.ts";
import { printable } from "./printable.ts";

const RESET = "\x1b[0m";

/** Between which characters a terminal would make one of both: before and behind what joins. */
const JOINING = { before: /^[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}]/u, behind: /\p{Cf}$/u };

/** SGR parameters (ECMA-48, 8.3.117) of flags that are on or off. */
const FLAGS = [
  ["bold", 1],
  ["dim", 2],
  ["italic", 3],
  ["blink", 5],
  ["inverse", 7],
  ["invisible", 8],
  ["strikethrough", 9],
  ["overline", 53],
] as const satisfies readonly (readonly [keyof ScreenCell, number])[];

/** Sub-parameters of 4, as kitty brought them in and most terminals have them. */
const UNDERLINES: Readonly<Record<UnderlineStyle, string>> = {
  single: "4",
  double: "4:2",
  curly: "4:3",
  dotted: "4:4",
  dashed: "4:5",
};

/**
 * Writes a picture as text that shows the screen again when it is printed in a terminal of its width. Colours are direct
 * ones, but for the default foreground and background, which stay those of the terminal it is printed in.
 */
export function ansiPicture({ scene, profile, scale }: PictureRequest): Picture {
  const content = scene.cells.map((cells) => `${rowText(cells)}\n`).join("");
  return { content, ...pictureSize(profile, scale, scene.cols, scene.rows) };
}

function rowText(cells: readonly ScreenCell[]): string {
  const end = cells.findLastIndex((cell) => cell.char !== " " || sgrOf(cell) !== "") + 1;
  let text = "";
  let style = "";
  for (const cell of cells.slice(0, end)) {
    if (cell.width === 0) continue;
    const wanted = sgrOf(cell);
    // An order between two characters keeps them apart that stand in cells of their own.
    const joins = JOINING.before.test(cell.char) || JOINING.behind.test(text.slice(-2));
    if (wanted !== style || joins) text += wanted === "" ? RESET : `\x1b[0;${wanted}m`;
    style = wanted;
    text += printable(cell.char);
  }
  return style === "" ? text : `${text}${RESET}`;
}

/** The parameters that make a cell look as it does, from none at all. */
function sgrOf(cell: ScreenCell): string {
  const parameters: string[] = [];
  for (const [flag, parameter] of FLAGS) if (cell[flag]) parameters.push(`${parameter}`);
  if (cell.underline) parameters.push(UNDERLINES[cell.underlineStyle ?? "single"]);
  if (cell.fg !== undefined) parameters.push(`38;2;${channels(cell.fg, ";")}`);
  if (cell.bg !== undefined) parameters.push(`48;2;${channels(cell.bg, ";")}`);
  if (cell.underline && cell.underlineColor !== undefined) {
    parameters.push(`58:2::${channels(cell.underlineColor, ":")}`);
  }
  return parameters.join(";");
}

/** `#rrggbb` in decimal. */
function channels(color: string, separator: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)).join(separator);
}
