import type { AppError } from "../src/protocol/errors.ts";

/** What an action throws, which it must. */
export function thrown(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    return error as AppError;
  }
  throw new Error("It did not throw.");
}
