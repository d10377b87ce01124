import { underlineStyleOf } from "./cells.ts";
import { ATTRIBUTE, type InternalAttributes } from "./internals.ts";

/** The attributes that SGR switches on by one number (ECMA-48 8.3.117): the flag's place, and the number. */
const SWITCHES: readonly (readonly ["fg" | "bg", flag: number, sgr: number])[] = [
  ["fg", 0x8000000, 1],
  ["bg", 0x8000000, 2],
  ["bg", 0x4000000, 3],
  ["fg", 0x20000000, 5],
  ["fg", 0x4000000, 7],
  ["fg", 0x40000000, 8],
  ["fg", 0x80000000, 9],
  ["bg", 0x40000000, 53],
];

/** SGR 4:n. A plain underline is reported as `4`, which every program knows. */
const UNDERLINES = { single: "4", double: "21", curly: "4:3", dotted: "4:4", dashed: "4:5" } as const;

/**
 * The parameters of the SGR that would bring `attributes` about, from a clean start: `0`, then what is on. As xterm
 * reports them in DECRQSS; direct colours in the form of ISO 8613-6, with colons.
 */
export function sgrParameters(attributes: InternalAttributes): string {
  const parameters = ["0"];
  for (const [place, flag, sgr] of SWITCHES) if (attributes[place] & flag) parameters.push(String(sgr));
  const underline = underlineStyleOf(attributes);
  if (underline) parameters.push(UNDERLINES[underline]);
  pushColor(parameters, attributes.fg, 30);
  pushColor(parameters, attributes.bg, 40);
  return parameters.join(";");
}

/** `base` is the SGR for the first of the eight colours: 30 for the foreground, 40 for the background. */
function pushColor(parameters: string[], attribute: number, base: 30 | 40): void {
  const index = attribute & ATTRIBUTE.indexMask;
  switch (attribute & ATTRIBUTE.colorMode) {
    case ATTRIBUTE.colorIndexed16:
      parameters.push(String(index < 8 ? base + index : base + 60 + index - 8));
      break;
    case ATTRIBUTE.colorIndexed256:
      parameters.push(`${base + 8}:5:${index}`);
      break;
    case ATTRIBUTE.colorRgb:
      parameters.push(`${base + 8}:2::${(attribute >> 16) & 0xff}:${(attribute >> 8) & 0xff}:${index}`);
      break;
  }
}
