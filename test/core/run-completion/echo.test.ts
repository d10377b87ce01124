import { describe, expect, test } from "bun:test";
import { cutAt, FakeSession } from "./harness.ts";

const TOKEN = "0123456789abcdef";
const LINE = String.raw` printf '\033_A0123456789abcdef\033\134'`;
const SENTINEL = `\x1b_A${TOKEN}\x1b\\`;

function session(): FakeSession {
  const made = new FakeSession({ tokens: [TOKEN] });
  made.run(1);
  return made;
}

/** What is appended of `text`, which must be the same for every cut. */
async function appended(text: string): Promise<(string | number)[]> {
  const records = [];
  for (let place = 0; place < text.length; place++) {
    const one = session();
    await one.feed(...cutAt(text, [place]));
    await one.coordinator.flushPtyDataOnExit();
    records.push(one.record);
  }
  for (const record of records) expect(record).toEqual(records[0] ?? []);
  return records[0] ?? [];
}

describe("the echo of a kernel", () => {
  test.each([
    ["in the middle of a line", `abc${LINE}\r\ndef`, "abcdef"],
    ["behind a space", `abc ${LINE}\r\ndef`, "abc def"],
    ["behind what looks like its own beginning", `help\r\n${LINE}\r\ndef`, "help\r\ndef"],
    ["behind an escape sequence that follows a p", `p\x1b[K${LINE}\r\ndef`, "p\x1b[Kdef"],
    ["behind a space and a backspace", `# \b${LINE}\r\ndef`, "# \bdef"],
    ["behind much of its own text", `$ printf '\\033_A${LINE}\r\ndef`, "$ printf '\\033_Adef"],
    ["with bash’s end of bracketed paste", `a${LINE}\r\n\x1b[?2004l\rdef`, "adef"],
    ["with another mode behind it", `a${LINE}\r\n\x1b[?2004hdef`, "a\x1b[?2004hdef"],
    ["with an escape sequence behind it", `a${LINE}\r\n\x1b[K\r\n  x`, "a\x1b[K\r\n  x"],
    ["with LF alone", `a${LINE}\ndef`, "adef"],
    ["without the space, given out before", `a${LINE.slice(1)}\r\ndef`, "adef"],
    ["twice", `a${LINE}\r\nb${LINE}\r\nc`, "abc"],
  ])("%s", async (_, text, expected) => {
    expect(await appended(text)).toEqual([expected]);
  });

  test("at the end, before its line end has come", async () => {
    expect(await appended(`a${LINE}\r`)).toEqual(["a"]);
  });
});

describe("the echo of a line editor", () => {
  test.each([
    ["noise between characters", `$ ${LINE.replace("_A", "\x1b[K_\x1b(BA")}\r\n`],
    ["a wrap", `$ ${LINE.replace("0123", "01 \r\x1b[K2\r23")}\r\n`],
    ["drawn twice", `$ ${LINE}\x1b[39D\x1b[34mprintf\x1b[m ${LINE.slice(8)}\r\n`],
    ["the beginning drawn twice", `$  \b${LINE}\x1b[?2004l\r\r\n`],
    ["a window title with part of it", `$ ${LINE}\x1b[K\x1b]0; printf '\\033 ~\x07\r`],
    ["a title closed by ST", `$ ${LINE}\x1b[K\x1b]0; printf '\\033 ~\x1b\\\r`],
    ["spaces that wipe", `$ ${LINE}     \r\x1b[K\r\n`],
  ])("%s", async (_, echo) => {
    // What follows is no second prompt, so the shell counts on the line end that stood in the echo.
    expect(await appended(`${echo}${SENTINEL}x`)).toEqual(["$ ", 1, "\r\nx"]);
    expect(await appended(`${echo}${SENTINEL}$ `)).toEqual(["$ ", 1]);
  });

  test("ends with text that the line cannot explain, which is output", async () => {
    expect(await appended(`$ ${LINE}\x1b[?2004l\r\r\nprinter on fire\r\n\x1b[Kp ${SENTINEL}`)).toEqual([
      "$ printer on fire\r\n\x1b[Kp ",
      1,
    ]);
  });

  test("and text of which the line explains only the beginning is output as a whole", async () => {
    expect(await appended(`$ ${LINE}\x1b[K\r\np x${SENTINEL}`)).toEqual(["$ p x", 1]);
  });

  test("ends with its own sentinel: noise behind that is output", async () => {
    const made = new FakeSession();
    const [one] = [made.run(1), made.run(2)];
    await made.feed(`a\n${one.postamble}\x1b[K\r\n${one.sentinel}\x1b[K\r\n${one.postamble}`);
    expect(made.record).toEqual(["a\n", 1, `\x1b[K\r\n${one.postamble}`]);
  });

  test("goes on over the sentinel of another run", async () => {
    const made = new FakeSession();
    const [one, two] = [made.run(1), made.run(2)];
    await made.feed(`a\n${two.postamble}\x1b[K\x1b[${one.sentinel}\x1b[K\r\n${two.sentinel}`);
    expect(made.record).toEqual(["a\n", 1, 2]);
  });

  test("a foreign control string is no noise", async () => {
    expect(await appended(`$ ${LINE}\x1b[K\x1b_Gf=1;\x1b\\\r\n${SENTINEL}`)).toEqual(["$ \x1b_Gf=1;\x1b\\\r\n", 1]);
  });

  test("broken off and drawn again, leaves only what was broken off", async () => {
    expect(await appended(`$  printf '\r\x1b[Kjob done\r\n$ ${LINE}\r\n${SENTINEL}`)).toEqual([
      "$  printf '\r\x1b[Kjob done\r\n$ ",
      1,
    ]);
  });

  test("behind an echo of the kernel", async () => {
    const editor = `${LINE.slice(0, 20)}\x1b[K${LINE.slice(15)}\r\n`;
    expect(await appended(`${LINE}\r\nhi\r\n$ ${editor}${SENTINEL}`)).toEqual(["hi\r\n$ ", 1]);
  });
});

describe("what is no echo", () => {
  test.each([
    "p",
    " p",
    " printf",
    LINE.slice(0, -1),
    `${LINE.slice(0, -1)}x`,
    `${LINE}x\r\n`,
    `${LINE} x`,
    `${LINE} p\r\n`,
    LINE.replace("f '", "f f '"),
    LINE.replace("0123", "0123 0123"),
    LINE.replace("0123", "0124"),
    LINE.replaceAll("", "."),
    ` printf '\\033_A\r\n`,
    "p\x1b[Kr\x1b[Ki\x1b[K",
    `${LINE.slice(0, 20)}\x1b]0;never closed`,
  ])("%j is output", async (text) => {
    expect(await appended(`a${text}`)).toEqual([`a${text}`]);
    expect(await appended(`a\r\n${text}${SENTINEL}`)).toEqual([`a\r\n${text}`, 1]);
  });

  test("another run’s postamble, once that run has completed", async () => {
    const made = new FakeSession();
    const [one, two] = [made.run(1), made.run(2)];
    await made.feed(`a\n${one.sentinel}`, `${one.postamble}\r\n${two.postamble}\r\n`);
    expect(made.record).toEqual(["a\n", 1, `${one.postamble}\r\n`]);
  });
});

describe("releaseHeld", () => {
  test.each([" printf", "$  pri\x1b[K"])(
    "keeps what is likely to be an echo: %j, which long quiet gives out",
    async (text) => {
      const one = session();
      await one.feed(text);
      await one.coordinator.releaseHeld();
      expect(one.record.join("").length).toBeLessThan(text.length);
      expect(one.coordinator.quietLimitMs).toBe(1000);
      await one.coordinator.quiet(1000);
      expect(one.record).toEqual([text]);
      expect(one.coordinator.quietLimitMs).toBeUndefined();
    },
  );

  test("while somebody waits for the run, quiet is given more time", async () => {
    const made = new FakeSession();
    const run = made.run(1);
    void run.wait(1);
    await made.feed("$ ");
    await made.coordinator.quiet(20);
    expect(made.record).toEqual(["$"]);
    expect(made.coordinator.quietLimitMs).toBe(250);
    made.timers.fireAll();
    expect(made.coordinator.quietLimitMs).toBe(20);
    await made.coordinator.quiet(20);
    expect(made.record).toEqual(["$ "]);
  });

  test("an echo that a busy machine has cut in two is none the less one", async () => {
    const one = session();
    await one.feed(`$ ${LINE.slice(0, 8)}\x1b[19C`);
    await one.coordinator.quiet(20);
    await one.feed(`${LINE.slice(8)}\x1b[K\r\n${SENTINEL}`);
    expect(one.record).toEqual(["$ ", 1]);
  });

  test("gives out a prompt’s space, and the echo is found all the same", async () => {
    const one = session();
    await one.feed("$ ");
    expect(one.record).toEqual(["$"]);
    expect(one.coordinator.quietLimitMs).toBe(20);
    await one.coordinator.releaseHeld();
    expect(one.record).toEqual(["$ "]);
    expect(one.coordinator.quietLimitMs).toBeUndefined();
    await one.feed(`${LINE}\r\nx`);
    expect(one.record).toEqual(["$ x"]);
  });

  test("gives out the leading space, and the rest of the echo is found", async () => {
    const one = session();
    await one.feed("$  ");
    await one.coordinator.releaseHeld();
    await one.feed(`${LINE.slice(1)}\r\nx`);
    expect(one.record).toEqual(["$  x"]);
  });

  test.each(["$ ", "$ \x1b[K"])("keeps what is certain to be an echo behind %j, and only that", async (prompt) => {
    const one = session();
    await one.feed(`${prompt}${LINE.slice(0, 24)}`);
    expect(one.coordinator.quietLimitMs).toBeUndefined();
    await one.coordinator.releaseHeld();
    expect(one.record).toEqual([prompt]);
    await one.feed(`${LINE.slice(24)}\r\nx`);
    expect(one.record).toEqual([`${prompt}x`]);
  });

  test("gives out the start of what bash writes behind a line", async () => {
    const one = session();
    await one.feed(`${LINE}\r\n\x1b[?20`);
    expect(one.coordinator.quietLimitMs).toBe(20);
    await one.coordinator.releaseHeld();
    expect(one.record).toEqual(["\x1b[?20"]);
  });

  test("does nothing when nothing is held", async () => {
    const one = session();
    await one.feed("x");
    await one.coordinator.releaseHeld();
    expect(one.log).toEqual(["x"]);
  });
});

test("two runs typed ahead: each echo goes, in whatever order", async () => {
  const made = new FakeSession();
  const [one, two] = [made.run(1), made.run(2)];
  await made.feed(`ls\r\n${one.postamble}\r\npwd\r\n${two.postamble}\r\na\r\n${one.sentinel}b\r\n${two.sentinel}`);
  expect(made.record).toEqual(["ls\r\npwd\r\na\r\n", 1, "b\r\n", 2]);
});
