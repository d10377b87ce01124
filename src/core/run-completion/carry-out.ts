import type { Eventual } from "../serial-queue.ts";

/**
 * Carries out steps one after the other, at once as far as they are synchronous. A step that fails does not keep the
 * ones behind it from being carried out.
 *
 * @throws the failure when all steps are through; an {AggregateError} of them if there were several.
 */
export function carryOut<Step>(steps: readonly Step[], perform: (step: Step) => Eventual<void>): Eventual<void> {
  return carryOn(steps, 0, perform, []);
}

function carryOn<Step>(
  steps: readonly Step[],
  from: number,
  perform: (step: Step) => Eventual<void>,
  failures: unknown[],
): Eventual<void> {
  for (let index = from; index < steps.length; index++) {
    try {
      const done = perform(steps[index] as Step);
      if (done instanceof Promise) {
        return done
          .catch((failure: unknown) => void failures.push(failure))
          .then(() => carryOn(steps, index + 1, perform, failures));
      }
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, "several appends failed");
}
