import type { Pty } from "../pty/pty.ts";
import { groupsOfSession, signalGroup } from "../store/process-group.ts";

/** What is ended: a session, or a child that has not become one yet. */
interface Endable {
  readonly pty: Pty;
  /** Resolves when the child has ended and nothing is left to be done for it. */
  readonly ended: Promise<unknown>;
}

/** Each step is taken when the one before it has not ended the child within so many ms; together within 5 s. */
const ESCALATION: readonly { signal: NodeJS.Signals; patienceMs: number }[] = [
  { signal: "SIGHUP", patienceMs: 1500 },
  { signal: "SIGTERM", patienceMs: 1500 },
  { signal: "SIGKILL", patienceMs: 1500 },
];

/**
 * Ends the child as a closing terminal would: HUP to every job of its session; a child that stays gets TERM, then
 * KILL. With `force` everything in the session is killed at once. Resolves when the session has ended.
 */
export async function endSession(session: Endable, { force }: { force: boolean }): Promise<void> {
  const leader = session.pty.pid;
  if (force) {
    for (const group of groupsOfSession(leader)) signalGroup(group, "SIGKILL");
  } else {
    for (const group of groupsOfSession(leader)) {
      signalGroup(group, "SIGHUP");
      // A stopped job could not act on it.
      signalGroup(group, "SIGCONT");
    }
    await escalate(session, leader);
  }
  await session.ended;
}

async function escalate(session: Endable, leader: number): Promise<void> {
  for (const [step, { signal, patienceMs }] of ESCALATION.entries()) {
    if (step > 0) signalGroup(leader, signal);
    if (await endsWithin(session, patienceMs)) return;
  }
}

async function endsWithin(session: Endable, limitMs: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const inTime = await Promise.race([session.pty.exited.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
