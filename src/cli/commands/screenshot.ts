import { BUILT_IN_PROFILES, PICTURE_FORMATS, SCALES } from "../../core/picture-formats.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ScreenshotParams } from "../../protocol/method-params.ts";
import type { ScreenshotResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { count, oneOf, outPath } from "../values.ts";

interface ScreenshotOptions {
  format?: ScreenshotParams["format"];
  scale?: `${ScreenshotParams["scale"]}`;
  showCursor?: boolean;
  hideCursor?: boolean;
  region?: NonNullable<ScreenshotParams["region"]>;
  scrollback?: ScreenshotParams["scrollback"];
  window?: boolean;
  themeColors?: boolean;
  out?: string;
}

export const command = defineCommand<ScreenshotOptions>({
  name: "screenshot",
  summary: "Draw the screen of a session, live or ended, as a picture",
  arguments: [SESSION_ARGUMENT],
  options: [
    {
      flags: "--format <format>",
      description: "png (the default), svg or html with text to select, or ansi (text with colours)",
      parse: oneOf("--format", PICTURE_FORMATS),
    },
    {
      flags: "--scale <n>",
      description: "size of the picture, 1 (the default) to 4",
      parse: oneOf(
        "--scale",
        SCALES.map((scale) => `${scale}` as const),
      ),
    },
    { flags: "--show-cursor", description: "with the cursor, also where the program hides it" },
    { flags: "--hide-cursor", description: "without the cursor" },
    {
      flags: "--region <row,col,rows,cols>",
      description: "only this part of the screen, in cells from 0 (with --scrollback: of all that is drawn)",
      parse: region,
    },
    {
      flags: "--scrollback <n>",
      description: "with so many of the lines above the screen, or all: one tall picture",
      parse: scrollback,
    },
    { flags: "--window", description: "in the frame of a window, with the title that the program has set" },
    { flags: "--theme-colors", description: "in the profile's colours, without those that the program has set (OSC)" },
    { flags: "--out <path>", description: "where to write it, besides the session's artifacts", parse: outPath },
  ],
  notes:
    `--profile chooses colours and measures: ${BUILT_IN_PROFILES.join(", ")}, or one of your own in <home>/profiles.\n` +
    "The cursor is drawn as the program has it, shown or hidden, unless one of the options says otherwise.",
  async execute(call) {
    const params = paramsOf(call.options, call.globals.profile);
    const { out } = call.options;
    const copying = out === undefined ? undefined : await import("../../export/copy-out.ts");
    if (out !== undefined) copying?.requirePlace(out);
    const kept = await askSession<ScreenshotResult>(call, "screenshot", params, async (manifest) => {
      const { screenshotOffline } = await import("../../client/offline-screenshot.ts");
      return screenshotOffline(call.globals.home, manifest, params);
    });
    warnIfIncomplete(kept.logIncomplete, call.globals);
    if (out !== undefined) copying?.copyOut(kept.artifactPath, out);
    const result = { ...kept, artifactPath: out ?? kept.artifactPath };
    return { result, human: describe(result) };
  },
});

function paramsOf(options: ScreenshotOptions, profile: string | undefined): ScreenshotParams {
  const { format = "png", scale = "1", scrollback: above = 0, window = false, themeColors = false } = options;
  if (options.showCursor && options.hideCursor) throw contrary(["--show-cursor", "--hide-cursor"]);
  if (format === "ansi") {
    const meaningless = { "--scale": options.scale, "--window": options.window, "--show-cursor": options.showCursor };
    const given = Object.entries(meaningless).find(([, value]) => value !== undefined);
    if (given) throw contrary(["--format ansi", given[0]]);
  }
  return {
    ...{ profile: profile ?? BUILT_IN_PROFILES[0], format, scrollback: above, window, themeColors },
    scale: Number(scale) as ScreenshotParams["scale"],
    ...(options.region && { region: options.region }),
    ...((options.showCursor || options.hideCursor) && { showCursor: options.showCursor === true }),
  };
}

function contrary(options: readonly [string, string]): AppError {
  return new AppError("INVALID_INPUT", `${options[0]} and ${options[1]} exclude each other.`, { options });
}

/** Parses `row,col,rows,cols`. @throws AppError `INVALID_INPUT` */
function region(text: string): NonNullable<ScreenshotParams["region"]> {
  const [row, col, rows, cols, ...more] = text.split(",").map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : -1));
  const isWhole = row !== undefined && col !== undefined && rows !== undefined && cols !== undefined;
  if (isWhole && more.length === 0 && row >= 0 && col >= 0 && rows > 0 && cols > 0) return { row, col, rows, cols };
  const message = `--region must be row,col,rows,cols: four whole numbers, the last two at least 1, not '${text}'.`;
  throw new AppError("INVALID_INPUT", message, { option: "--region", value: text });
}

/** Parses a count of lines, or `all`. @throws AppError `INVALID_INPUT` */
function scrollback(text: string): ScreenshotParams["scrollback"] {
  if (text === "all") return text;
  try {
    return count("--scrollback")(text);
  } catch {
    const message = `--scrollback must be a whole number from 0, or all, not '${text}'.`;
    throw new AppError("INVALID_INPUT", message, { option: "--scrollback", value: text });
  }
}
scrollback.allowed = ["all"] as const;

function describe({ cols, rows, pixelWidth, pixelHeight, artifactPath, pngSizeBytes, format }: ScreenshotResult) {
  const size = format === "ansi" ? "" : `, ${pixelWidth}×${pixelHeight} pixels`;
  return `Picture of ${cols}×${rows} cells${size}: ${artifactPath} (${pngSizeBytes} bytes)`;
}
