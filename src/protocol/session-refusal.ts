import type { SessionStatus } from "../core/session-status.ts";
import { AppError } from "./errors.ts";

/** Why a session that takes no commands refuses one. */
export function sessionRefusal(sessionId: string, status: SessionStatus): AppError {
  return status === "destroyed" || status === "destroying"
    ? new AppError("SESSION_ALREADY_DESTROYED", `Session '${sessionId}' has been destroyed.`, { sessionId, status })
    : new AppError("SESSION_NOT_RUNNING", `Session '${sessionId}' is not running any more (${status}).`, {
        sessionId,
        status,
      });
}
