import { outputBytes } from "../log/output-payload.ts";
import { applyEvent } from "../log/replay.ts";
import type { LogEvent } from "../protocol/events.ts";
import { Screen } from "../screen/screen.ts";
import type { LoggedCommand } from "./command-record.ts";
import { type CommandOutput, CommandText } from "./command-text.ts";
import type { TerminalSize } from "./printed-text.ts";

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

/**
 * What a command has printed, from the events of its session's log, as a person saw it.
 *
 * @param events which can be gone through several times
 * @param created the size of the terminal at the start of the session
 * @param maxBytes as in `commandOutput`
 */
export function loggedOutput(
  events: Iterable<LogEvent>,
  command: LoggedCommand,
  created: TerminalSize,
  maxBytes?: number,
): CommandOutput {
  const limit = maxBytes === undefined ? {} : { maxBytes };
  if (command.detection === "integration") {
    const size = sizeBefore(events, command.outputRange.fromSeq, created);
    return textOf(events, command, new CommandText({ ...size, ...limit }));
  }
  const { prompt, size, certain } = promptBefore(events, command.outputRange.fromSeq, created);
  const echo = { prompt, command: command.command ?? "" };
  const output = textOf(events, command, new CommandText({ ...size, ...limit, echo }));
  const ended = command.state === "ended";
  return output.kind === "text" && (!certain || !ended) ? { ...output, exact: false } : output;
}

function textOf(events: Iterable<LogEvent>, command: LoggedCommand, text: CommandText): CommandOutput {
  for (const bytes of rawOutput(events, command)) text.push(bytes);
  return text.end();
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
  const screen = new Screen(created);
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
