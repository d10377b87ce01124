import type { ErrorBody } from "./errors.ts";

/**
 * What crosses the socket between client and host. Each frame is one of these as JSON; see `core/frame.ts` for the
 * framing and `methods.ts` for the parameters of each method.
 */
export interface Hello {
  type: "hello";
  protocol: number;
  version: string;
}

export interface Request {
  id: number;
  method: string;
  params: unknown;
}

/** `details.reason` of the `RPC_ERROR` for an answer that does not fit into a frame. */
export const ANSWER_TOO_LARGE = "answer-too-large";

/** A part of a streamed answer; any number of them come before the answer itself. */
export interface StreamEvent {
  id: number;
  event: unknown;
}

export type Answer = { id: number; ok: true; result: unknown } | { id: number; ok: false; error: ErrorBody };

/** An answer to something that carried no usable id: a broken frame, a foreign hello. */
export interface ConnectionError {
  id: null;
  ok: false;
  error: ErrorBody;
}

export type FromHost = Hello | Answer | StreamEvent | ConnectionError;
