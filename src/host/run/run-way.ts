import type { Front } from "../../core/front.ts";
import type { ShellInFront } from "../../core/run-completion/contract.ts";
import { type SeenFront, untilFront } from "../front-watch.ts";
import type { Session } from "../session.ts";
import { clearTyped } from "./clean-line.ts";
import { introduce } from "./introduction.ts";

/** How the end of a run is to be known. */
export type RunWay =
  /** The shell's prompts bear marks, which tell it. */
  | { readonly kind: "marks"; readonly shell: ShellInFront; readonly front: Front }
  /** The shell is asked by a typed line, once it waits at its prompt again. */
  | { readonly kind: "question"; readonly shell: ShellInFront; readonly front: Front; readonly prompt: string }
  /** No shell is in front, as far as can be told. */
  | { readonly kind: "none"; readonly prompt: string };

/** A state that nothing announces counts once it has been so for so long, in ms: a program handles a key for a moment. */
export const SETTLED_MS = 30;

/** How long what is in front is given to get to where it can be told, in ms: it is starting, or logging in. */
const UNKNOWN_PATIENCE_MS = 2000;

/** The same where another machine may be behind it, of which nothing can be seen but that it is quiet. */
const BEHIND_PATIENCE_MS = 300;

/**
 * Waits until what is in front waits for typing, or until nobody can tell whether it does.
 *
 * @returns nothing if `signal` was aborted before, or the session has ended
 */
export function untilItListens(session: Session, signal: AbortSignal): Promise<SeenFront | undefined> {
  const startedAt = performance.now();
  // The system hands a first prompt over a moment after it has been printed: where none is seen, it may be on its way.
  const hasCome = ({ shell, heldMs }: SeenFront): boolean =>
    heldMs >= SETTLED_MS ||
    (shell !== undefined && session.runs.phaseOf(shell.id) !== "starting") ||
    session.screen.textBeforeCursor() !== "";
  return untilFront(session, signal, (seen) => {
    const { state, heldMs, shell, front } = seen;
    const phase = shell && session.runs.phaseOf(shell.id);
    // One that prompts is still drawing its prompt, or has drawn one without marks, which a look confirms.
    if (state === "ready") return seen.isConfirmed && phase !== "prompting" && hasCome(seen) ? seen : undefined;
    if (state === "awaiting-input" || state === "awaiting-secret") return heldMs >= SETTLED_MS ? seen : undefined;
    // A shell behind it that has been introduced tells itself when it listens.
    const isFollowed = phase !== undefined && phase !== "starting";
    if (state !== "unknown" || isFollowed) return undefined;
    const patienceMs = front?.kind === "carrier" ? BEHIND_PATIENCE_MS : UNKNOWN_PATIENCE_MS;
    const isQuiet = session.quietMs >= Math.min(patienceMs, BEHIND_PATIENCE_MS);
    return isQuiet && performance.now() - startedAt >= patienceMs ? seen : undefined;
  });
}

/**
 * The way that fits what is in front. A shell that is met for the first time is introduced, at an empty line.
 *
 * @returns `clearedInput`: whether something stood in that line and has been taken away
 */
export async function wayOfRun(
  session: Session,
  { state, shell, front }: SeenFront,
): Promise<{ readonly way: RunWay; readonly clearedInput: boolean }> {
  const { runs, spec, screen } = session;
  const none: RunWay = { kind: "none", prompt: screen.textBeforeCursor() };
  const asIs = (way: RunWay) => ({ way, clearedInput: false });
  if (shell === undefined || front === undefined) return asIs(none);
  const phase = runs.phaseOf(shell.id);
  if (phase === "ready" || phase === "more") return asIs({ kind: "marks", shell, front });
  const mayBeShell = state === "ready" || (shell.isBehind && state === "unknown" && !screen.isAltScreen);
  if (!mayBeShell) return asIs(none);
  const clearedInput = spec.shellIntegration && (await clearTyped(session, front));
  const isIntroduced = spec.shellIntegration && (await introduce(session, shell, front));
  if (isIntroduced) return { way: { kind: "marks", shell, front }, clearedInput };
  const prompt = screen.textBeforeCursor();
  return { way: front.kind === "shell" ? { kind: "question", shell, front, prompt } : none, clearedInput };
}
