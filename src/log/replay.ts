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
