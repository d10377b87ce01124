import type { Trace } from "../core/log-level.ts";
import { AppError, type ErrorBody, errorFromBody } from "../protocol/errors.ts";
import { GIVEN_UP_SIGNAL, type HostSpec } from "../protocol/host-spec.ts";
import { spawnDetached } from "../runtime/detached-process.ts";
import { selfCommand } from "../runtime.ts";

type HostReport = { ok: true; pid: number } | { ok: false; error: ErrorBody };

/**
 * Starts a session host and returns when it answers on its socket, or its session has already ended.
 *
 * @throws AppError what the host reported: `INVALID_INPUT` for a program that cannot be started, …;
 * `HOST_UNREACHABLE` if it ended without a word; `HOST_TIMEOUT`
 */
export async function startHost(spec: HostSpec, timeoutMs: number, trace?: Trace): Promise<void> {
  const started = performance.now();
  const host = await spawnDetached([...selfCommand(), "_host", spec.sessionId], JSON.stringify(spec));
  const line = await withinLimit(host.firstLine, timeoutMs, spec.sessionId, () => host.signal(GIVEN_UP_SIGNAL));
  const report = parseReport(line);
  if (report === undefined) {
    throw new AppError("HOST_UNREACHABLE", `The session host (process ${host.pid}) ended before it was ready.`, {
      sessionId: spec.sessionId,
      hostPid: host.pid,
      output: line,
    });
  }
  if (!report.ok) {
    // It has undone what it had begun, and is about to end; when this call fails nothing is to be left.
    await withinLimit(host.ended(), timeoutMs, spec.sessionId);
    throw errorFromBody(report.error);
  }
  const readyMs = (performance.now() - started).toFixed(1);
  trace?.("debug", `The host of session ${spec.sessionId}, process ${host.pid}, was ready after ${readyMs} ms.`);
}

function parseReport(line: string): HostReport | undefined {
  try {
    return JSON.parse(line) as HostReport;
  } catch {
    return undefined;
  }
}

async function withinLimit<T>(
  promise: Promise<T>,
  timeoutMs: number,
  sessionId: string,
  giveUp = () => {},
): Promise<T> {
  if (timeoutMs === 0) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // It undoes what it has begun, or ends the session where it has just said that it is ready and nobody has read that.
      giveUp();
      const message = `The host of session '${sessionId}' was not ready within ${timeoutMs} ms.`;
      reject(new AppError("HOST_TIMEOUT", message, { sessionId, timeoutMs }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
