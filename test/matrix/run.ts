// npm run matrix: what runs tell, in many shells, of many commands, at three widths. Each of exit status, output and
// duration must be right or absent, never wrong. `--write` writes the table of docs/run-results.md.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Sandbox } from "../e2e/sandbox.ts";
import { isInstalled, WIDTHS } from "../e2e/shells/setups.ts";
import { ShellSession } from "../e2e/shells/shell-session.ts";
import { type Asked, COMMANDS } from "./commands.ts";
import { type Environment, environments, prepare } from "./environments.ts";
import { startSshServer } from "./ssh-server.ts";

/** A run that has not ended by then is one whose end cannot be seen. */
const TIMEOUT_MS = 20_000;
const UNSEEN_TIMEOUT_MS = 1500;

/** How much longer than the command itself a run may take to tell. */
const LATE_MS = 3000;

type Verdict = "right" | "absent" | "wrong";
type Aspect = "exitCode" | "output" | "duration";
const ASPECTS: readonly Aspect[] = ["exitCode", "output", "duration"];

interface Result {
  readonly environment: Environment;
  readonly cols: number;
  readonly asked: Asked;
  readonly verdicts: Readonly<Record<Aspect, Verdict>>;
  readonly told: string;
}

interface Told {
  completed?: boolean;
  exitCode?: number;
  durationMs: number;
  detection: string;
  output?: { text: string; truncated: boolean };
}

const widths = process.argv.includes("--quick") ? [80] : WIDTHS;
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
const server = isInstalled("sshd") || isInstalled("/usr/sbin/sshd") ? await startSshServer() : undefined;
if (!server) console.log("NOT TESTED: ssh, as there is no sshd");
const results: Result[] = [];
try {
  for (const environment of environments(server?.command)) {
    if (only !== undefined && environment.name !== only) continue;
    if (!isInstalled(environment.program)) {
      console.log(`NOT TESTED: ${environment.name}, as ${environment.program} is not installed`);
      continue;
    }
    const rows = await Promise.all(widths.map((cols) => ask(environment, cols)));
    results.push(...rows.flat());
    console.log(rowOf(environment, rows.flat()));
  }
} finally {
  server?.stop();
}
const wrong = results.filter(({ verdicts }) => Object.values(verdicts).includes("wrong"));
for (const result of wrong) {
  console.log(`WRONG: ${result.environment.name}, ${result.cols} columns, ${result.asked.what}: ${result.told}`);
}
if (process.argv.includes("--write")) writeFileSync(resolve(import.meta.dir, "../../docs/run-results.md"), page());
const runs = results.length;
console.log(`${runs - wrong.length} passed, ${wrong.length} failed`);
process.exit(wrong.length > 0 ? 1 : 0);

/** Puts all questions to one shell. */
async function ask(environment: Environment, cols: number): Promise<Result[]> {
  const box = new Sandbox();
  prepare(box.root);
  try {
    const shell = await ShellSession.open(box, environment, cols);
    if (environment.enter) {
      await shell.call("run", { command: environment.enter.command, noWait: true });
      await shell.waitFor(environment.enter.prompt);
    }
    const answers: Result[] = [];
    let unseen = 0;
    for (const asked of COMMANDS) {
      // Where nothing is ever seen (tmux) there is no need to wait long each time.
      const timeoutMs = unseen >= 2 ? Math.max(UNSEEN_TIMEOUT_MS, asked.leastMs ?? 0) : TIMEOUT_MS;
      const told = await carryOut(shell, environment, asked, timeoutMs);
      unseen = told.completed ? 0 : unseen + 1;
      answers.push(judged(environment, cols, asked, told));
      if (asked.restore) await shell.run(asked.restore[environment.syntax], timeoutMs);
      if (!told.completed) await shell.press("Ctrl+C");
    }
    if (environment.enter?.command.startsWith("tmux")) Bun.spawnSync(["tmux", "-L", "matrix", "kill-server"]);
    return answers;
  } finally {
    await box.dispose();
  }
}

async function carryOut(shell: ShellSession, environment: Environment, asked: Asked, timeoutMs: number): Promise<Told> {
  const command = environment.syntax === "fish" ? (asked.fish ?? asked.sh) : asked.sh;
  const running = shell.run(command, timeoutMs) as unknown as Promise<Told>;
  if (asked.answer) {
    await shell.call("wait", { regex: `${escaped(asked.answer.to)} ?$|${escaped(asked.answer.to)} *\\n`, timeoutMs });
    await shell.call("type", { data: asked.answer.text });
  }
  if (asked.interrupt) {
    await Bun.sleep(500); // Through ssh nobody can see what is in front there.
    await shell.press("Ctrl+C");
  }
  return await running;
}

function judged(environment: Environment, cols: number, asked: Asked, told: Told): Result {
  const exitCode = asked.exitCodes?.[environment.program] ?? asked.exitCode;
  const least = asked.leastMs ?? 0;
  const most = least + LATE_MS + (asked.what.startsWith("floods") || asked.answer || asked.interrupt ? 15_000 : 0);
  const verdicts: Record<Aspect, Verdict> = {
    exitCode: told.exitCode === undefined ? "absent" : told.exitCode === exitCode ? "right" : "wrong",
    output: outputVerdict(asked.outputs?.[environment.program] ?? asked.output, told),
    duration: !told.completed ? "absent" : told.durationMs >= least && told.durationMs <= most ? "right" : "wrong",
  };
  return { environment, cols, asked, verdicts, told: JSON.stringify(told).slice(0, 400) };
}

function outputVerdict(expected: string | undefined, { output, completed }: Told): Verdict {
  if (!completed || output === undefined) return "absent";
  return expected === undefined || output.text === expected ? "right" : "wrong";
}

/** A row of the table: for each aspect how many of the commands were told of, and which were not. */
function rowOf(environment: Environment, answers: readonly Result[]): string {
  const count = (aspect: Aspect) => answers.filter(({ verdicts }) => verdicts[aspect] === "right").length;
  const cells = ASPECTS.map((aspect) => `${count(aspect)}/${answers.length}`);
  const absent = COMMANDS.filter(({ what }) =>
    answers.some(({ asked, verdicts }) => asked.what === what && Object.values(verdicts).includes("absent")),
  ).map(({ what }) => what);
  const rest = absent.length === COMMANDS.length ? "all" : absent.join(", ");
  return `| ${environment.name} | ${cells.join(" | ")} | ${rest} |`;
}

function page(): string {
  const names = [...new Set(results.map(({ environment }) => environment))];
  const rows = names.map((environment) =>
    rowOf(
      environment,
      results.filter((result) => result.environment === environment),
    ),
  );
  return [
    "# What runs tell, shell by shell",
    "",
    "Written by `npm run matrix -- --write`, which puts these commands to real shells at 20, 80 and 200 columns:",
    `${COMMANDS.map(({ what }) => what).join("; ")}.`,
    "",
    "A result is right or left out, never wrong: the counts say how often exit status, output and duration were told, and",
    "right. The last column names the commands of which something was left out.",
    "",
    "| shell | exit status | output | duration | left out for |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
