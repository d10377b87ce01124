import { LogTail } from "../../log/log-tail.ts";
import type { HostedSession } from "../hosted-session.ts";
import type { RequestContext } from "../request-server.ts";

/** Streams the log's events from `fromSeq` on, as they come, until the session ends or the client goes away. */
export async function follow(
  { session }: HostedSession,
  { fromSeq }: { fromSeq: number },
  { signal, stream }: RequestContext,
): Promise<{ lastSeq: number }> {
  session.log.flush();
  const tail = new LogTail(session.paths.eventLog);
  try {
    for (let seq = 0; ; ) {
      const ended = session.log.closed;
      const written = session.log.nextFlush();
      for (const line of tail.lines()) {
        if (seq++ >= fromSeq) await stream(JSON.parse(line));
        if (signal.aborted) break;
      }
      if (ended || signal.aborted) return { lastSeq: seq - 1 };
      await writtenOrGone(written, signal);
    }
  } finally {
    tail.close();
  }
}

/** Leaves nothing behind on the signal: a client may follow for days. */
function writtenOrGone(written: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener("abort", done);
      resolve();
    };
    signal.addEventListener("abort", done);
    void written.then(done);
  });
}
