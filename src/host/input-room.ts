import { AppError } from "../protocol/errors.ts";

/** Input is refused while this much waits for the child to read: what has been typed is kept in the host's memory. */
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

interface Typist {
  readonly spec: { readonly sessionId: string };
  readonly pty: { readonly pendingWriteBytes: number };
}

/** @throws AppError `RPC_ERROR`, retryable, while a session's program does not read what it has been sent */
export function requireRoom({ spec: { sessionId }, pty: { pendingWriteBytes } }: Typist): void {
  if (pendingWriteBytes < MAX_PENDING_BYTES) return;
  const message = `The program in session '${sessionId}' does not read: ${pendingWriteBytes} bytes of input wait for it.`;
  throw new AppError("RPC_ERROR", message, { sessionId, pendingWriteBytes, limit: MAX_PENDING_BYTES });
}
