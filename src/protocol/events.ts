import { z } from "zod";

/**
 * There where the terminal hid what was typed (canonical mode, echo off): how many bytes were written to it. What they
 * were is not kept; text, keys and command are empty then.
 */
const secretLength = z.int().nonnegative().optional();

/**
 * The records of the event log, `events.jsonl`: one a line, append-only, the one source of truth. `seq` counts from
 * 0 without gaps; `ts` is ISO 8601 UTC and never decreases.
 */
const payloads = {
  /** What the PTY gave. `bytes` (base64) stands beside `data` where the chunk is not valid UTF-8, and then counts. */
  output: z.object({ data: z.string(), bytes: z.base64().optional() }),
  input_text: z.object({ data: z.string(), secretLength }),
  input_paste: z.object({ data: z.string(), secretLength }),
  input_keys: z.object({ keys: z.array(z.string()), secretLength }),
  /** `marker` is there exactly when the run is waited for. */
  input_run: z.object({ command: z.string(), noWait: z.boolean(), marker: z.string().optional(), secretLength }),
  run_complete: z.object({
    marker: z.string(),
    inputRunSeq: z.int().nonnegative(),
    exitCode: z.int().min(0).max(255).optional(),
  }),
  /** An integrated shell prompts; its directory, where it has told it. */
  prompt: z.object({ cwd: z.string().optional() }),
  /** It begins a command: its text as the shell or the screen had it, and the run that has typed it. */
  command_start: z.object({ command: z.string().optional(), inputRunSeq: z.int().nonnegative().optional() }),
  /** The command that began with `startSeq` has ended. */
  command_end: z.object({
    startSeq: z.int().nonnegative(),
    exitCode: z.int().min(0).max(255).optional(),
    inputRunSeq: z.int().nonnegative().optional(),
  }),
  resize: z.object({ cols: z.int().positive(), rows: z.int().positive() }),
  signal: z.object({ signal: z.string() }),
  marker: z.object({ label: z.string() }),
  /** A process ended by a signal has no exit code, but the signal's name. */
  exit: z.object({ exitCode: z.int().nullable(), exitSignal: z.string().nullable() }),
};

export type EventType = keyof typeof payloads;

export type EventPayload<T extends EventType> = z.infer<(typeof payloads)[T]>;

const record = <T extends EventType>(type: T) =>
  z.object({ seq: z.int().nonnegative(), ts: z.iso.datetime(), type: z.literal(type), payload: payloads[type] });

export const eventSchema = z.discriminatedUnion("type", [
  record("output"),
  record("input_text"),
  record("input_paste"),
  record("input_keys"),
  record("input_run"),
  record("run_complete"),
  record("prompt"),
  record("command_start"),
  record("command_end"),
  record("resize"),
  record("signal"),
  record("marker"),
  record("exit"),
]);

export type LogEvent = { [T in EventType]: { seq: number; ts: string; type: T; payload: EventPayload<T> } }[EventType];

/** Where a log stops being whole: what stands before this line (from 1) is shown, and nothing from it on. */
export const logIncompleteSchema = z.object({ line: z.int().positive(), reason: z.string() });

export type LogIncomplete = z.infer<typeof logIncompleteSchema>;
