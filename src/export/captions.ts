import type { LogEvent } from "../protocol/events.ts";

/** What was typed, or marked. */
export interface Caption {
  readonly kind: "run" | "type" | "paste" | "keys" | "mark";
  readonly text: string;
}

/** Input that follows other input of its kind within so many ms goes on with its caption. */
const JOIN_MS = 1500;
/** No caption is longer; what stands before is left out. In UTF-16 units. */
const MOST_TEXT = 2000;
/** A secret is as long as any other. */
const SECRET = "••••••••";

/** What goes between the pieces of a caption. */
const SEPARATORS: Partial<Record<Caption["kind"], string>> = { type: "", keys: " " };

/** Follows a log and tells what was typed last. */
export class Captions {
  #caption: Caption | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** The same object until it changes. */
  get current(): Caption | undefined {
    return this.#caption;
  }

  /** Takes an event in. */
  take(event: LogEvent): void {
    const caption = captionOf(event);
    if (!caption) return;
    const ms = Date.parse(event.ts);
    const separator = SEPARATORS[caption.kind];
    const last = this.#caption;
    const goesOn = last?.kind === caption.kind && separator !== undefined && ms - this.#lastMs <= JOIN_MS;
    const text = goesOn ? `${last.text}${separator}${caption.text}` : caption.text;
    this.#caption = { kind: caption.kind, text: text.slice(-MOST_TEXT) };
    this.#lastMs = ms;
  }
}

/** What an event says that was typed. */
export function captionOf(event: LogEvent): Caption | undefined {
  const isSecret = (event.payload as { secretLength?: number }).secretLength !== undefined;
  const shown = (text: string) => (isSecret ? SECRET : text);
  switch (event.type) {
    case "input_run":
      return { kind: "run", text: shown(event.payload.command) };
    case "input_text":
      return { kind: "type", text: shown(event.payload.data) };
    case "input_paste":
      return { kind: "paste", text: shown(event.payload.data) };
    case "input_keys":
      return { kind: "keys", text: shown(event.payload.keys.join(" ")) };
    case "marker":
      return { kind: "mark", text: event.payload.label };
    default:
      return undefined;
  }
}
