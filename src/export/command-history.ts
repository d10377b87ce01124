import type { EventPayload, LogEvent } from "../protocol/events.ts";
import { CommandRecord, type LoggedCommand } from "./command-record.ts";

type Of<T extends LogEvent["type"]> = Extract<LogEvent, { type: T }>;

/** So many runs that nobody waits for are looked for among what the shell tells; they begin soon, or never. */
const MAX_EXPECTED = 64;

/**
 * The commands of a session in the order in which they were typed, from its log. An integrated shell tells where each
 * begins and ends, also what nobody but a person typed; elsewhere a run that was waited for is all there is to see.
 *
 * @param live whether the session goes on: what has not ended is then at work
 */
export function commandHistory(events: Iterable<LogEvent>, live: boolean): LoggedCommand[] {
  const history = new CommandHistory();
  for (const event of events) history.take(event);
  return history.end(live);
}

class CommandHistory {
  readonly #commands: CommandRecord[] = [];
  /** Those that are at work, or may be. */
  readonly #open = new Set<CommandRecord>();
  readonly #runs = new Map<number, CommandRecord>();
  /** Runs that nobody waits for: the log does not tell which command is theirs. */
  #expected: { record: CommandRecord; lines: string[] }[] = [];
  /** Commands that a shell has begun, by the event that tells it; a shell is itself the command of the one around it. */
  readonly #begun = new Map<number, CommandRecord>();
  #lastPromptSeq = -1;
  /** The directory of the shell that prompts; nothing while a command is at work. */
  #cwd: string | undefined;
  #lastSeq = -1;
  #exit: Of<"exit"> | undefined;

  take(event: LogEvent): void {
    this.#lastSeq = event.seq;
    if (event.type === "output") this.#output(event);
    else if (event.type === "input_run") this.#run(event);
    else if (event.type === "command_start") this.#start(event);
    else if (event.type === "command_end") this.#end(event);
    else if (event.type === "run_complete") this.#complete(event);
    else if (event.type === "prompt") this.#prompt(event);
    else if (event.type === "exit") this.#exit = event;
  }

  end(live: boolean): LoggedCommand[] {
    return this.#commands.map((record) => record.finished({ live, lastSeq: this.#lastSeq, exitTs: this.#exit?.ts }));
  }

  #output({ payload }: Of<"output">): void {
    if (this.#open.size === 0) return;
    const bytes = outputSize(payload);
    for (const record of this.#open) record.count(bytes);
  }

  #prompt({ seq, payload }: Of<"prompt">): void {
    this.#lastPromptSeq = seq;
    this.#cwd = payload.cwd;
  }

  #run({ seq, ts, payload }: Of<"input_run">): void {
    for (const open of this.#open) if (open.giveUp(seq)) this.#open.delete(open);
    const record = new CommandRecord({
      ...{ seq, ts, source: "run", command: payload.secretLength === undefined ? payload.command : undefined },
      cwd: this.#cwd,
      waited: payload.marker !== undefined,
    });
    this.#add(record);
    this.#runs.set(seq, record);
    if (payload.noWait)
      this.#expected = [...this.#expected, { record, lines: linesOf(payload.command) }].slice(-MAX_EXPECTED);
  }

  #start({ seq, ts, payload }: Of<"command_start">): void {
    const { command, inputRunSeq } = payload;
    const run = inputRunSeq === undefined ? this.#expectedRun(command) : this.#runs.get(inputRunSeq);
    const record = run ?? new CommandRecord({ seq, ts, source: "typed", command, cwd: this.#cwd, waited: false });
    if (run === undefined) this.#add(record);
    this.#open.add(record);
    record.begin(seq, ts);
    this.#begun.set(seq, record);
    this.#cwd = undefined;
  }

  /** A second end for one start shows that the first came from the command itself. */
  #end({ seq, ts, payload }: Of<"command_end">): void {
    const record = this.#begun.get(payload.startSeq);
    record?.stop(seq, ts, payload.exitCode);
    // A run of several lines may begin again.
    if (record) this.#open.delete(record);
  }

  #complete({ seq, ts, payload }: Of<"run_complete">): void {
    const record = this.#runs.get(payload.inputRunSeq);
    if (record === undefined) return;
    // A shell that tells its prompts, and was given nothing to carry out, has begun nothing.
    record.complete(seq, ts, payload.exitCode, this.#lastPromptSeq > payload.inputRunSeq);
    this.#open.delete(record);
  }

  #add(record: CommandRecord): void {
    this.#commands.push(record);
    this.#open.add(record);
  }

  /** The run whose line this command is; what should have begun before it never will. */
  #expectedRun(command: string | undefined): CommandRecord | undefined {
    const first = command?.split("\n", 1)[0]?.trim() ?? "";
    for (const [index, { record, lines }] of this.#expected.entries()) {
      const line = lines.indexOf(first);
      if (line === -1) continue;
      const rest = lines.slice(line + 1);
      this.#expected = [...(rest.length > 0 ? [{ record, lines: rest }] : []), ...this.#expected.slice(index + 1)];
      return record;
    }
    return undefined;
  }
}

function linesOf(command: string): string[] {
  return command.split("\n").map((line) => line.trim());
}

function outputSize({ data, bytes }: EventPayload<"output">): number {
  if (bytes === undefined) return Buffer.byteLength(data);
  return Buffer.byteLength(bytes, "base64");
}
