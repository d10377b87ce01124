import type { Front } from "../../core/front.ts";
import type { ShellInFront } from "../../core/run-completion/contract.ts";
import { AppError } from "../../protocol/errors.ts";
import { editorOf } from "../../shell-integration/shells.ts";
import { untilFront } from "../front-watch.ts";
import type { Session } from "../session.ts";

/** How long an editor is given to take its line away, in ms. */
const CLEAR_MS = 250;

/** The line is clean when the cursor has stood where the prompt left it for so long, in ms. */
const STILL_MS = 20;

/** What has been typed is drawn after so much quiet, in ms. */
const TAKEN_UP_MS = 30;

const CTRL_C = "\x03";

/**
 * Takes away what stands in the line editor of a shell that waits for a command, so that no command is typed behind
 * something else.
 *
 * @returns whether there was something
 * @throws AppError `RPC_ERROR` if it cannot be taken away; then nothing has been typed but the keys for it
 */
export async function cleanLine(session: Session, shell: ShellInFront, front: Front): Promise<boolean> {
  const isUnfinished = session.runs.phaseOf(shell.id) === "more";
  if (session.hasStrayInput && !isUnfinished) return await cleanStrayInput(session, shell, front);
  if (!isUnfinished && session.isLineClean) return false;
  await empty(session, shell, isUnfinished ? [CTRL_C] : [...editorOf(front).clear, CTRL_C]);
  return true;
}

/**
 * Takes away what has been typed and has not ended a line, at the prompt of a shell that is not followed: a line of ours is
 * never typed behind it.
 *
 * @returns whether the line that is seen has changed
 */
export async function clearTyped(session: Session, front: Front): Promise<boolean> {
  if (!session.hasStrayInput) return false;
  await drawnSoon(session, -1);
  const before = session.screen.textBeforeCursor();
  const { outputCount } = session;
  session.pty.write(editorOf(front).clear[0] ?? CTRL_C);
  session.hasStrayInput = false;
  await drawnSoon(session, outputCount);
  return session.screen.textBeforeCursor() !== before;
}

/** Something has been typed that has not ended a line: it may not have been drawn yet, or may be half a key (Escape). */
async function cleanStrayInput(session: Session, shell: ShellInFront, front: Front): Promise<boolean> {
  await drawnSoon(session, -1);
  const wasDirty = !session.isLineClean;
  await empty(session, shell, [...editorOf(front).clear, CTRL_C]);
  return wasDirty;
}

/** Waits until more has come than `outputCount` pieces, and nothing for a while; no longer than an editor is given. */
async function drawnSoon(session: Session, outputCount: number): Promise<void> {
  const isDrawn = () => session.outputCount > outputCount && session.idleMs >= TAKEN_UP_MS;
  await untilFront(session, AbortSignal.timeout(CLEAR_MS), () => isDrawn() || undefined);
}

/** @throws AppError `RPC_ERROR` if none of these keys empties the line */
async function empty(session: Session, shell: ShellInFront, ways: readonly string[]): Promise<void> {
  // A new prompt is the last resort: it changes `$?`.
  for (const keys of ways) {
    session.pty.write(keys);
    session.hasStrayInput = false;
    if (await isCleanSoon(session, shell)) return;
  }
  const text = session.screen.textBeforeCursor();
  const { sessionId } = session.spec;
  const message =
    `Something stands in the line editor of session '${sessionId}' and cannot be taken away: '${text}'. The command has ` +
    "not been typed; empty the line with send-keys, and try again.";
  throw new AppError("RPC_ERROR", message, { sessionId, line: text });
}

/** Has the shell prompt anew, with an empty line, in whatever mode its editor was. */
export async function renewPrompt(session: Session, shell: ShellInFront): Promise<void> {
  session.pty.write(CTRL_C);
  await isCleanSoon(session, shell);
}

/**
 * The same of a shell without marks, of which only the prompt is known that it last showed: what stands behind that is taken
 * away as far as can be.
 */
export async function cleanPlainLine(session: Session, shell: ShellInFront, front: Front): Promise<boolean> {
  const prompt = session.plainPrompts.get(shell.id);
  const isClean = () => session.screen.textBeforeCursor() === prompt;
  if (prompt === undefined || isClean()) return false;
  for (const keys of [...editorOf(front).clear, CTRL_C]) {
    session.pty.write(keys);
    const patience = AbortSignal.timeout(CLEAR_MS);
    if (await untilFront(session, patience, ({ heldMs }) => (heldMs >= STILL_MS && isClean()) || undefined))
      return true;
  }
  return true;
}

async function isCleanSoon(session: Session, shell: ShellInFront): Promise<boolean> {
  const isClean = await untilFront(session, AbortSignal.timeout(CLEAR_MS), (seen) => {
    const waits = seen.shell?.id === shell.id && session.runs.phaseOf(shell.id) === "ready";
    return waits && seen.heldMs >= STILL_MS && session.isLineClean ? true : undefined;
  });
  return isClean ?? false;
}
