import { takeSnapshot } from "../../export/snapshot.ts";
import type { SnapshotParams } from "../../protocol/method-params.ts";
import type { Snapshot } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";

/** The screen as the log has it: held-back suspicion apart, everything that has come. */
export function snapshot({ session }: HostedSession, params: SnapshotParams): Snapshot {
  session.log.flush();
  return takeSnapshot(session.screen, session.spec.sessionId, session.paths, params);
}
