import { expect } from "bun:test";
import { isDeepStrictEqual } from "node:util";
import { callHost } from "../../../src/client/host-connection.ts";
import { foregroundOf } from "../../../src/pty/foreground.ts";
import { socketPath } from "../host/raw-client.ts";
import { DEADLINE_MS, eventually, type Sandbox } from "../sandbox.ts";
import { createArgs, type Setup } from "./setups.ts";

/** All that is to be seen of a session. */
export interface Sight {
  readonly lines: string[];
  readonly cursor: readonly [row: number, col: number];
  readonly isAltScreen: boolean;
}

export interface RunOutcome {
  readonly completed: boolean;
  readonly timedOut: boolean;
  readonly outcome: string;
  readonly seq: number;
  readonly marker: string;
}

/** A shell in a session. Calls go straight to its host: a look at the screen is then a look at this very moment. */
export class ShellSession {
  readonly id: string;
  readonly #box: Sandbox;
  readonly #socketPath: string;
  readonly #takesPaste: boolean;
  readonly #suggests: boolean;

  private constructor(box: Sandbox, setup: Setup, id: string) {
    this.#box = box;
    this.#takesPaste = ["bash", "zsh", "fish"].includes(setup.program);
    this.#suggests = setup.program === "fish";
    this.id = id;
    this.#socketPath = socketPath(box, id);
  }

  /** Starts the shell, and does not wait for it. */
  static async start(box: Sandbox, setup: Setup, cols: number): Promise<ShellSession> {
    return new ShellSession(box, setup, await box.create(...createArgs(box, setup, cols)));
  }

  /** Starts the shell and waits for its prompt, as a user would. */
  static async open(box: Sandbox, setup: Setup, cols: number): Promise<ShellSession> {
    const session = await ShellSession.start(box, setup, cols);
    await session.waitFor(setup.prompt);
    return session;
  }

  /** Runs a command, and waits for its end, whatever it asks on its way. */
  run(command: string, timeoutMs = DEADLINE_MS): Promise<RunOutcome> {
    return this.call("run", { command, timeoutMs, until: "completed" });
  }

  /** Runs a command until it has ended, or waits for typing. */
  runSettled(command: string, timeoutMs = DEADLINE_MS): Promise<RunOutcome> {
    return this.call("run", { command, timeoutMs });
  }

  /** Types a command as a person does: pasted, where the editor takes a paste, else line by line, and Enter. */
  async type(command: string): Promise<void> {
    const lines = this.#takesPaste ? [command] : command.split("\n");
    for (const [index, line] of lines.entries()) {
      // The shell still sleeps for a moment after Enter: its next prompt is to be there first.
      if (index > 0) await this.call("wait", { screenStableMs: 30 });
      if (index > 0) await this.#untilItListens();
      if (line !== "") await this.call("paste", { data: line });
      // fish leaves a suggestion on the screen that it draws while Enter is waiting.
      if (this.#suggests) await this.call("wait", { screenStableMs: 30 });
      await this.press("Enter");
    }
  }

  async #untilItListens(): Promise<void> {
    await eventually("the shell to ask for a line", async () => {
      const { state } = await this.call<{ state: { state: string } }>("inspect", {});
      return state.state === "ready" || state.state === "awaiting-input";
    });
  }

  async press(...keys: string[]): Promise<void> {
    await this.call("sendKeys", { keys });
  }

  /** Waits until the shell has prompted behind the last run. */
  async waitForPrompt(): Promise<void> {
    await eventually("the prompt", async () => (await this.snapshot()).cursorCol > 0);
  }

  /** Waits until a whole line of the screen matches. */
  async waitFor(line: string): Promise<void> {
    const params = { regex: `(?:^|\\n)${line} ?(?:\\n|$)`, timeoutMs: DEADLINE_MS };
    const { matched } = await this.call<{ matched: boolean }>("wait", params);
    if (!matched) throw new Error(`Waited in vain for a line /${line}/ on:\n${(await this.look()).lines.join("\n")}`);
  }

  /** Waits until a program of this name is in front of the terminal. */
  async untilInFront(name: string): Promise<void> {
    const { session } = await this.call<{ session: { childPid: number } }>("inspect", {});
    await eventually(`'${name}' to be in front`, () => foregroundOf(session.childPid)?.name === name);
  }

  snapshot() {
    return this.call<{
      capturedAtSeq: number;
      cursorRow: number;
      cursorCol: number;
      isAltScreen: boolean;
      visibleLines: { text: string }[];
      scrollbackLines: { text: string }[];
    }>("snapshot", { includeScrollback: true });
  }

  /** What is on the screen and above it. */
  async look(): Promise<Sight> {
    return sightOf(await this.snapshot());
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails if it is not there
  events(): any[] {
    return this.#box.events(this.id);
  }

  /** All output that the log has, joined. */
  output(): string {
    return outputOf(this.events());
  }

  /** The end of the log, to be told with a failure: which bytes came, and when. */
  story(): string {
    return this.events()
      .slice(-15)
      .map((event) => JSON.stringify(event))
      .join("\n");
  }

  call<T>(method: string, params: unknown): Promise<T> {
    return callHost<T>({ socketPath: this.#socketPath, method, params });
  }
}

/** Runs a command, and gives what is to be seen at the moment when it is reported to have completed. */
export async function shownByRun(session: ShellSession, command: string): Promise<Sight> {
  const outcome = await session.run(command);
  const snapshot = await session.snapshot();
  expect(outcome).toMatchObject({ completed: true, timedOut: false });
  const completion = completionOf(session, outcome);
  expect(completion.payload.marker).toBe(outcome.marker);
  expect(snapshot.capturedAtSeq).toBeGreaterThanOrEqual(completion.seq);
  return sightOf(snapshot);
}

/** What a session shows once it shows what is expected; or what it shows instead, when it never does. */
export async function settled(session: ShellSession, expected: Sight): Promise<Sight> {
  const deadline = performance.now() + DEADLINE_MS;
  let sight = await session.look();
  while (!isDeepStrictEqual(sight, expected) && performance.now() < deadline) {
    await Bun.sleep(5);
    sight = await session.look();
  }
  return sight;
}

function sightOf(snapshot: Awaited<ReturnType<ShellSession["snapshot"]>>): Sight {
  const lines = [...snapshot.scrollbackLines, ...snapshot.visibleLines].map(({ text }) => text);
  while (lines.at(-1) === "") lines.pop();
  return { lines, cursor: [snapshot.cursorRow, snapshot.cursorCol], isAltScreen: snapshot.isAltScreen };
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export function outputOf(events: any[]): string {
  return events.map(({ type, payload }) => (type === "output" ? payload.data : "")).join("");
}

/** What only we put into a session's output: if any of it shows, something of a run's machinery has leaked. */
const TRACES = ["__AT_MARKER_", "__agent_tty", "__at_", "aid=", "]133;"];

/** The output has no trace of how runs are followed, and each run that completed did so once, under its own marker. */
export function expectNoTrace(session: ShellSession): void {
  const events = session.events();
  const output = outputOf(events);
  for (const trace of TRACES) expect(output).not.toContain(trace);
  const completions = events.filter(({ type }) => type === "run_complete");
  for (const { seq, payload } of completions) {
    expect(events[payload.inputRunSeq]).toMatchObject({ type: "input_run", payload: { marker: payload.marker } });
    expect(seq).toBeGreaterThan(payload.inputRunSeq);
  }
  expect(new Set(completions.map(({ payload }) => payload.marker)).size).toBe(completions.length);
}

/** The log's record of a run's end. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function completionOf(session: ShellSession, run: { seq: number }): any {
  return session.events().find(({ type, payload }) => type === "run_complete" && payload.inputRunSeq === run.seq);
}
