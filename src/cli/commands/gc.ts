import type { HomeCollection } from "../../client/collect-garbage.ts";
import { SKIP_REASONS } from "../../client/collect-session.ts";
import { asAppError } from "../../protocol/errors.ts";
import { defineCommand } from "../command.ts";
import { printWarning, traceOf } from "../diagnostics.ts";
import { age } from "../values.ts";

interface GcResult {
  dryRun: boolean;
  homes: HomeCollection[];
  removedSessionCount: number;
  totalBytesFreed: number;
  deregisteredHomes: string[];
}

export const command = defineCommand<{ dryRun?: boolean; staleOnly?: boolean; olderThan?: number }>({
  name: "gc",
  summary: "Remove the files of sessions that have ended",
  arguments: [],
  options: [
    { flags: "--dry-run", description: "say what would be removed, and change nothing" },
    { flags: "--stale-only", description: "only sessions that ended because their host died" },
    {
      flags: "--older-than <age>",
      description: "only sessions that ended at least so long ago: 30m, 1h, 7d",
      parse: age("--older-than"),
    },
  ],
  notes:
    "With --home or AGENT_TTY_HOME it looks at that home only, otherwise at the default home and every home that\n" +
    "'agent-tty home list --all' shows. Homes that do not exist any more are forgotten. Sessions that have not ended\n" +
    "are never removed, and neither is a home itself.",
  async execute({ options, globals }) {
    const { collectHome, everyHome } = await import("../../client/collect-garbage.ts");
    const dryRun = options.dryRun ?? false;
    const { logLevel } = globals;
    const warn = (error: unknown) => printWarning(asAppError(error), logLevel);
    const rules = {
      dryRun,
      staleOnly: options.staleOnly ?? false,
      olderThanMs: options.olderThan ?? 0,
      now: Date.now(),
      onFault: warn,
      trace: traceOf(globals),
    };
    const collect = (home: string) => collectHome(home, rules, process.env);
    const homes = globals.homeIsChosen
      ? [collect(globals.home)]
      : everyHome(globals.home, process.env).flatMap((home) => unlessUnreadable(() => collect(home), warn));
    const result = summary(dryRun, homes);
    return { result, human: describe(result) };
  },
});

/** One of many homes that cannot be read does not keep the others from being cleaned. */
function unlessUnreadable<T>(action: () => T, warn: (error: unknown) => void): T[] {
  try {
    return [action()];
  } catch (error) {
    warn(error);
    return [];
  }
}

function summary(dryRun: boolean, homes: HomeCollection[]): GcResult {
  return {
    dryRun,
    homes,
    removedSessionCount: homes.reduce((count, { removedSessions }) => count + removedSessions.length, 0),
    totalBytesFreed: homes.reduce((bytes, home) => bytes + home.totalBytesFreed, 0),
    deregisteredHomes: homes.filter(({ deregistered }) => deregistered).map(({ home }) => home),
  };
}

function describe({ dryRun, homes, removedSessionCount, totalBytesFreed }: GcResult): string {
  const sessions = removedSessionCount === 1 ? "1 session" : `${removedSessionCount} sessions`;
  const verb = dryRun ? "Would remove" : "Removed";
  return [
    ...homes.flatMap((home) => describeHome(home, dryRun)),
    `${verb} ${sessions}, ${size(totalBytesFreed)}.`,
  ].join("\n");
}

function describeHome(collection: HomeCollection, dryRun: boolean): string[] {
  const { home, existed, removedSessions, skippedSessions, deregistered } = collection;
  const lines = [
    ...removedSessions.map((sessionId) => `  ${dryRun ? "remove " : "removed"}  ${sessionId}`),
    ...skippedSessions.map(({ sessionId, reason }) => `  kept     ${sessionId}  ${SKIP_REASONS[reason]}`),
    ...(existed ? [] : [`  does not exist${deregistered ? " any more: off the list" : ""}`]),
  ];
  return lines.length === 0 ? [] : [home, ...lines];
}

const UNITS = ["bytes", "kB", "MB", "GB"];

/** In decimal units, as disks are sold. */
function size(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${UNITS[step]}`;
}
