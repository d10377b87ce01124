import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventSchema, type LogEvent } from "../../src/protocol/events.ts";

/**
 * What is wrong with the log of a session that has ended, whatever was done to it: every line is an event, `seq` counts
 * without gaps, `ts` never decreases, and the last event, and only that, is `exit`. Only a host that was killed may
 * leave a torn last line, and no `exit`.
 */
export function logFaults(sessionDirectory: string): string[] {
  const path = join(sessionDirectory, "events.jsonl");
  if (!existsSync(path)) return [];
  const hostDied = hostHasDied(sessionDirectory);
  const lines = readFileSync(path, "utf8").split("\n");
  const torn = lines.pop();
  const faults = torn === "" || hostDied ? [] : [`the last line is torn: ${torn?.slice(0, 100)}`];
  const events: LogEvent[] = [];
  for (const [index, line] of lines.entries()) {
    const event = parsed(line);
    if (event === undefined) faults.push(`line ${index + 1} is no event: ${line.slice(0, 100)}`);
    else events.push(event);
  }
  return [...faults, ...orderFaults(events), ...exitFaults(events, hostDied)];
}

function parsed(line: string): LogEvent | undefined {
  try {
    return eventSchema.parse(JSON.parse(line)) as LogEvent;
  } catch {
    return undefined;
  }
}

function orderFaults(events: readonly LogEvent[]): string[] {
  const faults: string[] = [];
  let newest = "";
  for (const [index, { seq, ts }] of events.entries()) {
    if (seq !== index) faults.push(`event ${index} has seq ${seq}`);
    if (ts < newest) faults.push(`event ${index} is of ${ts}, the one before of ${newest}`);
    newest = ts;
  }
  return faults;
}

function exitFaults(events: readonly LogEvent[], hostDied: boolean): string[] {
  const exits = events.filter(({ type }) => type === "exit");
  if (exits.length === 0 && hostDied) return [];
  if (exits.length !== 1) return [`there are ${exits.length} exit events`];
  return events.at(-1)?.type === "exit" ? [] : [`something follows the exit: ${events.at(-1)?.type}`];
}

/** A session that was destroyed after its host's death still tells of it. */
function hostHasDied(sessionDirectory: string): boolean {
  return readFileSync(join(sessionDirectory, "session.json"), "utf8").includes('"failureOrigin": "host-death"');
}
