import type { Catalogue } from "../command.ts";
import type { Candidate } from "./candidate.ts";

/** The next words of the commands that begin with these: of `skills` it is `list`, `get` and `path`. */
export function nextWords({ commands, groups }: Catalogue, before: readonly string[]): Candidate[] {
  const found = new Map<string, string>();
  for (const { name, summary } of commands) {
    const parts = name.split(" ");
    const next = parts[before.length];
    if (next === undefined || before.some((word, at) => word !== parts[at])) continue;
    const isWhole = parts.length === before.length + 1;
    if (!found.has(next)) found.set(next, isWhole ? summary : (groups[next] ?? ""));
  }
  return [...found].map(([value, description]) => ({ value, description }));
}
