import { encodeKeys, InvalidKeyError } from "../../core/keys.ts";
import { type BracketMode, encodePaste } from "../../core/paste.ts";
import { AppError } from "../../protocol/errors.ts";
import type { KeysResult, LoggedInput } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";
import { hidesInput, sendInput } from "../session-input.ts";

export async function type({ session }: HostedSession, { data }: { data: string }): Promise<LoggedInput> {
  return await sendInput(session, { type: "input_text", payload: { data } }, data);
}

export async function paste(
  { session }: HostedSession,
  { data, bracketed }: { data: string; bracketed: BracketMode },
): Promise<LoggedInput> {
  const written = encodePaste(data, { mode: bracketed, applicationWants: session.screen.modes().bracketedPaste });
  return await sendInput(session, { type: "input_paste", payload: { data: written } }, written);
}

/** @throws AppError `INVALID_KEYS`; then nothing at all is sent */
export async function sendKeys({ session }: HostedSession, { keys }: { keys: string[] }): Promise<KeysResult> {
  const { accepted, bytes } = encode(keys, session.screen.modes().applicationCursorKeys, hidesInput(session));
  const logged = await sendInput(session, { type: "input_keys", payload: { keys: accepted } }, bytes);
  return { accepted, bytesWritten: bytes.length, ...logged };
}

function encode(keys: string[], applicationCursorKeys: boolean, areSecret: boolean): ReturnType<typeof encodeKeys> {
  try {
    return encodeKeys(keys, { applicationCursorKeys });
  } catch (error) {
    if (!(error instanceof InvalidKeyError)) throw error;
    const { key, index, reason, suggestion } = error;
    if (areSecret) throw new AppError("INVALID_KEYS", `Key ${index + 1} cannot be sent.`, { index });
    throw new AppError("INVALID_KEYS", error.message, { key, index, reason, ...(suggestion && { suggestion }) });
  }
}

export function mark({ session }: HostedSession, { label }: { label: string }): { seq: number } {
  session.requireCommands();
  return { seq: session.append("marker", { label }) };
}
