import { encodeKeys, InvalidKeyError } from "../../core/keys.ts";
import { type BracketMode, encodePaste } from "../../core/paste.ts";
import { AppError } from "../../protocol/errors.ts";
import type { KeysResult } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";

export async function type({ session }: HostedSession, { data }: { data: string }): Promise<{ seq: number }> {
  return { seq: await session.input("input_text", { data }, data) };
}

export async function paste(
  { session }: HostedSession,
  { data, bracketed }: { data: string; bracketed: BracketMode },
): Promise<{ seq: number }> {
  const written = encodePaste(data, { mode: bracketed, applicationWants: session.screen.modes().bracketedPaste });
  return { seq: await session.input("input_paste", { data: written }, written) };
}

/** @throws AppError `INVALID_KEYS`; then nothing at all is sent */
export async function sendKeys({ session }: HostedSession, { keys }: { keys: string[] }): Promise<KeysResult> {
  const { accepted, bytes } = encode(keys, session.screen.modes().applicationCursorKeys);
  const seq = await session.input("input_keys", { keys: accepted }, bytes);
  return { accepted, bytesWritten: bytes.length, seq };
}

function encode(keys: string[], applicationCursorKeys: boolean): ReturnType<typeof encodeKeys> {
  try {
    return encodeKeys(keys, { applicationCursorKeys });
  } catch (error) {
    if (!(error instanceof InvalidKeyError)) throw error;
    const { key, index, reason, suggestion } = error;
    throw new AppError("INVALID_KEYS", error.message, { key, index, reason, ...(suggestion && { suggestion }) });
  }
}

export function mark({ session }: HostedSession, { label }: { label: string }): { seq: number } {
  session.requireCommands();
  return { seq: session.append("marker", { label }) };
}
