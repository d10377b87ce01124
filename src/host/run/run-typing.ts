import type { Front } from "../../core/front.ts";
import { encodePaste } from "../../core/paste.ts";
import type { FollowedRun } from "../../core/run-completion/contract.ts";
import { editorOf } from "../../shell-integration/shells.ts";
import { untilFront } from "../front-watch.ts";
import { Patience } from "../patience.ts";
import { whenQuietFor } from "../quiet-countdown.ts";
import type { Session } from "../session.ts";
import { typeIn } from "../session-input.ts";
import { renewPrompt } from "./clean-line.ts";
import { type RunWay, SETTLED_MS } from "./run-way.ts";

/** What the Enter key sends. */
const ENTER = "\r";

/**
 * After so much quiet, in ms, an editor that sleeps has drawn what was pasted. Measured: fish draws its suggestion 2 to 5 ms
 * later; beside a busy loop, one gap in a hundred is longer than 34 ms, and then a suggestion may stay on the screen.
 */
const DRAWN_MS = 10;

/** After so much quiet, in ms, all of a line has been echoed that will be. */
const ECHO_QUIET_MS = 100;

/** The lines of a command; one that already ends with a newline has no empty line behind it. */
export function linesOf(command: string): string[] {
  return command.replace(/\r?\n$/, "").split(/\r?\n/);
}

/** A command as keys: each line ends with Enter. */
export function typedLines(command: string): string {
  return linesOf(command).join(ENTER) + ENTER;
}

/**
 * Types a run. A line editor that takes a paste is given all of it at once, byte for byte; a shell without one is given
 * each line when it asks for it.
 */
export async function typeRun(
  session: Session,
  way: RunWay,
  { command, run, limit }: { readonly command: string; readonly run: FollowedRun; readonly limit: AbortSignal },
): Promise<void> {
  const lines = linesOf(command);
  if (way.kind !== "none" && session.screen.modes().bracketedPaste) {
    const text = encodePaste(lines.join("\n"), { mode: "always", applicationWants: true });
    if (way.front.kind === "shell" && way.front.dialect === "fish") {
      // fish leaves a suggestion on the screen that it draws while Enter is waiting.
      typeIn(session, text);
      await untilFront(session, limit, ({ sleeps }) => (sleeps !== false && session.idleMs >= DRAWN_MS) || undefined);
      run.enter({ isLast: true, beginsAtLineEnd: false });
      typeIn(session, ENTER);
    } else {
      run.enter({ isLast: true, beginsAtLineEnd: false });
      typeIn(session, text + ENTER);
    }
  } else if (way.kind === "marks") {
    await typeLines(session, way, { lines, run, limit });
  } else {
    typeIn(session, lines.join(ENTER) + ENTER);
  }
}

async function typeLines(
  session: Session,
  way: Extract<RunWay, { kind: "marks" }>,
  { lines, run, limit }: { readonly lines: readonly string[]; readonly run: FollowedRun; readonly limit: AbortSignal },
): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index > 0 && (await untilNextLine(session, run, limit)) === undefined) return;
    const isTaken = await typeLine(session, way.front, line, limit);
    // An editor in another mode (vi's normal mode) takes characters for commands; a new prompt is in none.
    if (!isTaken && index === 0) {
      await renewPrompt(session, way.shell);
      await typeLine(session, way.front, line, limit);
    }
    run.enter({ isLast: index === lines.length - 1, beginsAtLineEnd: true });
    typeIn(session, ENTER);
  }
}

/** @returns false where it stands there otherwise than it was typed */
async function typeLine(session: Session, front: Front, line: string, limit: AbortSignal): Promise<boolean> {
  const { quote } = editorOf(front);
  const mark = session.screen.markCursor();
  const room = session.screen.cols - mark.col;
  const echo = () => squeezed(session.screen.textFrom(mark));
  typeIn(session, quote === undefined ? line : line.replaceAll("\t", `${quote}\t`));
  await untilEchoed(session, limit, () => echo() === squeezed(line));
  const shown = echo();
  mark.forget();
  // A line that is wider than the screen may be scrolled sideways, and one that is not shown at all is not echoed.
  return plain(shown) === plain(squeezed(line)) || shown === "" || line.length >= room;
}

/** Waits until a line has been echoed, or it is quiet: it is not, or not as it was typed. */
async function untilEchoed(session: Session, signal: AbortSignal, isEchoed: () => boolean): Promise<void> {
  const patience = new Patience<void>(0, signal, () => {});
  const look = () => {
    if (isEchoed()) patience.settle();
  };
  patience.onSettled(session.watch(look));
  patience.onSettled(session.whenEnded(() => patience.settle()));
  const lastAt = () => session.lastActivityAt;
  patience.onSettled(whenQuietFor(ECHO_QUIET_MS, lastAt, () => patience.settle()));
  look();
  await patience.settled;
}

/** Waits until the shell asks for the next line, or what it has started reads it. */
function untilNextLine(session: Session, run: FollowedRun, limit: AbortSignal): Promise<true | undefined> {
  return untilFront(session, limit, ({ state, heldMs, shell, sleeps }) => {
    const phase = session.runs.phaseOf(shell?.id);
    // It asks once its prompt is drawn.
    const asks = run.hasAnswer() && shell !== undefined && sleeps !== false && (phase === "ready" || phase === "more");
    return asks || (state === "awaiting-input" && heldMs >= SETTLED_MS) || undefined;
  });
}

/** busybox shows characters that it has no width for as question marks. */
function plain(text: string): string {
  return text.replace(/[^!->@-~]/g, "");
}

/** Editors wrap and redraw lines in many ways: blanks are not looked at. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}
