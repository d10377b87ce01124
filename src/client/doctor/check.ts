import type { CheckResult } from "../../protocol/doctor.ts";

/** Where the program would work: what the checks try out. */
export interface Surroundings {
  readonly home: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** One thing that must work here, and how to find out. */
export interface Check {
  readonly name: string;
  /** Really does the thing and leaves nothing behind; gives a sentence about what was found, and throws if it fails. */
  readonly attempt: (surroundings: Surroundings) => string | Promise<string>;
  /** What to do about a failure, in a sentence. */
  readonly remedy: string;
}

/** Makes the checks, one after the other, so that the time of each is its own. */
export async function makeChecks(checks: readonly Check[], surroundings: Surroundings): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await makeCheck(check, surroundings));
  return results;
}

async function makeCheck(check: Check, surroundings: Surroundings): Promise<CheckResult> {
  const { name } = check;
  const startedAt = performance.now();
  const told = (status: CheckResult["status"], message: string): CheckResult => ({
    name,
    status,
    message,
    durationMs: Math.round(performance.now() - startedAt),
  });
  try {
    return told("pass", await check.attempt(surroundings));
  } catch (error) {
    return told("fail", `${asSentence((error as Error).message)} ${check.remedy}`);
  }
}

function asSentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}
