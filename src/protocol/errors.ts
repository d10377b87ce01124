/**
 * Every error that a user can meet: its code, the exit status of the program, and whether the same call may
 * succeed when simply made again.
 */
export const ERROR_CODES = {
  INTERNAL_ERROR: { exit: 1, retryable: false },
  SKILL_NOT_FOUND: { exit: 1, retryable: false },
  INVALID_SESSION_ID: { exit: 2, retryable: false },
  INVALID_DIMENSIONS: { exit: 2, retryable: false },
  INVALID_SIGNAL: { exit: 2, retryable: false },
  INVALID_KEYS: { exit: 2, retryable: false },
  INVALID_DURATION: { exit: 2, retryable: false },
  INVALID_INPUT: { exit: 2, retryable: false },
  SESSION_NOT_FOUND: { exit: 3, retryable: false },
  SESSION_NOT_RUNNING: { exit: 4, retryable: false },
  SESSION_ALREADY_DESTROYED: { exit: 4, retryable: false },
  HOST_TIMEOUT: { exit: 5, retryable: true },
  HOST_UNREACHABLE: { exit: 6, retryable: true },
  EXPORT_ERROR: { exit: 7, retryable: false },
  STORAGE_READ_ERROR: { exit: 8, retryable: false },
  STORAGE_WRITE_ERROR: { exit: 8, retryable: false },
  MANIFEST_VALIDATION_ERROR: { exit: 8, retryable: false },
  PROTOCOL_ERROR: { exit: 9, retryable: false },
  RPC_ERROR: { exit: 9, retryable: true },
  REPLAY_ERROR: { exit: 10, retryable: false },
  WAIT_TIMEOUT: { exit: 11, retryable: false },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export type ErrorDetails = Record<string, unknown>;

/** What of an error crosses a process or reaches a program: the `error` of an envelope and of an answer frame. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details: ErrorDetails;
}

/** An error meant for the user: a code, a sentence that names the value and what to do, and details for programs. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  /** Whether the same call may succeed; not where it has typed a command, which would be carried out twice. */
  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable && this.details["commandId"] === undefined;
  }

  get exitStatus(): number {
    return ERROR_CODES[this.code].exit;
  }
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERROR_CODES, code);
}

/** Any thrown value as an {@link AppError}; what is not one already becomes `INTERNAL_ERROR`. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError("INTERNAL_ERROR", message, {}, { cause: thrown });
}

export function errorBody(error: AppError): ErrorBody {
  return { code: error.code, message: error.message, retryable: error.retryable, details: error.details };
}

/** The error that the other side of a socket reported; an unknown code (a newer version's) becomes `RPC_ERROR`. */
export function errorFromBody(body: { code: string; message: string; details?: ErrorDetails }): AppError {
  const details = body.details ?? {};
  return isErrorCode(body.code)
    ? new AppError(body.code, body.message, details)
    : new AppError("RPC_ERROR", body.message, { ...details, hostCode: body.code });
}

/** The `code` of a system error (`ENOENT`, `EACCES`, …), if it is one. */
export function systemErrorCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}
