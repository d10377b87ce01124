import type { SessionCounts } from "../../client/home-sessions.ts";
import { asAppError } from "../../protocol/errors.ts";
import { homeExists } from "../../store/home.ts";
import { newestFirst, type RegisteredHome, registeredHomes } from "../../store/home-registry.ts";
import type { CommandCall } from "../command.ts";
import { defineCommand } from "../command.ts";
import { printWarning } from "../diagnostics.ts";
import { table } from "../table.ts";

type ListedHome = RegisteredHome & SessionCounts;

export const command = defineCommand<{ all?: boolean }>({
  name: "home list",
  summary: "List the homes that have active sessions",
  arguments: [],
  options: [{ flags: "--all", description: "those whose sessions have all ended, too" }],
  notes: "A home is remembered when a session is created in it. One that does not exist any more is not shown.",
  async execute({ options, globals }) {
    const known = newestFirst(registeredHomes(process.env)).filter(({ path }) => homeExists(path));
    const counted = await Promise.all(known.map((home) => withCounts(home, globals)));
    const homes = counted
      .filter((home) => home !== undefined)
      .filter(({ activeSessions }) => options.all || activeSessions > 0);
    return { result: { homes }, human: describe(homes) };
  },
});

async function withCounts(
  { path, lastSeenAt }: RegisteredHome,
  globals: CommandCall<unknown>["globals"],
): Promise<ListedHome | undefined> {
  const { countSessions } = await import("../../client/home-sessions.ts");
  try {
    return { path, ...countSessions(path), lastSeenAt };
  } catch (error) {
    // One home that cannot be read does not hide the others.
    printWarning(asAppError(error), globals.logLevel);
    return undefined;
  }
}

function describe(homes: ListedHome[]): string {
  if (homes.length === 0) return "No homes.";
  const rows = homes.map(({ path, activeSessions, totalSessions, lastSeenAt }) => [
    String(activeSessions),
    String(totalSessions),
    lastSeenAt,
    path,
  ]);
  return table(["ACTIVE", "TOTAL", "LAST SEEN", "HOME"], rows);
}
