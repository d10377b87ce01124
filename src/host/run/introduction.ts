import type { Front } from "../../core/front.ts";
import { encodePaste } from "../../core/paste.ts";
import type { Answer, ShellInFront } from "../../core/run-completion/contract.ts";
import { introductionLine } from "../../shell-integration/introduction.ts";
import { questionLine } from "../../shell-integration/question.ts";
import { type SeenFront, untilFront } from "../front-watch.ts";
import type { Session } from "../session.ts";

/** What the Enter key sends. */
const ENTER = "\r";

/** How long a shell is given to answer a line of ours, in ms; one behind a slow connection needs two ways and its work. */
const ANSWER_MS = 1000;

/** For so long, in ms: fish sleeps for a moment before it draws its prompt. */
const STILL_MS = 30;

/** How long it is given to prompt again. A prompt that asks git about a large tree takes a while. */
const PROMPT_MS = 1000;

/**
 * Types a line into a shell that waits at its prompt, once, which plants marks into its prompts. Nothing of it is seen.
 *
 * @returns whether the shell has answered, and is followed from now on
 */
export async function introduce(session: Session, shell: ShellInFront, front: Front): Promise<boolean> {
  const isUnknown = front.kind === "shell" && front.dialect === "plain";
  if (isUnknown || session.strangers.has(shell.id)) return false;
  const { answered } = await remind(session, shell, front);
  if (!answered) session.strangers.add(shell.id);
  return answered;
}

/** Introduces a shell again that waits at its prompt and has lost its marks, and asks for the status of its last command. */
export function remind(session: Session, shell: ShellInFront, front: Front): Promise<Answer> {
  const dialect = front.kind === "shell" && front.dialect !== "plain" ? front.dialect : undefined;
  const line = introductionLine(session.shellWord, dialect);
  const isBack = () => session.runs.phaseOf(shell.id) === "ready";
  return typedUnseen(session, { line, shell, introduces: true, isBack });
}

/** Asks a shell that waits at its prompt for the status of its last command. Nothing of it is seen. */
export function ask(session: Session, shell: ShellInFront, front: Front): Promise<Answer> {
  const dialect = front.kind === "shell" ? front.dialect : "plain";
  const line = questionLine(session.shellWord, dialect);
  return typedUnseen(session, { line, shell, introduces: false, isBack: isStill });
}

/** A prompt that bears no mark is drawn when nothing has come for a while. */
function isStill({ state, heldMs }: SeenFront): boolean {
  return state === "ready" && heldMs >= STILL_MS;
}

/** A line of ours for a shell. */
interface UnseenLine {
  readonly line: string;
  readonly shell: ShellInFront;
  /** Whether the shell is followed once it has answered. */
  readonly introduces: boolean;
  /** Whether the shell waits again. */
  isBack(seen: SeenFront): boolean;
}

/** Types a line of ours, and hides what comes of it until the shell waits again. */
async function typedUnseen(session: Session, { line, shell, introduces, isBack }: UnseenLine): Promise<Answer> {
  const { runs, turns, screen, pty } = session;
  return await turns.alone(async () => {
    const answer = runs.drawVeil(shell, introduces);
    const paste = { mode: "auto", applicationWants: screen.modes().bracketedPaste } as const;
    pty.write(encodePaste(line, paste) + ENTER);
    const late = AbortSignal.timeout(ANSWER_MS);
    const first = await Promise.race([answer, aborted(late), session.ended.then(() => NO_ANSWER)]);
    if (first.answered) {
      const patience = AbortSignal.timeout(PROMPT_MS);
      await untilFront(session, patience, (seen) => (seen.shell?.id === shell.id && isBack(seen)) || undefined);
    }
    session.orFail(() => runs.liftVeil());
    return first;
  });
}

const NO_ANSWER: Answer = { answered: false };

function aborted(signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(NO_ANSWER), { once: true }));
}
