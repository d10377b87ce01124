import { canBecome, isTerminal, type SessionStatus } from "../../core/session-status.ts";
import { sessionRefusal } from "../../protocol/session-refusal.ts";
import { endSession } from "../ending.ts";
import type { HostedSession } from "../hosted-session.ts";

/** Ends the session for good. Its files stay. @throws AppError `SESSION_ALREADY_DESTROYED` */
export async function destroy(
  { session }: HostedSession,
  { force }: { force: boolean },
): Promise<{ sessionId: string; destroyed: true }> {
  const { sessionId } = session.spec;
  if (!session.record.become("destroying") && !hasJustEnded(session.record.status)) {
    throw sessionRefusal(sessionId, session.record.status);
  }
  await endSession(session, { force });
  session.record.become("destroyed");
  return { sessionId, destroyed: true };
}

/** A host may be asked in the moment between its session's end and its own. */
function hasJustEnded(status: SessionStatus): boolean {
  return isTerminal(status) && canBecome(status, "destroyed");
}
