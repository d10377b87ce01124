import { sessionRefusal } from "../../protocol/session-refusal.ts";
import { endSession } from "../ending.ts";
import type { HostedSession } from "../hosted-session.ts";

/** Ends the session for good. Its files stay. @throws AppError `SESSION_ALREADY_DESTROYED` */
export async function destroy(
  { session }: HostedSession,
  { force }: { force: boolean },
): Promise<{ sessionId: string; destroyed: true }> {
  const { sessionId } = session.spec;
  if (!session.record.become("destroying") && session.record.status !== "exited") {
    throw sessionRefusal(sessionId, session.record.status);
  }
  await endSession(session, { force });
  session.record.become("destroyed");
  return { sessionId, destroyed: true };
}
