import { describe, expect, test } from "bun:test";
import { cutAt, FakeSession } from "./harness.ts";

/** The record of a run whose output is `before` the sentinel and `behind` it, the same for every cut. */
async function around(before: string, behind: string): Promise<(string | number)[]> {
  const texts = Array.from({ length: Math.max(1, behind.length) }, (_, place) => cutAt(behind, [place]));
  const records = [];
  for (const chunks of texts) {
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    await session.feed(before, sentinel, ...chunks);
    await session.coordinator.flushPtyDataOnExit();
    records.push(session.record);
  }
  for (const record of records) expect(record).toEqual(records[0] ?? []);
  return records[0] ?? [];
}

describe("the second prompt", () => {
  test.each([
    ["is dropped", "hi\r\nvm# ", "vm# ", ""],
    ["is dropped, what follows is output", "hi\r\nvm# ", "vm# ls\r\n", "ls\r\n"],
    ["is dropped behind output without a line end", "hivm# ", "vm# ", ""],
    ["of two lines is dropped", "hi\r\n\r\n~/lab\r\n> ", "\r\n~/lab\r\n> x", "x"],
    ["is the longest that fits", "vm# hi vm# ", "hi vm# x", "x"],
    ["that differs is output", "hi\r\n12:01 # ", "12:02 # ", "12:02 # "],
    ["that differs behind a stretch that recurs is output", "hi\r\n 12:01 ", " 12:02 ", " 12:02 "],
    ["is not expected behind a line end", "hi\r\n", "hi\r\n", "hi\r\n"],
    ["is not expected where nothing was output", "", "x", "x"],
    ["does not come", "hi\r\nvm# ", "bye\r\n", "bye\r\n"],
    ["takes no repeated output with it", "# ls\r\na\r\n# ", "# ls\r\na\r\n# ", "ls\r\na\r\n# "],
    ["begins with a line end", "\x1b[?2004l\r\x1b[?2004h\r\n~\r\n> ", "\x1b[?2004h\r\n~\r\n> ", ""],
    ["has a carriage return more", "\r\x1b[K\x1b[1mvm# ", "\r\x1b[K\r\x1b[1mvm# x", "x"],
    ["has a carriage return less", "\r\x1b[?2004h\rvm# ", "\r\x1b[?2004hvm# x", "x"],
    ["keeps its question for the cursor", "hi\r\n$ \x1b[6n", "$ \x1b[6nx", "\x1b[6nx"],
    ["comes once", "hi\r\nvm# ", "vm# vm# ", "vm# "],
  ])("%s", async (_, before, behind, left) => {
    expect(await around(before, behind)).toEqual(
      left === "" ? [before, 1] : before === "" ? [1, left] : [before, 1, left],
    );
  });

  test("longer than what is remembered is output", async () => {
    const prompt = `${"x".repeat(5000)}# `;
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    await session.feed(`hi\r\n${prompt}${sentinel}${prompt}`);
    expect(session.record).toEqual([`hi\r\n${prompt}`, 1, prompt]);
  });

  test("is found in what came since the registration only", async () => {
    const session = new FakeSession();
    session.run(9);
    await session.feed("vm#");
    const { sentinel } = session.run(1);
    await session.feed(`!${sentinel}vm#!`);
    expect(session.record).toEqual(["vm#!", 1, "vm#!"]);
  });

  test("settled by long quiet: what was begun is given out", async () => {
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    await session.feed(`vm# ${sentinel}vm`);
    await session.coordinator.quiet(20);
    expect(session.record).toEqual(["vm# ", 1]);
    expect(session.coordinator.quietLimitMs).toBe(1000);
    await session.coordinator.quiet(1000);
    expect(session.record).toEqual(["vm# ", 1, "vm"]);
    expect(session.coordinator.quietLimitMs).toBeUndefined();
  });

  test("may come late: while nothing has come there is nothing to release", async () => {
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    await session.feed(`vm# ${sentinel}`);
    expect(session.coordinator.quietLimitMs).toBeUndefined();
    await session.feed("vm# ");
    expect(session.record).toEqual(["vm# ", 1]);
  });

  test("well begun, may take its time for the rest; input ends that", async () => {
    const prompt = "\x1b[?2004hvm# ";
    for (const patient of [true, false]) {
      const session = new FakeSession();
      const { sentinel } = session.run(1);
      await session.feed(`${prompt}${sentinel}${prompt.slice(0, 8)}`);
      expect(session.coordinator.quietLimitMs).toBeUndefined();
      if (!patient) await session.coordinator.releaseHeld();
      await session.feed(prompt.slice(8));
      expect(session.record).toEqual(patient ? [prompt, 1] : [prompt, 1, prompt]);
    }
  });

  test("that is found, but could still be a longer one, is settled by quiet", async () => {
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    await session.feed(`vm:/lab# > vm:/lab# ${sentinel}vm:/lab# `);
    expect(session.record).toEqual(["vm:/lab# > vm:/lab# ", 1]);
    expect(session.coordinator.quietLimitMs).toBe(20);
    await session.coordinator.quiet(20);
    await session.feed("> vm:/lab# ");
    expect(session.record).toEqual(["vm:/lab# > vm:/lab# ", 1, "> vm:/lab# "]);
  });

  test("is not expected any more once input is written", async () => {
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    await session.feed(`vm# ${sentinel}`);
    await session.coordinator.releaseHeld();
    await session.feed("vm# ");
    expect(session.record).toEqual(["vm# ", 1, "vm# "]);
  });

  test("of a run may be the first prompt of the next, which is typed ahead", async () => {
    for (const tail of [" ", "\x1b[6n"]) {
      const prompt = `# ${tail}`;
      const session = new FakeSession();
      const [one, two] = [session.run(1), session.run(2)];
      await session.feed(
        `a\r\n${prompt}${one.postamble}\r\n${one.sentinel}${prompt}ls\r\n`,
        `b\r\n${prompt}${two.postamble}\r\n${two.sentinel}${prompt}`,
      );
      const asked = tail === " " ? [] : [tail];
      expect(session.record).toEqual([`a\r\n${prompt}`, 1, `${asked}ls\r\nb\r\n${prompt}`, 2, ...asked]);
    }
  });

  test("and the next run’s echo and sentinel directly behind it, as dash has it", async () => {
    const session = new FakeSession();
    const [one, two] = [session.run(1), session.run(2)];
    await session.feed(`x\r\n# ${one.sentinel}# ${two.postamble}\r\n${two.sentinel}# `);
    expect(session.record).toEqual(["x\r\n# ", 1, 2]);
  });

  test("that was only begun comes before the next completion", async () => {
    const session = new FakeSession();
    const [one, two] = [session.run(1), session.run(2)];
    await session.feed(`vm# ${one.sentinel}vm${two.sentinel}`);
    expect(session.record).toEqual(["vm# ", 1, "vm", 2]);
  });

  describe("behind an editor’s echo, the cursor being at the start of a line", () => {
    test.each([
      ["is dropped", "$ ", ["$ ", 1]],
      ["that has changed gets a line of its own", "2$ ", ["$ ", 1, "\r\n2$ "]],
      ["that has changed in its middle, too", "$1 ", ["$ ", 1, "\r\n$1 "]],
    ])("%s", async (_, second, expected) => {
      for (const place of Array.from(second, (_, index) => index)) {
        const session = new FakeSession();
        const { postamble, sentinel } = session.run(1);
        await session.feed(`$ ${postamble}\r\n\x1b[?2004l\r${sentinel}`, ...cutAt(second, [place]));
        await session.coordinator.releaseHeld();
        expect(session.record).toEqual(expected);
      }
    });

    test("that comes behind the next input, too", async () => {
      const session = new FakeSession();
      const { postamble, sentinel } = session.run(1);
      await session.feed(`$ ${postamble}\x1b[K\r\n${sentinel}`);
      await session.coordinator.releaseHeld();
      expect(session.record).toEqual(["$ ", 1]);
      await session.feed("ls\r\n", "$ ls\r\n");
      expect(session.record).toEqual(["$ ", 1, "\r\nls\r\n$ ls\r\n"]);
    });

    test("but not behind the kernel’s, which came before the prompt", async () => {
      const session = new FakeSession();
      const { postamble, sentinel } = session.run(1);
      await session.feed(`${postamble}\r\n$ ${sentinel}2$ `);
      expect(session.record).toEqual(["$ ", 1, "2$ "]);
    });
  });
});
