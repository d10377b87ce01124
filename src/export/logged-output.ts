import { type LineSelection, SelectedLines } from "../core/line-selection.ts";
import { outputBytes } from "../log/output-payload.ts";
import { applyEvent } from "../log/replay.ts";
import type { LogEvent } from "../protocol/events.ts";
import { Screen } from "../screen/screen.ts";
import type { LoggedCommand } from "./command-record.ts";
import type { OutputFacts } from "./command-text.ts";
import type { TerminalSize } from "./printed-text.ts";
import { ShownOutput, type ShownOutputOptions } from "./shown-output.ts";
import { TextSpool } from "./text-spool.ts";

/** Rows above the screen that are enough to see a prompt, however often the terminal is resized. */
const PROMPT_SCROLLBACK = 100;

/** The bytes that a command has printed, from the events of its session's log. */
export function* rawOutput(events: Iterable<LogEvent>, { parts, outputRange }: LoggedCommand): Generator<Uint8Array> {
  let part = 0;
  for (const event of events) {
    if (event.seq >= outputRange.toSeq) return;
    while (event.seq >= (parts[part]?.toSeq ?? Number.POSITIVE_INFINITY)) part += 1;
    const range = parts[part];
    if (event.type === "output" && range && event.seq > range.fromSeq) yield outputBytes(event.payload);
  }
}

/** What of a command's output is wanted, and what is told of all of it. */
export interface LoggedOutput extends OutputFacts {
  /** The wanted lines, which are given out once. */
  readonly text: TextSpool;
  /** How many they are; there where not all are wanted. */
  readonly selectedLines?: number;
}

/**
 * What a command has printed, from the events of its session's log, as a person saw it. Needs some MiB of memory, however
 * much it is.
 *
 * @param events which can be gone through several times
 * @param created the size of the terminal at the start of the session
 */
export function loggedOutput(
  events: Iterable<LogEvent>,
  command: LoggedCommand,
  created: TerminalSize,
  selection: LineSelection = {},
): LoggedOutput {
  if (command.detection === "integration") {
    const size = sizeBefore(events, command.outputRange.fromSeq, created);
    const output = selectedOutput(rawOutput(events, command), size, selection);
    // Nothing has begun: the shell may have said why, which is no command's output.
    return command.parts.every(({ fromSeq, toSeq }) => fromSeq === toSeq) ? { ...output, exact: false } : output;
  }
  const { prompt, size, certain } = promptBefore(events, command.outputRange.fromSeq, created);
  const echo = { prompt, command: command.command ?? "" };
  const output = selectedOutput(rawOutput(events, command), { ...size, echo }, selection);
  const ended = command.state === "ended";
  return output.kind === "text" && (!certain || !ended) ? { ...output, exact: false } : output;
}

function selectedOutput(
  pieces: Iterable<Uint8Array>,
  options: ShownOutputOptions,
  selection: LineSelection,
): LoggedOutput {
  const text = new TextSpool(selection.tail);
  const lines = new SelectedLines(selection, text);
  const shown = new ShownOutput(options, lines);
  let bytes = 0;
  for (const piece of pieces) {
    bytes += piece.length;
    shown.push(piece);
  }
  const { lastScreen, exact } = shown.end();
  if (lastScreen) {
    lines.restart();
    lines.add(lastScreen.join("\n"));
  }
  lines.end();
  return {
    ...{ kind: lastScreen ? "screen" : "text", text, bytes, lines: lines.lines, truncated: false },
    ...(!exact && !lastScreen && { exact }),
    ...(selects(selection) && { selectedLines: Math.min(lines.selected, selection.tail ?? Number.POSITIVE_INFINITY) }),
  };
}

function selects({ grep, head, tail }: LineSelection): boolean {
  return grep !== undefined || head !== undefined || tail !== undefined;
}

function sizeBefore(events: Iterable<LogEvent>, seq: number, created: TerminalSize): TerminalSize {
  let size = created;
  for (const event of events) {
    if (event.seq >= seq) break;
    if (event.type === "resize") size = { cols: event.payload.cols, rows: event.payload.rows };
  }
  return size;
}

/**
 * The row of the prompt that a command was typed behind. Whether the row above belongs to the prompt cannot be seen; that
 * it does not is certain where the same prompt stood alone on the screen when something was first typed.
 */
function promptBefore(events: Iterable<LogEvent>, seq: number, created: TerminalSize) {
  const screen = new Screen({ ...created, scrollback: PROMPT_SCROLLBACK });
  let alone: string | undefined;
  let typed = false;
  for (const event of events) {
    const isTyped = event.type.startsWith("input_");
    if (isTyped && !typed && screen.cursorRow === 0 && screen.scrollbackRows === 0) alone = screen.textBeforeCursor();
    typed ||= isTyped;
    if (event.seq >= seq) break;
    applyEvent(event, screen);
  }
  const prompt = screen.textBeforeCursor();
  const size = { cols: screen.cols, rows: screen.rows };
  screen.dispose();
  return { prompt, size, certain: prompt === alone };
}
