import { formatColorSpec, parseColorSpec } from "./color-spec.ts";
import { type ColorSlot, isPaletteIndex } from "./colors.ts";
import { OSC, type QueryContext } from "./query-context.ts";

/** The colours with a role, by the command that sets or asks for them. */
const ROLES: ReadonlyMap<number, ColorSlot> = new Map([
  [10, "foreground"],
  [11, "background"],
  [12, "cursor"],
]);

/** The commands that reset a colour with a role are those that set it, and 100. */
const RESET_OFFSET = 100;
const PALETTE = 4;

/**
 * Lets programs ask for colours and set them (xterm's ctlseqs, "Operating System Commands"): OSC 4 and 104 for the 256,
 * OSC 10 to 12 and 110 to 112 for foreground, background and cursor.
 */
export function registerColorQueries(context: QueryContext): void {
  const { parser } = context.term;
  parser.registerOscHandler(PALETTE, (data) => palette(context, data));
  parser.registerOscHandler(PALETTE + RESET_OFFSET, (data) => resetPalette(context, data));
  for (const [command, slot] of ROLES) {
    parser.registerOscHandler(command, (data) => roles(context, command, data));
    parser.registerOscHandler(command + RESET_OFFSET, () => {
      context.colors.reset(slot);
      return true;
    });
  }
}

/** `4 ; index ; spec` with any number of pairs. */
function palette(context: QueryContext, data: string): true {
  const parts = data.split(";");
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const index = paletteIndex(parts[at]!);
    if (index !== undefined) setOrAnswer(context, index, `${PALETTE};${index}`, parts[at + 1]!);
  }
  return true;
}

/** `104 ; index ; …`, or all of them without any. */
function resetPalette({ colors }: QueryContext, data: string): true {
  if (data === "") colors.resetPalette();
  for (const part of data.split(";")) {
    const index = paletteIndex(part);
    if (index !== undefined) colors.reset(index);
  }
  return true;
}

/** `10 ; spec ; …`: each further part is for the next command. */
function roles(context: QueryContext, command: number, data: string): true {
  for (const [offset, spec] of data.split(";").entries()) {
    const slot = ROLES.get(command + offset);
    if (slot !== undefined) setOrAnswer(context, slot, String(command + offset), spec);
  }
  return true;
}

function setOrAnswer(
  { colors, reply, terminator }: QueryContext,
  slot: ColorSlot,
  command: string,
  spec: string,
): void {
  if (spec === "?") {
    reply(`${OSC}${command};${formatColorSpec(colors.get(slot))}${terminator()}`);
    return;
  }
  const color = parseColorSpec(spec);
  if (color) colors.set(slot, color);
}

function paletteIndex(text: string): number | undefined {
  const index = /^\d+$/.test(text) ? Number(text) : -1;
  return isPaletteIndex(index) ? index : undefined;
}
