import type { InternalCore, InternalParams } from "./internals.ts";

/** SGR: foreground, background, underline. */
const COLOR_TARGETS = new Set([38, 48, 58]);
const DIRECT = 2;
/** `2:r:g:b`; with a colour space, as ISO 8613-6 has it, there is one more. */
const BARE_LENGTH = 4;
/** An empty parameter, as the parser notes it. */
const EMPTY = -1;

/**
 * Lets the emulator understand `38:2:r:g:b`, direct colours with colons but no colour space, which xterm takes and
 * many programs write (nvim to find out about direct colour, for one). By itself it takes the red for the colour space
 * and shows another colour.
 */
export function acceptBareDirectColors(core: InternalCore): void {
  core._inputHandler.registerCsiHandler({ final: "m" }, (params) => {
    if (hasBareColor(params)) addColorSpaces(params);
    return false; // The emulator's own handler goes on with the same parameters.
  });
}

function hasBareColor(params: InternalParams): boolean {
  for (let index = 0; index < params.length; index++) {
    if (!params.hasSubParams(index)) continue;
    if (isBare(params.params[index], params.getSubParams(index) ?? [])) return true;
  }
  return false;
}

function isBare(target: number | undefined, subParams: ArrayLike<number>): boolean {
  return COLOR_TARGETS.has(target ?? 0) && subParams.length === BARE_LENGTH && subParams[0] === DIRECT;
}

function addColorSpaces(params: InternalParams): void {
  const values = params.toArray();
  params.reset();
  let target = 0;
  for (const value of values) {
    if (typeof value === "number") {
      target = value;
      params.addParam(value);
      continue;
    }
    const subParams = isBare(target, value) ? [DIRECT, EMPTY, ...value.slice(1)] : value;
    for (const subParam of subParams) params.addSubParam(subParam);
  }
}
