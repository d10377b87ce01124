import { parseSignal, SIGNALS } from "../../core/signals.ts";
import { AppError } from "../../protocol/errors.ts";
import type { HostedSession } from "../hosted-session.ts";

export function resize(
  { session }: HostedSession,
  { cols, rows }: { cols: number; rows: number },
): { cols: number; rows: number } {
  session.resize(cols, rows);
  return { cols, rows };
}

/** Sends a signal to the child's process group. @throws AppError `INVALID_SIGNAL` */
export function signal({ session }: HostedSession, { signal: name }: { signal: string }): Record<string, never> {
  const known = parseSignal(name);
  if (!known) {
    throw new AppError(
      "INVALID_SIGNAL",
      `'${name}' is not a signal that can be sent; use one of ${SIGNALS.join(", ")}.`,
      {
        signal: name,
        allowed: SIGNALS,
      },
    );
  }
  session.requireCommands();
  session.append("signal", { signal: known });
  session.pty.signal(known);
  return {};
}
