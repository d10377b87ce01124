import type { z } from "zod";
import { AppError, type ErrorCode } from "../protocol/errors.ts";
import * as protocol from "../protocol/method-params.ts";
import type { HostedSession } from "./hosted-session.ts";
import { destroy } from "./methods/destroy.ts";
import { follow } from "./methods/follow.ts";
import { mark, paste, sendKeys, type } from "./methods/input.ts";
import { inspect } from "./methods/inspect.ts";
import { run } from "./methods/run.ts";
import { screenshot } from "./methods/screenshot.ts";
import { snapshot } from "./methods/snapshot.ts";
import { resize, signal } from "./methods/terminal.ts";
import { wait } from "./methods/wait.ts";
import type { RequestContext } from "./request-server.ts";

interface Method {
  /** Makes the schema of the parameters. */
  params: () => z.ZodType;
  /** The code of an error in the parameters, where it is not `INVALID_INPUT`. */
  invalid?: ErrorCode;
  handle(hosted: HostedSession, params: never, context: RequestContext): unknown;
}

function method<P extends z.ZodType>(
  params: () => P,
  handle: (hosted: HostedSession, params: z.output<P>, context: RequestContext) => unknown,
  invalid: ErrorCode = "INVALID_INPUT",
): Method {
  return { params, handle, invalid };
}

/** The schemas of the methods that have been asked for, by name. */
const schemas = new Map<string, z.ZodType>();

const METHODS: Record<string, Method> = {
  inspect: method(protocol.noParams, inspect),
  snapshot: method(protocol.snapshotParams, snapshot),
  screenshot: method(protocol.screenshotParams, screenshot),
  type: method(protocol.textParams, type),
  paste: method(protocol.pasteParams, paste),
  sendKeys: method(protocol.keysParams, sendKeys),
  mark: method(protocol.markParams, mark),
  run: method(protocol.runParams, run),
  resize: method(protocol.resizeParams, resize, "INVALID_DIMENSIONS"),
  signal: method(protocol.signalParams, signal),
  wait: method(protocol.waitParams, wait),
  // The name under which a wait for the screen alone was known; it is the same.
  waitForRender: method(protocol.waitParams, wait),
  destroy: method(protocol.destroyParams, destroy),
  follow: method(protocol.followParams, follow),
};

/**
 * Answers a request. What the answer tells is in the log's file before it is sent.
 *
 * @throws AppError whatever the method throws; `PROTOCOL_ERROR` for a method that there is not
 */
export async function answer(
  hosted: HostedSession,
  name: string,
  params: unknown,
  context: RequestContext,
): Promise<unknown> {
  const entry = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!entry) {
    throw new AppError("PROTOCOL_ERROR", `A session host has no method '${name}'.`, {
      method: name,
      methods: Object.keys(METHODS),
    });
  }
  const result = await entry.handle(hosted, parseParams(entry, name, params) as never, context);
  hosted.session.log.flush();
  return result;
}

function parseParams(entry: Method, name: string, params: unknown): unknown {
  const schema = schemas.get(name) ?? entry.params();
  schemas.set(name, schema);
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.path.join(".") || "params";
  throw new AppError(entry.invalid ?? "INVALID_INPUT", `'${key}' of '${name}' is not valid: ${issue?.message}.`, {
    method: name,
    key,
  });
}
