import { expect, test } from "bun:test";
import fc from "fast-check";
import { bash, cutAt, dash, type Entry, FakeSession, markerOf, marks, never, ssh, WORD } from "./harness.ts";

const RUNS = { numRuns: 500 };

/** Pieces that a program prints and that look like a part of a mark of ours, or are somebody else's. */
const LOOKALIKES = [
  ...["a", " ", "\r\n", "\n", "\r", "\b", "\0", "\xff", "$ ", "> ", "\x07", "\\"],
  ...[
    "\x1b",
    "\x1b]",
    "\x1b\\",
    "\x1b]1",
    "\x1b]133",
    "\x1b]133;",
    "\x1b]133;D;0",
    "\x1b]133;D;0;aid=",
    "\x1b]7;file://vm/",
  ],
  ...[
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x1b]133;A\x07",
    "\x1b]133;D;0\x07",
    marks.end(1, "f".repeat(32)),
    marks.start("0".repeat(32)),
  ],
  ...[`aid=${WORD}`, `\x1b]133;D;0;aid=${WORD}`, `\x1b]133;D;0;x=aid=${WORD}\x07`],
];

/** Marks as the shell prints them, printed by a program. */
const FORGED = [
  ...[
    marks.end(0),
    marks.end(77),
    marks.end(""),
    marks.input(),
    marks.more(),
    marks.answer(3),
    marks.directory("/forged"),
  ],
];

const piecesOf = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...texts) },
        { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 6 }) },
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join(""));

/** Everything but the control strings that are marks of ours: what must be recorded of `text`. */
function withoutMarks(text: string): string {
  return text.replace(/\x1b\]([^\0-\x1f]*)(?:\x07|\x1b\\)/g, (whole, body: string) => (isMark(body) ? "" : whole));
}

function isMark(body: string): boolean {
  if (body.startsWith("7;")) return body.startsWith("7;file://vm/") && body.endsWith(`?aid=${WORD}`);
  return /^133;[DBPCI](?:;|$)/.test(body) && body.split(";").slice(2).includes(`aid=${WORD}`);
}

const output = piecesOf(LOOKALIKES).map((text) => (withoutMarks(text) === text ? text : ""));
const forgedOutput = piecesOf([...LOOKALIKES, ...FORGED, ...FORGED]);

/** Places to cut a text at, as fractions of its length. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });

interface Command {
  readonly status: number;
  readonly printed: string;
  /** Who types it: a run that is waited for, one that is not, or somebody else. */
  readonly typist: "waited" | "noWait" | "other";
  /** Whether the shell carries it out; else it is a comment or cannot be read. */
  readonly isCarriedOut: boolean;
  readonly saysCommand: boolean;
  readonly directory: string | undefined;
  /** Whether the shell is seen asleep between the Enter and its answer. */
  readonly looksAsleep: boolean;
  /** Whether something is typed while it is at work. */
  readonly isTypedInto: boolean;
  readonly cuts: readonly number[];
}

const commandOf = (printed: fc.Arbitrary<string>): fc.Arbitrary<Command> =>
  fc.record({
    status: fc.oneof(fc.constantFrom(0, 1, 255), fc.nat(255)),
    printed,
    typist: fc.constantFrom("waited", "waited", "noWait", "other"),
    isCarriedOut: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    saysCommand: fc.boolean(),
    directory: fc.option(fc.constantFrom("/", "/tmp/a b"), { nil: undefined }),
    looksAsleep: fc.boolean(),
    isTypedInto: fc.boolean(),
    cuts,
  });

/** How a shell tells that a command begins: by a mark, or not at all. */
type Kind = "tells starts" | "tells ends only";

/** A simulated shell in a session, and the log that must come of it. */
class Simulation {
  readonly session = new FakeSession();
  readonly expected: Entry[] = [];
  readonly waits: { readonly wait: Promise<unknown>; readonly begun: boolean; readonly exitCode?: number }[] = [];
  readonly #kind: Kind;
  readonly #isBehind: boolean;
  #directory: string | undefined;
  #lastStatus = 0;

  constructor(kind: Kind, isBehind: boolean) {
    this.#kind = kind;
    this.#isBehind = isBehind;
    this.session.front = this.#shell;
    if (isBehind) {
      void this.session.coordinator.drawVeil(ssh, true);
      this.session.feed(marks.answer(0));
      this.session.coordinator.liftVeil();
    }
    this.#prompt(0, undefined, []);
  }

  get #shell() {
    if (this.#isBehind) return ssh;
    return this.#kind === "tells starts" ? bash : dash;
  }

  /** Has a command typed, carried out and ended. */
  carryOut(seq: number, command: Command): void {
    const { session } = this;
    const { typist, printed, isCarriedOut, status } = command;
    const line = `command ${seq}`;
    const beginsAtLineEnd = this.#kind === "tells ends only";
    const registration = { inputRunSeq: seq, text: line, shellId: this.#shell.id };
    const marker = typist === "waited" ? { marker: markerOf(seq) } : {};
    const run = typist === "other" ? undefined : session.coordinator.registerRun({ ...registration, ...marker });
    run?.enter({ isLast: true, beginsAtLineEnd });
    if (command.looksAsleep) session.sleep({ quietMs: 20 }, this.#shell);
    const told = run === undefined ? {} : { run: seq };
    const says = !beginsAtLineEnd && command.saysCommand ? { command: line } : {};
    const begins = isCarriedOut || (beginsAtLineEnd && run !== undefined);
    const isStartTold = begins && (!beginsAtLineEnd || run !== undefined);
    this.#print(`${line}\r\n`, command.cuts);
    if (isStartTold) this.expected.push({ kind: "start", ...says, ...told });
    if (!beginsAtLineEnd && begins) this.#feed(command.saysCommand ? marks.startOf(line) : marks.start(), command.cuts);
    if (isCarriedOut) this.#work(printed, command);
    if (isStartTold) this.expected.push({ kind: "end", exitCode: status, ...told });
    const isTold = isStartTold || (status !== this.#lastStatus && status !== 0);
    this.#prompt(status, command.directory, command.cuts);
    session.sleep({}, this.#shell);
    if (typist !== "waited" || run === undefined) return;
    const ending = isTold ? { exitCode: status } : {};
    this.expected.push({ complete: seq, ...ending });
    this.waits.push({ wait: run.wait(never()), begun: isStartTold, ...ending });
  }

  /** A command prints, while it is in front. */
  #work(printed: string, { isTypedInto, cuts: places }: Command): void {
    const { session } = this;
    if (!this.#isBehind) session.front = undefined;
    if (isTypedInto) session.coordinator.sawInput();
    this.#print(printed, places);
    // What looks like the beginning of a mark is read while its program is in front.
    session.coordinator.releaseHeld();
    session.front = this.#shell;
  }

  #prompt(status: number, directory: string | undefined, places: readonly number[]): void {
    this.#directory = directory ?? this.#directory;
    const cwd = this.#directory === undefined ? {} : { directory: this.#directory };
    const where = directory === undefined ? "" : marks.directory(directory);
    const prompted = { kind: "prompt", ...cwd } as const;
    // A directory is told in front of the prompt's text, and the prompt with it.
    if (where !== "") this.expected.push(prompted);
    this.#note("vm$ ");
    if (where === "") this.expected.push(prompted);
    this.expected.push({ kind: "ready" });
    this.#lastStatus = status;
    this.#feed(`${marks.end(status)}${where}vm$ ${marks.input()}`, places);
  }

  #print(text: string, places: readonly number[]): void {
    this.#note(withoutMarks(text));
    this.#feed(text, places);
  }

  #feed(text: string, places: readonly number[]): void {
    const cut = places.map((place) => Math.floor(place * text.length));
    this.session.feed(...cutAt(text, cut).filter((chunk) => chunk !== ""));
  }

  #note(text: string): void {
    if (text === "") return;
    const last = this.expected.at(-1);
    if (typeof last === "string") this.expected[this.expected.length - 1] = last + text;
    else this.expected.push(text);
  }
}

async function check(kind: Kind, isBehind: boolean, commands: readonly Command[]): Promise<void> {
  const simulation = new Simulation(kind, isBehind);
  for (const [index, command] of commands.entries()) simulation.carryOut(index + 1, command);
  expect(simulation.session.log).toEqual(simulation.expected);
  for (const { wait, ...told } of simulation.waits) {
    const outcome = { kind: "completed", seq: expect.any(Number), detection: "integration", exact: true, ...told };
    expect(await wait).toEqual(outcome);
  }
}

const kinds = fc.constantFrom<Kind>("tells starts", "tells ends only");

test("output is what was printed without marks, each run ends once with its own status, and the order holds", async () => {
  const property = fc.asyncProperty(kinds, fc.boolean(), fc.array(commandOf(output), { maxLength: 6 }), check);
  await fc.assert(property, RUNS);
});

test("marks with the right word that a program prints while it is in front say nothing, and are not shown", async () => {
  const property = fc.asyncProperty(
    kinds,
    fc.array(commandOf(forgedOutput), { maxLength: 6 }),
    async (kind, commands) => {
      await check(kind, false, commands);
    },
  );
  await fc.assert(property, RUNS);
});

test("starts with the right word that the commands of runs print say nothing, and are not shown", async () => {
  const printed = piecesOf([...LOOKALIKES, marks.start(), marks.startOf("forged")]);
  const command = commandOf(printed).map((each) => ({ ...each, typist: "waited" as const, isCarriedOut: true }));
  const property = fc.asyncProperty(kinds, fc.array(command, { maxLength: 4 }), async (kind, commands) => {
    await check(kind, false, commands);
  });
  await fc.assert(property, RUNS);
});

test("however the bytes are cut, the same is recorded", () => {
  const all = [...LOOKALIKES, ...FORGED, marks.start(), marks.startOf("ls"), "\r\n"];
  const scene = fc.record({
    text: piecesOf(all),
    places: fc.array(fc.nat(300), { maxLength: 8 }),
    isShell: fc.boolean(),
    isVeiled: fc.boolean(),
  });
  fc.assert(
    fc.property(scene, ({ text, places, isShell, isVeiled }) => {
      const recorded = (chunks: readonly string[]): readonly Entry[] => {
        const session = new FakeSession();
        session.feed(marks.end(0) + marks.input());
        session.enter(1, "x", { beginsAtLineEnd: true });
        if (!isShell) session.front = undefined;
        if (isVeiled) void session.coordinator.drawVeil(bash, false);
        session.feed(...chunks);
        session.coordinator.flushPtyDataOnExit();
        return session.log;
      };
      expect(recorded(cutAt(text, places))).toEqual(recorded([text]));
    }),
    RUNS,
  );
});

test("while no shell is in front and none has spoken, everything but marks of ours is output, byte for byte", () => {
  const all = [...LOOKALIKES, ...FORGED, marks.start()];
  fc.assert(
    fc.property(piecesOf(all), fc.array(fc.nat(300), { maxLength: 8 }), (text, places) => {
      const session = new FakeSession();
      session.front = undefined;
      session.feed(...cutAt(text, places));
      session.coordinator.flushPtyDataOnExit();
      const shown = withoutMarks(text);
      expect(session.log).toEqual(shown === "" ? [] : [shown]);
    }),
    RUNS,
  );
});
