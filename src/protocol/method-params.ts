import { z } from "zod";
import { BUILT_IN_PROFILES, PICTURE_FORMATS, SCALES } from "../core/picture-formats.ts";
import { LARGEST_SIZE } from "../core/terminal-size.ts";

/**
 * Parameters of every method that a client can ask of a host. A host loads these, and not the schemas of results; each is a
 * function, for a schema is built in as much time as a method takes, and most hosts are asked for two or three.
 */

const milliseconds = () => z.int().nonnegative();

/** How much of a command's output a run gives, in bytes, if nothing else is asked for. */
export const DEFAULT_MAX_OUTPUT = 16 * 1024;

export const noParams = () => z.strictObject({});

export const textParams = () => z.strictObject({ data: z.string().min(1) });
export const pasteParams = () =>
  z.strictObject({
    data: z.string().min(1),
    bracketed: z.enum(["auto", "always", "never"]).default("auto"),
  });
export const keysParams = () => z.strictObject({ keys: z.array(z.string()).min(1) });
export const markParams = () => z.strictObject({ label: z.string() });
export const runParams = () =>
  z.strictObject({
    command: z.string().min(1),
    noWait: z.boolean().default(false),
    /** 0 waits without limit. */
    timeoutMs: milliseconds().default(30_000),
    /** Ends the waiting when nothing has come for so long; 0 never does. */
    idleMs: milliseconds().default(0),
    /** The most that is given of the command's output, in bytes; 0 for none. */
    maxOutput: z.int().nonnegative().default(DEFAULT_MAX_OUTPUT),
    /** `settled`: a command that waits for typing ends the waiting, too. */
    until: z.enum(["settled", "completed"]).default("settled"),
  });
export const resizeParams = () =>
  z.strictObject({
    cols: z.int().min(1).max(LARGEST_SIZE),
    rows: z.int().min(1).max(LARGEST_SIZE),
  });
export const signalParams = () => z.strictObject({ signal: z.string() });
export const waitParams = () =>
  z.strictObject({
    exit: z.boolean().optional(),
    state: z.string().optional(),
    idleMs: z.number().optional(),
    text: z.string().optional(),
    regex: z.string().optional(),
    screenStableMs: z.number().optional(),
    cursorRow: z.number().optional(),
    cursorCol: z.number().optional(),
    afterSeq: z.number().optional(),
    timeoutMs: z.number().optional(),
  });
export const snapshotParams = () =>
  z.strictObject({
    format: z.enum(["structured", "text"]).default("structured"),
    includeScrollback: z.boolean().default(false),
    includeCells: z.boolean().default(false),
  });
export const screenshotParams = () =>
  z.strictObject({
    /** The name of a render profile, built in or of the home. */
    profile: z.string().default(BUILT_IN_PROFILES[0]),
    format: z.enum(PICTURE_FORMATS).default("png"),
    scale: z.literal(SCALES).default(1),
    /** Left out, the cursor is shown where the program shows it. */
    showCursor: z.boolean().optional(),
    /** In cells, from 0, from the top of what is drawn: with scrollback, of that. */
    region: z
      .strictObject({
        row: z.int().nonnegative(),
        col: z.int().nonnegative(),
        rows: z.int().positive(),
        cols: z.int().positive(),
      })
      .optional(),
    /** How many rows above the screen are drawn too. */
    scrollback: z.union([z.int().nonnegative(), z.literal("all")]).default(0),
    /** Whether a frame with a title is drawn around it. */
    window: z.boolean().default(false),
    /** Whether the colours that the program has set (OSC 4, 10, 11, 12) are left out. */
    themeColors: z.boolean().default(false),
  });
export const destroyParams = () => z.strictObject({ force: z.boolean().default(false) });
export const followParams = () => z.strictObject({ fromSeq: z.int().nonnegative().default(0) });

export type WaitParams = z.infer<ReturnType<typeof waitParams>>;
export type SnapshotParams = z.infer<ReturnType<typeof snapshotParams>>;
export type ScreenshotParams = z.infer<ReturnType<typeof screenshotParams>>;
