import { shellWords } from "../../core/shell-words.ts";
import { type Catalogue, defineCommand } from "../command.ts";
import { completeLine } from "../completion/complete.ts";
import { completionScript, SHELLS, type Shell } from "../completion/scripts.ts";
import { oneOf } from "../values.ts";

export const command = defineCommand<object>({
  name: "completions",
  summary: "Print the script that makes a shell complete agent-tty's commands",
  arguments: [
    { flags: "<shell>", description: `${SHELLS.join(", ")}` },
    { flags: "[words...]", description: "asked by the script itself: what the last of these words can become" },
  ],
  options: [],
  notes: [
    "Load it in your shell's start-up file:",
    "  bash  source <(agent-tty completions bash)",
    "  zsh   source <(agent-tty completions zsh)",
    "  fish  agent-tty completions fish | source",
  ].join("\n"),
  async execute({ arguments: [given, words], catalogue }) {
    const shell = oneOf("shell", SHELLS)(String(given));
    if ((words as string[]).length > 0) return candidates(catalogue, shell, words as string[]);
    const script = completionScript(shell);
    return { result: { shell, script }, human: script };
  },
});

async function candidates(catalogue: Catalogue, shell: Shell, words: string[]) {
  const { before, current } = shell === "bash" ? bashWords(words) : splitLast(words);
  const completion = await completeLine(catalogue, before, current, process.env);
  const lines = completion.candidates.map(({ value, description }) => `${value}\t${description}`);
  return { result: { shell, ...completion }, human: [completion.kind, ...lines].join("\n") };
}

/** bash cuts its words where we do not (at `=` and `:`) and keeps their quotes, so its script gives the whole line. */
function bashWords(words: string[]): { before: string[]; current: string } {
  const { before, current } = shellWords(words.join(" "));
  const program = before.findIndex((word) => !/^\w+=/.test(word));
  return { before: before.slice(program + 1), current };
}

function splitLast(words: string[]): { before: string[]; current: string } {
  return { before: words.slice(0, -1), current: words.at(-1) ?? "" };
}
