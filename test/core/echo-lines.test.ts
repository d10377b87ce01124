import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { WithoutEcho } from "../../src/core/echo-lines.ts";

function stripped(pieces: string | readonly string[], prompt: string, command: string, erased = false) {
  let text = "";
  const filter = new WithoutEcho(
    { prompt, command },
    {
      add: (piece) => {
        text += piece;
      },
      restart: () => {
        text = "";
      },
    },
  );
  if (erased) filter.restart();
  for (const piece of typeof pieces === "string" ? [pieces] : pieces) filter.add(piece);
  const exact = filter.end();
  return { text, exact };
}

describe("echo and prompt are taken out", () => {
  test("of a command in one line", () => {
    expect(stripped("$ echo hi\nhi\n$ ", "$ ", "echo hi")).toEqual({ text: "hi", exact: true });
  });

  test("without output", () => {
    expect(stripped("$ true\n$ ", "$ ", "true")).toEqual({ text: "", exact: true });
  });

  test("where the editor has wrapped the echo and drawn blanks", () => {
    expect(stripped("$ echo   a b\n c\nabc\n$", "$ ", "echo a b c")).toEqual({ text: "abc", exact: true });
  });

  test("of several lines, read one by one", () => {
    const screen = "$ echo a\na\n$ echo b\nb\n$ ";
    expect(stripped(screen, "$ ", "echo a\necho b")).toEqual({ text: "a\nb", exact: true });
  });

  test("of a here-document", () => {
    const screen = "$ cat <<E\n> one\n> E\none\n$ ";
    expect(stripped(screen, "$ ", "cat <<E\none\nE\n")).toEqual({ text: "one", exact: true });
  });

  test("with a prompt of two rows", () => {
    expect(stripped("$ echo x\nx\n~/src\n$ ", "~/src\n$ ", "echo x")).toEqual({ text: "x", exact: true });
  });

  test("of a flood, of which the middle is missing", () => {
    const texts: string[] = [];
    const sink = { add: (text: string) => texts.push(text), restart: () => texts.splice(0) };
    const filter = new WithoutEcho({ prompt: "$ ", command: "seq 9" }, sink);
    filter.add("$ seq 9\n1\n2\n");
    filter.gap();
    texts.push("…");
    filter.add("8\n9\n$ ");
    expect(filter.end()).toBe(true);
    expect(texts.join("")).toBe("1\n2\n…8\n9");
  });

  test("behind output of any length without a newline", () => {
    const long = "😀".repeat(200_000);
    expect(stripped([`$ x\n${long}`, long, "$ "], "$ ", "x")).toEqual({ text: long + long, exact: true });
    const lines = `$ x\n${long}\n$ echo b\nb\n$ `;
    expect(stripped([lines], "$ ", "x\necho b")).toEqual({ text: `${long}\nb`, exact: true });
    expect(stripped([...lines], "$ ", "x\necho b")).toEqual({ text: `${long}\nb`, exact: true });
  });

  test("however the text comes in pieces", () => {
    const word = fc.constantFrom("$ ", "a", "echo a", "cat <<E", "E", "> ", "\n", "\n\n", " ", "😀", "~/src");
    const words = (maxLength: number) => fc.array(word, { maxLength }).map((all) => all.join(""));
    const prompts = fc.constantFrom("$ ", "> ", "", "~/src\n$ ");
    fc.assert(
      fc.property(prompts, words(4), words(12), fc.boolean(), (prompt, command, output, ends) => {
        const text = `${prompt.split("\n").at(-1)}${ends ? command : ""}\n${output}${ends ? `\n${prompt}` : ""}`;
        expect(stripped(Array.from(text), prompt, command)).toEqual(stripped(text, prompt, command));
      }),
    );
  });

  test("where the screen has been cleared, there is no echo", () => {
    expect(stripped("hi\n$ ", "$ ", "clear; echo hi", true)).toEqual({ text: "hi", exact: true });
  });
});

describe("what is not recognised stays, and that is said", () => {
  test("another prompt than before", () => {
    expect(stripped("~$ cd /\n/$ ", "~$ ", "cd /")).toEqual({ text: "/$ ", exact: false });
  });

  test("what stands in front of the prompt may be output without a newline, or part of a new prompt", () => {
    expect(stripped("$ printf abc\nabc$ ", "$ ", "printf abc")).toEqual({ text: "abc", exact: true });
    expect(stripped("$ . venv/activate\n(venv) $ ", "$ ", ". venv/activate")).toEqual({
      text: "(venv) ",
      exact: false,
    });
  });

  test("a prompt behind output of the command before", () => {
    expect(stripped("abc$ echo hi\nhi\n$ ", "abc$ ", "echo hi")).toEqual({ text: "hi", exact: false });
  });

  test("another echo", () => {
    expect(stripped("$ !!\necho hi\nhi\n$ ", "$ ", "echo hi")).toEqual({ text: "$ !!\necho hi\nhi", exact: false });
  });

  test("a prompt at the right margin goes with the echo", () => {
    expect(stripped("$ echo hi      12:00\nhi\n$ ", "$ ", "echo hi")).toEqual({ text: "hi", exact: false });
  });

  test("lines that were echoed all at once", () => {
    const screen = "$ echo a\necho b\na\n$ b\n$ ";
    expect(stripped(screen, "$ ", "echo a\necho b")).toEqual({ text: "a\n$ b", exact: false });
  });
});
