import type { RunResult } from "../protocol/methods.ts";
import type { OutputCapture } from "./output-capture.ts";
import type { RunWay } from "./run-way.ts";
import type { Session } from "./session.ts";

interface CapturedRun {
  readonly command: string;
  readonly way: RunWay;
  readonly capture: OutputCapture | undefined;
  readonly maxOutput: number;
}

/** What a run's command has printed, as a person would see it; nothing where that cannot be told. */
export function capturedOutput(_session: Session, _run: CapturedRun): RunResult["output"] {
  return undefined;
}
