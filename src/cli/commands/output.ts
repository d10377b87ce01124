import type { CommandLog } from "../../client/command-log.ts";
import type { LineSelection } from "../../core/line-selection.ts";
import { compileScreenRegex } from "../../core/regex-safety.ts";
import type { LoggedCommand } from "../../export/command-record.ts";
import { AppError } from "../../protocol/errors.ts";
import { type CommandOutcome, defineCommand } from "../command.ts";
import { traceOf } from "../diagnostics.ts";
import type { Globals } from "../global-options.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { base64, LongString, withFinalNewline } from "../long-string.ts";
import { printDiagnostic } from "../output.ts";
import { SESSION_ARGUMENT } from "../session-command.ts";
import { count } from "../values.ts";

interface OutputOptions {
  head?: number;
  tail?: number;
  grep?: RegExp;
  raw?: boolean;
}

export const command = defineCommand<OutputOptions>({
  name: "output",
  summary: "Print what a command has printed, of a live or ended session",
  arguments: [
    SESSION_ARGUMENT,
    { flags: "[command-id]", description: "as 'commands' and 'run' tell it; the last that has ended if left out" },
  ],
  options: [
    { flags: "--head <n>", description: "only the first so many lines", parse: count("--head") },
    { flags: "--tail <n>", description: "only the last so many lines", parse: count("--tail") },
    { flags: "--grep <pattern>", description: "only lines that match, before --head and --tail", parse: linePattern },
    { flags: "--raw", description: "the bytes as the terminal was given them" },
  ],
  notes: "As a person saw it: without colours, prompt and echo. Of a full-screen program it is the last screen.",
  async execute({ arguments: [session, id], options, globals }) {
    checkOptions(options);
    const { readCommandLog, findCommand } = await import("../../client/command-log.ts");
    const { home, timeoutMs } = globals;
    const read = await readCommandLog({ home, session: String(session), timeoutMs, trace: traceOf(globals) });
    const found = findCommand(read, id as string | undefined);
    warnIfIncomplete(read.log.incomplete, globals);
    return await (options.raw ? rawOutcome(read, found) : textOutcome(read, found, options, globals));
  },
});

async function textOutcome(read: CommandLog, found: LoggedCommand, options: LineSelection, globals: Globals) {
  const { loggedOutput } = await import("../../export/logged-output.ts");
  const { creationCols, creationRows, cols, rows } = read.manifest;
  const created = { cols: creationCols ?? cols, rows: creationRows ?? rows };
  const { text, ...facts } = loggedOutput(read.log, found, created, options);
  if (facts.exact === false && !globals.json && globals.logLevel !== "error") {
    printDiagnostic(
      "The command's echo or a prompt may be among this: the shell has not told where its output begins and ends.",
    );
  }
  const { kind, ...others } = facts;
  const output = { kind, text: new LongString(text.take()), ...others };
  return { result: { ...aboutCommand(read, found), output }, human: withFinalNewline(text.take()) };
}

/** To a person byte by byte as the log is read, and so to a program, in base64. */
async function rawOutcome(read: CommandLog, found: LoggedCommand): Promise<CommandOutcome> {
  const { rawOutput } = await import("../../export/logged-output.ts");
  const raw = new LongString(base64(rawOutput(read.log, found)));
  return { result: { ...aboutCommand(read, found), raw }, human: rawOutput(read.log, found) };
}

function aboutCommand({ manifest, log }: CommandLog, found: LoggedCommand) {
  const { commandId, command: text, state, detection, exitCode } = found;
  return {
    sessionId: manifest.sessionId,
    ...{ commandId, state, detection },
    ...(text !== undefined && { command: text }),
    ...(exitCode !== undefined && { exitCode }),
    ...(log.incomplete && { logIncomplete: log.incomplete }),
  };
}

function checkOptions({ head, tail, grep, raw }: OutputOptions): void {
  const clash = head !== undefined && tail !== undefined ? "--head and --tail" : undefined;
  const selects = head !== undefined || tail !== undefined || grep !== undefined;
  const rawClash = raw && selects ? "--raw and --head, --tail or --grep" : undefined;
  const options = clash ?? rawClash;
  if (options === undefined) return;
  throw new AppError("INVALID_INPUT", `${options} cannot be given together.`, { options });
}

/** @throws AppError `INVALID_INPUT` */
function linePattern(text: string): RegExp {
  const compiled = compileScreenRegex(text);
  if ("regex" in compiled) return compiled.regex;
  const message = `--grep cannot be '${text}': ${compiled.problem}.`;
  throw new AppError("INVALID_INPUT", message, { option: "--grep", value: text, reason: compiled.problem });
}
