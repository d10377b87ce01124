import { joinBytes } from "../core/bytes.ts";
import { encodeFrame, FrameDecoder, FrameError, MAX_FRAME_BYTES } from "../core/frame.ts";
import { AppError, errorFromBody } from "../protocol/errors.ts";
import type { FromHost, Hello } from "../protocol/messages.ts";
import { afterReading } from "../runtime/after-reading.ts";
import { type Connection, connectUnix } from "../runtime.ts";
import { PROTOCOL_VERSION, VERSION } from "../version.ts";

export interface HostCall {
  readonly socketPath: string;
  readonly method: string;
  readonly params: unknown;
  /** Upper bound of the round trip in ms; 0 = none. */
  readonly timeoutMs?: number;
  /** Called for each part of a streamed answer. */
  readonly onEvent?: (event: unknown) => void;
  /** Gives the call up when aborted, with the signal's reason. */
  readonly signal?: AbortSignal;
}

const HELLO: Hello = { type: "hello", protocol: PROTOCOL_VERSION, version: VERSION };

/**
 * Makes one request of a session host, on a connection of its own. Hello and request go out in one write, since
 * nobody waits for the other's hello.
 *
 * @throws AppError `INVALID_INPUT` for more than a frame can hold, `HOST_UNREACHABLE`, `HOST_TIMEOUT`, `PROTOCOL_ERROR`, or
 * what the host answered; the reason of a signal that was aborted
 */
export async function callHost<T>(call: HostCall): Promise<T> {
  const exchange = new Exchange(call);
  try {
    return (await exchange.run()) as T;
  } finally {
    exchange.close();
  }
}

class Exchange {
  #call: HostCall;
  #decoder = new FrameDecoder();
  #connection: Connection | undefined;
  #stopTimer = () => {};
  #settle = Promise.withResolvers<unknown>();
  /** What the host has typed for this call, if anything. */
  #typed: { readonly commandId: string } | undefined;
  #giveUp = () => this.#settle.reject(this.#call.signal?.reason);

  constructor(call: HostCall) {
    this.#call = call;
  }

  async run(): Promise<unknown> {
    const { socketPath, method, params, timeoutMs = 0, signal } = this.#call;
    signal?.throwIfAborted();
    const request = requestBytes(method, params);
    signal?.addEventListener("abort", this.#giveUp, { once: true });
    if (timeoutMs > 0) this.#stopTimer = afterReading(timeoutMs, () => this.#timeOut(timeoutMs));
    try {
      this.#connection = await connectUnix(socketPath, {
        data: (bytes) => this.#receive(bytes),
        close: () => this.#settle.reject(unreachable(socketPath, "it closed the connection before it answered")),
      });
    } catch (error) {
      throw unreachable(socketPath, (error as Error).message);
    }
    this.#connection.write(request);
    return this.#settle.promise;
  }

  close(): void {
    this.#stopTimer();
    this.#call.signal?.removeEventListener("abort", this.#giveUp);
    // The pending promise must not count as unhandled when the connection itself failed.
    this.#settle.promise.catch(() => {});
    this.#connection?.destroy();
  }

  #receive(bytes: Uint8Array): void {
    try {
      this.#decoder.push(bytes, (payload) => this.#take(JSON.parse(payload) as FromHost));
    } catch (error) {
      const message = `The host's answer cannot be read: ${(error as Error).message}.`;
      this.#settle.reject(new AppError("PROTOCOL_ERROR", message, { socketPath: this.#call.socketPath }));
    }
  }

  #take(message: FromHost): void {
    if ("type" in message) this.#checkHello(message);
    else if ("event" in message) this.#takeEvent(message.event);
    else if (message.ok) this.#settle.resolve(message.result);
    else this.#settle.reject(errorFromBody(message.error));
  }

  #takeEvent(event: unknown): void {
    if (this.#call.method === "run") this.#typed = event as { commandId: string };
    this.#call.onEvent?.(event);
  }

  #checkHello(hello: Hello): void {
    if (hello.protocol === PROTOCOL_VERSION) return;
    this.#settle.reject(
      new AppError(
        "PROTOCOL_ERROR",
        `The session's host (${hello.version}) speaks protocol ${hello.protocol}, this client (${VERSION}) ` +
          `protocol ${PROTOCOL_VERSION}. Use the version that created the session.`,
        { hostProtocol: hello.protocol, hostVersion: hello.version, clientProtocol: PROTOCOL_VERSION },
      ),
    );
  }

  #timeOut(timeoutMs: number): void {
    const { method, socketPath } = this.#call;
    const typed = this.#typed;
    const more = typed === undefined ? "" : ` The command has been typed: ${typed.commandId}.`;
    const message = `The session host did not answer '${method}' within ${timeoutMs} ms.${more}`;
    this.#settle.reject(new AppError("HOST_TIMEOUT", message, { method, timeoutMs, socketPath, ...typed }));
  }
}

function unreachable(socketPath: string, reason: string): AppError {
  return new AppError("HOST_UNREACHABLE", `The session host cannot be reached: ${reason}.`, { socketPath, reason });
}

/** Hello and the request, for one write. @throws AppError `INVALID_INPUT` if the request is larger than a frame may be */
function requestBytes(method: string, params: unknown): Uint8Array {
  try {
    return joinBytes(encodeFrame(JSON.stringify(HELLO)), encodeFrame(JSON.stringify({ id: 1, method, params })));
  } catch (error) {
    if (!(error instanceof FrameError) || error.reason !== "too-large") throw error;
    const most = `${MAX_FRAME_BYTES / 2 ** 20} MiB`;
    const message = `This is too much for one '${method}', which takes ${most} as JSON. Send it in pieces.`;
    throw new AppError("INVALID_INPUT", message, { method, maximumBytes: MAX_FRAME_BYTES });
  }
}
