import type { EventPayload } from "../protocol/events.ts";
import type { LoggedInput } from "../protocol/methods.ts";
import { requireRoom } from "./input-room.ts";
import { type InputType, withoutSecret } from "./secret-input.ts";
import type { Session } from "./session.ts";
import { shellInFrontOf } from "./session-state.ts";

/**
 * Writes an input event to the log, then the bytes to the child.
 *
 * @throws AppError if the session takes no commands (see `Session.requireCommands`), or as `requireRoom`
 */
export async function sendInput<T extends Exclude<InputType, "input_run">>(
  session: Session,
  event: { readonly type: T; readonly payload: EventPayload<T> },
  bytes: Uint8Array | string,
): Promise<LoggedInput> {
  await session.turns.quiet();
  session.requireCommands();
  requireRoom(session);
  const logged = logInput(session, event, bytes);
  if (session.unansweredLine.isLine(bytes) && !isForKeyReader(session)) session.runs.sawOthersLine();
  typeIn(session, bytes);
  return logged;
}

/** Whether a program is in front that reads keys, not lines: it leaves none of them to the shell. */
function isForKeyReader({ pty }: Session): boolean {
  return pty.modes()?.canonical === false && shellInFrontOf(pty.pid) === undefined;
}

/** Whether the terminal hides what is typed, as password prompts have it: canonical mode with echo off. */
export function hidesInput({ pty }: Session): boolean {
  const modes = pty.modes();
  return modes?.canonical === true && !modes.echo;
}

/** Appends an input event for what is about to be typed: of what the terminal hides, only the length. */
export function logInput<T extends InputType>(
  session: Session,
  { type, payload }: { readonly type: T; readonly payload: EventPayload<T> },
  bytes: Uint8Array | string,
): LoggedInput {
  if (!hidesInput(session)) return { seq: session.append(type, payload) };
  const secretLength = Buffer.byteLength(bytes);
  return { seq: session.append(type, withoutSecret(type, payload, secretLength)), secret: true };
}

/** Writes to the child, as if typed. */
export function typeIn(session: Session, input: Uint8Array | string): void {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  session.unansweredLine.typed(bytes);
  session.hasStrayInput = session.unansweredLine.leavesLine(bytes);
  session.runs.sawInput();
  session.front.sawInput();
  session.pty.write(bytes);
}
