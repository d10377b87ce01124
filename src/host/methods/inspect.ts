import { terminationCategory } from "../../core/session-status.ts";
import type { InspectResult } from "../../protocol/methods.ts";
import { artifactHealth } from "../../store/artifacts.ts";
import { VERSION } from "../../version.ts";
import type { HostedSession } from "../hosted-session.ts";
import { rendererRuntime } from "../renderer.ts";
import { stateOf } from "../session-state.ts";

/** How the session stands. The log is not read for it: its writer knows what is in it. */
export function inspect({ session, socketPath }: HostedSession): InspectResult {
  const { manifest } = session.record;
  const { lastSeq } = session.log;
  session.log.flush();
  return {
    session: manifest,
    eventCount: lastSeq + 1,
    eventLogBytes: session.log.size,
    ...(lastSeq >= 0 && { lastEventSeq: lastSeq }),
    uptime: Date.now() - session.startedAt,
    terminationCategory: terminationCategory(manifest),
    state: stateOf(session),
    artifacts: artifactHealth(session.paths, manifest.sessionId),
    usedOfflineReplay: false,
    rendererRuntime: rendererRuntime(),
    host: { cliVersion: VERSION, rpcSocketPath: socketPath },
  };
}
