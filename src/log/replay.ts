import type { LogEvent } from "../protocol/events.ts";
import { outputBytes } from "./output-payload.ts";

/** A screen as the log sees it. */
export interface ReplayTarget {
  write(bytes: Uint8Array, seq: number): void;
  resize(cols: number, rows: number, seq: number): void;
  /** An event that does not change the screen. */
  advance(seq: number): void;
}

/** Brings a screen from one event to the next. Live and ended sessions both go through here. */
export function applyEvent(event: LogEvent, screen: ReplayTarget): void {
  if (event.type === "output") screen.write(outputBytes(event.payload), event.seq);
  else if (event.type === "resize") screen.resize(event.payload.cols, event.payload.rows, event.seq);
  else screen.advance(event.seq);
}

/** Small outputs are gathered up to this size: a screen takes one large write in less time than many small ones. */
const BATCH_BYTES = 64 * 1024;

/**
 * Brings a screen to the last of these events, by way of as few writes as give the same screen: outputs that follow
 * each other are one. Who needs the screens in between applies the events one by one.
 */
export function replay(events: Iterable<LogEvent>, screen: ReplayTarget): void {
  const batch = Buffer.allocUnsafe(BATCH_BYTES);
  let length = 0;
  let batchSeq: number | undefined;
  const flush = () => {
    if (batchSeq !== undefined) screen.write(batch.subarray(0, length), batchSeq);
    length = 0;
    batchSeq = undefined;
  };
  for (const event of events) {
    const text = shortText(event);
    if (text === undefined || text.length * UTF8_BYTES > BATCH_BYTES - length) flush();
    if (text === undefined) {
      applyEvent(event, screen);
    } else {
      length += batch.write(text, length, "utf8");
      batchSeq = event.seq;
    }
  }
  flush();
}

/** The most that one UTF-16 unit takes in UTF-8. */
const UTF8_BYTES = 3;

/** The output's text, if it is one that fits into a batch. */
function shortText(event: LogEvent): string | undefined {
  if (event.type !== "output" || event.payload.bytes !== undefined) return undefined;
  return event.payload.data.length * UTF8_BYTES <= BATCH_BYTES ? event.payload.data : undefined;
}
