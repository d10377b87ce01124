import type { CheckResult, DoctorResult } from "../../protocol/doctor.ts";
import { CAPABILITIES } from "../capabilities.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand<object>({
  name: "doctor",
  summary: "Try out whether all that agent-tty needs works here",
  arguments: [],
  options: [],
  notes:
    "Each check really does the thing, and leaves nothing behind. One that fails says what to do; then the exit status is 1.",
  async execute({ globals }) {
    const { examine } = await import("../../client/doctor/examine.ts");
    // A file that may not grow (RLIMIT_FSIZE) is what a check is to find out, not the end of the program.
    process.on("SIGXFSZ", () => {});
    const examined = await examine({ home: globals.home, environment: process.env });
    const result: DoctorResult = { ...examined, capabilities: [...CAPABILITIES] };
    return { result, human: report(result, await globals.wantsColor()), exitStatus: result.ok ? 0 : 1 };
  },
});

const SIGNS: Record<CheckResult["status"], { sign: string; color: number }> = {
  pass: { sign: "✓", color: 32 },
  fail: { sign: "✗", color: 31 },
  skip: { sign: "–", color: 90 },
};

function report({ checks, capabilities }: DoctorResult, inColor: boolean): string {
  const able: CheckResult[] = capabilities.map(({ name, status, reason }) => ({
    name,
    status: status === "available" ? "pass" : "skip",
    message: reason === undefined ? status : `${status}: ${reason}`,
    durationMs: 0,
  }));
  const sections = { Environment: checks.environment, Renderer: checks.renderer, Capabilities: able };
  const width = Math.max(...Object.values(sections).flatMap((results) => results.map(({ name }) => name.length)));
  const lines = ({ name, status, message }: CheckResult) => {
    const { sign, color } = SIGNS[status];
    return `  ${inColor ? `\x1b[${color}m${sign}\x1b[0m` : sign} ${name.padEnd(width)}  ${message}`;
  };
  return Object.entries(sections)
    .map(([title, results]) => [title, ...results.map(lines)].join("\n"))
    .join("\n\n");
}
