import { z } from "zod";
import { PICTURE_FORMATS } from "../core/picture-formats.ts";
import { TERMINATION_CATEGORIES } from "../core/session-status.ts";
import { SESSION_STATES } from "../core/state-names.ts";
import { logIncompleteSchema } from "./events.ts";
import { manifestSchema } from "./manifest.ts";

/** Results of every method that a client can ask of a host. */

const seq = z.int().nonnegative();
const milliseconds = z.int().nonnegative();

/** What a command printed, as a person would see it. */
export const commandOutput = z.object({
  kind: z.enum(["text", "screen"]).describe("screen: the last screen of a full-screen program"),
  text: z.string(),
  bytes: z.int().nonnegative().describe("that it printed, escape sequences and all"),
  lines: z.int().nonnegative().describe("of the whole text"),
  truncated: z.boolean().describe("the middle is left out, and marked"),
  omittedBytes: z.int().positive().optional(),
  exact: z.literal(false).optional().describe("the command's echo or a prompt may be among the text"),
});

export const seqResult = z.object({ seq });
const secret = z
  .literal(true)
  .optional()
  .describe("the terminal hid it (a password prompt): the log has only its length");
export const inputResult = seqResult.extend({ seq: seq.describe("the input's place in the log"), secret });
export const keysResult = z.object({
  accepted: z.array(z.string()).describe("the keys in their canonical spelling"),
  bytesWritten: z.int().nonnegative(),
  seq: seq.describe("of the input in the log"),
  secret,
});
export const sessionState = z.object({
  state: z.enum(SESSION_STATES),
  reasons: z.array(z.string()).readonly().describe("what was looked at, and decided it"),
  foreground: z
    .object({ name: z.string(), pid: z.int() })
    .optional()
    .describe("the process in front, where it can be told"),
});
const stateAtTimeout = sessionState.optional().describe("after a time-out");

/** How a waited run came out. */
export const RUN_OUTCOMES = ["completed", "awaiting-input", "awaiting-secret", "timed-out", "exited"] as const;

export const runResult = z.object({
  accepted: z.literal(true),
  completed: z.boolean().optional().describe("not there with --no-wait"),
  timedOut: z.boolean().optional().describe("the command goes on"),
  outcome: z
    .enum(RUN_OUTCOMES)
    .optional()
    .describe(
      "not there with --no-wait; awaiting-input, awaiting-secret: it can go no further until something is typed",
    ),
  idle: z.literal(true).optional().describe("nothing has come for --idle-ms; the command goes on"),
  seq: seq.describe("of the input in the log"),
  durationMs: milliseconds.optional(),
  secret,
  marker: z.string().optional().describe("names the run in the log"),
  exitCode: z.int().optional().describe("where the shell has told it"),
  detection: z
    .enum(["integration", "sentinel", "none"])
    .optional()
    .describe("how the end was seen: by the marks of the shell's prompt, by its answer to a typed line, or not at all"),
  clearedInput: z
    .literal(true)
    .optional()
    .describe("something stood in the shell's line editor, and was taken away first"),
  commandId: z.string().optional().describe("names the command for `output`"),
  cwd: z.string().optional().describe("the shell's directory afterwards, where it has told it"),
  outputRange: z
    .object({ fromSeq: z.int(), toSeq: z.int() })
    .optional()
    .describe("the output is in the events between these two"),
  output: commandOutput.optional(),
  screen: z
    .array(z.string())
    .optional()
    .describe("where it has not completed, or the shell carried nothing out: the lines that are visible"),
  state: sessionState.optional().describe("where it has not completed"),
});
export const resizeResult = z.object({ cols: z.int(), rows: z.int() });
export const emptyResult = z.object({});

export const processWaitResult = z.object({
  timedOut: z.boolean(),
  exitCode: z.int().nullable().optional().describe("null: ended by a signal, or nobody saw how"),
  exitSignal: z.string().nullable().optional(),
  state: stateAtTimeout,
});
export const stateWaitResult = z.object({ matched: z.boolean(), timedOut: z.boolean(), ...sessionState.shape });
/** There only where a log was read that is not whole. */
const logIncomplete = logIncompleteSchema.optional();

export const screenWaitResult = z.object({
  matched: z.boolean(),
  timedOut: z.boolean(),
  matchedText: z.string().optional(),
  cursorRow: z.int().optional().describe("from 0"),
  cursorCol: z.int().optional().describe("from 0"),
  capturedAtSeq: z.int().describe("the last event that this screen shows; -1 before the first"),
  screenHash: z.string().optional(),
  state: stateAtTimeout,
  logIncomplete,
});

const cell = z.object({
  char: z.string(),
  fg: z.string().optional(),
  bg: z.string().optional(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  underline: z.boolean().optional(),
  strikethrough: z.boolean().optional(),
});
const screenLine = z.object({ row: z.int(), text: z.string() });
export const structuredSnapshot = z.object({
  format: z.literal("structured"),
  sessionId: z.string(),
  capturedAtSeq: z.int().describe("the last event that this screen shows; -1 before the first"),
  cols: z.int(),
  rows: z.int(),
  cursorRow: z.int().describe("from 0"),
  cursorCol: z.int().describe("from 0"),
  isAltScreen: z.boolean().describe("a full-screen program has the screen"),
  visibleLines: z.array(screenLine).readonly().describe("as many as the terminal has rows"),
  scrollbackLines: z.array(screenLine).readonly().optional().describe("with --include-scrollback"),
  cells: z
    .array(z.object({ lineNumber: z.int(), cells: z.array(cell).readonly() }))
    .readonly()
    .optional()
    .describe("with --include-cells; colours are #rrggbb"),
  screenHash: z.string().describe("SHA-256 (hex) of the visible lines joined with newlines"),
  logIncomplete,
});
export const textSnapshot = z.object({
  format: z.literal("text"),
  sessionId: z.string(),
  capturedAtSeq: z.int().describe("the last event that this screen shows; -1 before the first"),
  cols: z.int(),
  rows: z.int(),
  cursorRow: z.int(),
  cursorCol: z.int(),
  text: z.string(),
  screenHash: z.string().describe("SHA-256 (hex) of the visible lines joined with newlines"),
  logIncomplete,
});
export const snapshotResult = z.discriminatedUnion("format", [structuredSnapshot, textSnapshot]);

export const screenshotResult = z.object({
  sessionId: z.string().describe("the session's id, a ULID"),
  capturedAtSeq: z.int().describe("the last event that this screen shows; -1 before the first"),
  format: z.enum(PICTURE_FORMATS),
  profileName: z.string(),
  cols: z.int().positive().describe("of what is drawn, as rows"),
  rows: z.int().positive(),
  artifactPath: z.string().describe("where --out wanted it, else the artifact; absolute"),
  pngSizeBytes: z.int().nonnegative().describe("size of the file, whatever its format"),
  cursorVisible: z.boolean().describe("the picture shows the cursor"),
  rendererBackend: z.string(),
  pixelWidth: z.int().positive().describe("of the picture; in format ansi, of what png would be"),
  pixelHeight: z.int().positive(),
  sha256: z.string().describe("of the file"),
  renderProfileHash: z.string().describe("of all but the screen that has a part in what the pixels are"),
  logIncomplete,
});

export const inspectResult = z.object({
  session: manifestSchema,
  eventCount: z.int(),
  eventLogBytes: z.int().optional(),
  lastEventSeq: z.int().optional(),
  logIncomplete,
  uptime: z.int().describe("in ms, up to now or its end"),
  terminationCategory: z.enum(TERMINATION_CATEGORIES),
  state: sessionState.describe("what it is doing"),
  artifacts: z.object({
    total: z.int(),
    byKind: z.record(z.string(), z.int()),
    missingCount: z.int(),
    health: z.enum(["healthy", "missing-artifacts", "manifest-invalid", "no-artifacts", "unknown"]),
    missing: z.array(z.string()).optional(),
  }),
  usedOfflineReplay: z.boolean().describe("answered from the session's files"),
  rendererRuntime: z.object({
    backend: z.string(),
    mode: z.enum(["live-host", "offline-replay"]),
    status: z.enum(["healthy", "fallback", "unavailable"]),
    reason: z.string().optional(),
    profile: z.string().optional().describe("of the last picture that the host has drawn"),
    booted: z.boolean().optional().describe("the host has loaded what draws pictures, which it does for the first one"),
    bootInFlight: z.boolean().optional(),
  }),
  host: z.object({ cliVersion: z.string().optional(), rpcSocketPath: z.string() }).optional(),
});

export const recordExportResult = z.object({
  sessionId: z.string(),
  format: z.string(),
  artifactPath: z.string().describe("where --out wanted it, else the artifact; absolute"),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  capturedAtSeq: z.int().describe("the last event that is in it; -1 for none"),
  durationMs: milliseconds
    .optional()
    .describe("as it plays: up to its last event, of a film with its last picture held"),
  metadata: z.record(z.string(), z.unknown()),
  logIncomplete,
});

export const destroyResult = z.object({ sessionId: z.string(), destroyed: z.literal(true) });

export type ScreenshotResult = z.infer<typeof screenshotResult>;
export type Snapshot = z.infer<typeof snapshotResult>;
export type RunResult = z.infer<typeof runResult>;
export type KeysResult = z.infer<typeof keysResult>;
export type LoggedInput = Pick<z.infer<typeof inputResult>, "seq" | "secret">;
export type StateWaitResult = z.infer<typeof stateWaitResult>;
export type ProcessWaitResult = z.infer<typeof processWaitResult>;
export type ScreenWaitResult = z.infer<typeof screenWaitResult>;
export type RecordExportResult = z.infer<typeof recordExportResult>;
export type InspectResult = z.infer<typeof inspectResult>;
