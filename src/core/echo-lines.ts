import type { TextParts } from "./limited-text.ts";

/** What stood on the terminal when a command was typed. */
export interface TypedCommand {
  /** The prompt: the text before the cursor; its rows, where it has several and that is known, with `\n` between them. */
  readonly prompt: string;
  /** As it was typed, with `\n` between its lines. */
  readonly command: string;
}

export interface WithoutEcho {
  readonly parts: TextParts;
  /** Whether the echo and the prompt behind were both recognised: else some of them may be among the text. */
  readonly exact: boolean;
}

/** What shells ask for the rest of a command with. */
const CONTINUATION = "> ";

/**
 * Takes out of a terminal's text what is not a command's output: the command's echo behind the prompt, and the next
 * prompt. Line editors wrap and redraw in many ways, so blanks are not looked at.
 *
 * @param parts begins with the last row of the prompt
 * @param erased whether the screen has been erased since the command was typed, and the echo with it
 */
export function withoutEcho(parts: TextParts, typed: TypedCommand, erased: boolean): WithoutEcho {
  const front = erased ? { text: parts.head, exact: true } : withoutTyped(parts.head, typed);
  if (parts.tail === "" && parts.omittedBytes === 0) {
    const back = withoutPrompt(front.text, typed.prompt);
    return { parts: { head: back.text, omittedBytes: 0, tail: "" }, exact: front.exact && back.exact };
  }
  const back = withoutPrompt(parts.tail, typed.prompt);
  const { omittedBytes } = parts;
  return { parts: { head: front.text, omittedBytes, tail: back.text }, exact: front.exact && back.exact };
}

interface Stripped {
  readonly text: string;
  readonly exact: boolean;
}

function withoutTyped(text: string, { prompt, command }: TypedCommand): Stripped {
  const promptRow = prompt.slice(prompt.lastIndexOf("\n") + 1);
  const [first = "", ...more] = command.replace(/\n$/, "").split("\n");
  const echo = echoEnd(text, squeezed(promptRow + first));
  if (echo === undefined) return { text, exact: false };
  const rest = { text: text.slice(echo.end), exact: echo.exact };
  return more.length === 0 ? rest : withoutMore(rest, promptRow, more);
}

/** Where the line ends that shows `target`, which may be several if a line editor has wrapped it. */
function echoEnd(text: string, target: string): { end: number; exact: boolean } | undefined {
  let shown = "";
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline + 1;
    shown += squeezed(text.slice(at, end));
    at = end;
    if (shown === target) return { end, exact: true };
    // More on the line: a prompt at the right margin.
    if (shown.startsWith(target)) return { end, exact: false };
    if (!target.startsWith(shown)) return undefined;
  }
  return target === "" ? { end: 0, exact: true } : undefined;
}

/** Takes out the lines that the rest of the command's lines were read at, each behind a prompt. */
function withoutMore({ text, exact }: Stripped, promptRow: string, more: readonly string[]): Stripped {
  const lines = text.split("\n");
  // A shell without a line editor has them all echoed at once, as they are typed; its prompts come later, anywhere.
  const atOnce = more.every((line, index) => squeezed(lines[index] ?? "") === squeezed(line));
  if (atOnce) return { text: lines.slice(more.length).join("\n"), exact: false };
  const kept: string[] = [];
  let next = 0;
  for (const line of lines) {
    const wanted = more[next];
    const shown = squeezed(line);
    const isEcho =
      wanted !== undefined && [promptRow, CONTINUATION].some((before) => shown === squeezed(before + wanted));
    if (isEcho) next += 1;
    else kept.push(line);
  }
  return { text: kept.join("\n"), exact: exact && next === more.length };
}

function withoutPrompt(text: string, prompt: string): Stripped {
  const rows = prompt.split("\n").map((row) => row.trimEnd());
  if (rows.every((row) => row === "")) return { text, exact: true };
  const lines = withoutEmptyEnd(text).split("\n");
  const last = rows.at(-1) as string;
  const lastLine = (lines.at(-1) ?? "").trimEnd();
  // In front of the prompt was output that did not end in a newline: what comes behind this command is shorter.
  if (lastLine !== "" && lastLine !== last && last.endsWith(lastLine)) {
    return { text: lines.slice(0, -1).join("\n"), exact: false };
  }
  if (!lastLine.endsWith(last)) return { text, exact: false };
  const start = lines.length - rows.length;
  const isWhole = rows.every((row, index) => lines[start + index]?.trimEnd() === row);
  if (isWhole) return { text: lines.slice(0, start).join("\n"), exact: true };
  // In front of it is output that does not end in a newline; or something that the prompt has got, as "(venv) ".
  const before = lastLine.slice(0, lastLine.length - last.length);
  return { text: [...lines.slice(0, -1), before].join("\n"), exact: rows.length === 1 && !/[\s)\]}>]$/.test(before) };
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}

/** `text` without the newlines at its end: rows with nothing in them. */
export function withoutEmptyEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x0a) end--;
  return text.slice(0, end);
}
