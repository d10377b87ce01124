import { type BatchStep, parseBatchPlan } from "../core/batch-plan.ts";
import { BatchPlanError } from "../core/batch-plan-object.ts";
import { AppError } from "../protocol/errors.ts";

/**
 * The steps that a text describes, checked as a whole.
 *
 * @throws AppError `INVALID_INPUT` with `details.stepIndex` and `details.key` of what is wrong
 */
export function checkedBatchPlan(text: string): BatchStep[] {
  try {
    return parseBatchPlan(parseJson(text));
  } catch (error) {
    if (!(error instanceof BatchPlanError)) throw error;
    const { stepIndex, key, value } = error;
    throw new AppError("INVALID_INPUT", error.message, {
      ...(stepIndex !== undefined && { stepIndex }),
      ...(key !== undefined && { key }),
      value,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("INVALID_INPUT", `The steps are not JSON: ${(error as Error).message}.`, {
      reason: (error as Error).message,
    });
  }
}
