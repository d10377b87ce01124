import { Pacing, type PacingOptions, type Timing } from "../core/pacing.ts";
import { OutputText } from "../log/output-payload.ts";
import type { LogEvent } from "../protocol/events.ts";

/** The events of a cast: output, resize, marker. What was typed is not among them; it may have been a password. */
export type CastCode = "o" | "r" | "m";

export interface CastEvent {
  /** From the start of the recording, in ms. */
  readonly ms: number;
  readonly code: CastCode;
  readonly data: string;
}

/** Turns the events of a log, one after the other, into those of a cast. */
export class CastEvents {
  readonly #pacing: Pacing;
  readonly #text = new OutputText();

  /** @param startMs when the session began, in ms since the epoch */
  constructor(timing: Timing, startMs: number, options: PacingOptions = {}) {
    this.#pacing = new Pacing(timing, startMs, options);
  }

  /** The cast's event for one of the log's, if it has one. Pauses are those between events that a viewer sees. */
  convert(event: LogEvent): CastEvent | undefined {
    const shown = this.#shown(event);
    return shown && { ms: this.#pacing.place(Date.parse(event.ts)), ...shown };
  }

  #shown(event: LogEvent): Omit<CastEvent, "ms"> | undefined {
    switch (event.type) {
      case "output": {
        const data = this.#text.push(event.payload);
        return data === "" ? undefined : { code: "o", data };
      }
      case "resize":
        return { code: "r", data: `${event.payload.cols}x${event.payload.rows}` };
      case "marker":
        return { code: "m", data: event.payload.label };
      default:
        return undefined;
    }
  }
}
