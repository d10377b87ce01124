import type { EventPayload } from "../protocol/events.ts";

/** What stands in the log in the place of something that the terminal hid. */
const NOTHING = {
  input_text: { data: "" },
  input_paste: { data: "" },
  input_keys: { keys: [] },
  input_run: { command: "" },
} as const;

/** Events of what is written to the child. */
export type InputType = keyof typeof NOTHING;

/** An input event's payload without what was typed, of which only the length is left, in bytes. */
export function withoutSecret<T extends InputType>(
  type: T,
  payload: EventPayload<T>,
  secretLength: number,
): EventPayload<T> {
  return { ...payload, ...NOTHING[type], secretLength };
}
