import type { FollowedRun } from "../../core/run-completion/contract.ts";
import type { WaitResult } from "../../core/run-completion/waiter.ts";
import { type SeenFront, untilFront } from "../front-watch.ts";
import type { Session } from "../session.ts";
import { ask, remind } from "./introduction.ts";
import { type RunWay, SETTLED_MS } from "./run-way.ts";

/** How a run came out, as far as its caller is concerned. */
export type RunOutcome =
  | WaitResult
  /** It can go no further without its user. */
  | { readonly kind: "awaiting"; readonly state: "awaiting-input" | "awaiting-secret" };

interface Awaited {
  readonly run: FollowedRun;
  readonly way: RunWay;
  /** Whether the command's end is waited for also where it waits for typing. */
  readonly untilCompleted: boolean;
  readonly limit: AbortSignal;
}

/** How prompts end. */
const PROMPT_END = /[$#%>❯➜»λ→›]$/u;

/** How fish's `read` asks. */
const FISH_QUESTION = /^read> ?$/;

/** Waits until the end of a run has been seen, or it waits for its user, or the waiting is over. */
export async function outcomeOf(session: Session, awaited: Awaited): Promise<RunOutcome> {
  const { run, limit } = awaited;
  const over = new AbortController();
  const awaiting = awaitingOf(session, awaited, AbortSignal.any([limit, over.signal]));
  try {
    const outcome = (await Promise.race([run.wait(limit), awaiting])) ?? (await run.wait(limit));
    if (awaited.way.kind === "question" && outcome.kind !== "completed") void askLater(session, awaited);
    return outcome;
  } finally {
    over.abort();
  }
}

/** Nobody waits for the run any more, but its end is to be in the log: its shell is asked when it is back. */
async function askLater(session: Session, awaited: Awaited): Promise<void> {
  await awaitingOf(session, { ...awaited, untilCompleted: true }, new AbortController().signal);
}

/** Watches what is in front for what no mark tells; nothing once `signal` is aborted. */
async function awaitingOf(session: Session, awaited: Awaited, signal: AbortSignal): Promise<RunOutcome | undefined> {
  const { way, run } = awaited;
  for (;;) {
    const next = await untilFront(session, signal, (seen) => nextOf(session, awaited, seen));
    if (next === undefined) return undefined;
    if (next !== "ends") return next;
    if (way.kind === "none") {
      session.orFail(() => run.complete("none"));
      return undefined;
    }
    const answer = await (way.kind === "marks" ? remind : ask)(session, way.shell, way.front);
    if (!answer.answered) return AWAITS_INPUT;
    if (way.kind === "marks") continue;
    session.plainPrompts.set(way.shell.id, session.screen.textBeforeCursor());
    session.orFail(() => run.complete("sentinel", answer.exitCode));
    return undefined;
  }
}

const AWAITS_INPUT = { kind: "awaiting", state: "awaiting-input" } as const;

/** What a look at what is in front comes to; nothing where it may still change. */
function nextOf(session: Session, { way, untilCompleted }: Awaited, seen: SeenFront): RunOutcome | "ends" | undefined {
  const { state, heldMs, shell } = seen;
  if (heldMs < SETTLED_MS) return undefined;
  if (state === "ready" && way.kind !== "none" && shell?.id === way.shell.id) {
    // A shell that has lost its marks is asked; else they tell. Behind a program nothing proves that it waits.
    const hasLost = way.kind === "marks" && session.runs.phaseOf(shell.id) === "running" && !shell.isBehind;
    if (way.kind === "marks") return hasLost ? "ends" : undefined;
    if (looksLike(way.prompt, session.screen.textBeforeCursor())) return "ends";
  }
  // What read the line has ended: the shell around it waits.
  if (state === "ready" && way.kind === "none" && shell?.isBehind === false) return "ends";
  if (untilCompleted) return undefined;
  if (state === "awaiting-secret") return { kind: "awaiting", state };
  return state === "awaiting-input" || state === "ready" ? AWAITS_INPUT : undefined;
}

/** Whether a shell that waits shows its prompt, and not a question of its own (`read -e`), by how that ends. */
function looksLike(prompt: string, text: string): boolean {
  const end = text.trimEnd();
  // A prompt that fills its row leaves the cursor in an empty one.
  const isPrompt = end === "" || end.at(-1) === prompt.trimEnd().at(-1) || PROMPT_END.test(end);
  return isPrompt && !FISH_QUESTION.test(text);
}
