import { describe, expect, test } from "bun:test";
import { withoutEcho } from "../../src/core/echo-lines.ts";

function stripped(text: string, prompt: string, command: string, erased = false) {
  const { parts, exact } = withoutEcho({ head: text, omittedBytes: 0, tail: "" }, { prompt, command }, erased);
  return { text: parts.head, exact };
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
    const parts = { head: "$ seq 9\n1\n2\n", omittedBytes: 100, tail: "8\n9\n$ " };
    expect(withoutEcho(parts, { prompt: "$ ", command: "seq 9" }, false)).toEqual({
      parts: { head: "1\n2\n", omittedBytes: 100, tail: "8\n9" },
      exact: true,
    });
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
