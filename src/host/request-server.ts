import { encodeFrame, FrameDecoder, FrameError } from "../core/frame.ts";
import { AppError, asAppError, type ErrorBody, errorBody } from "../protocol/errors.ts";
import { ANSWER_TOO_LARGE, type FromHost, type Hello, type Request } from "../protocol/messages.ts";
import { type Connection, type ConnectionHandlers, type Listener, listenUnix } from "../runtime.ts";
import { PROTOCOL_VERSION, VERSION } from "../version.ts";

/** What a method is told about the request beside its parameters. */
export interface RequestContext {
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Sends a part of a streamed answer; resolves when the client has room for more. */
  stream(event: unknown): Promise<void>;
}

/** Answers one request. What it throws is the client's error. */
export type RequestHandler = (method: string, params: unknown, context: RequestContext) => Promise<unknown>;

/**
 * A client that does not read is not allowed to fill the host's memory: beyond this its streams have to wait, and no
 * more requests are taken from it.
 */
const HIGH_WATER_BYTES = 1024 * 1024;

/** The most that is left of a message, or of one of its details, where all of it is too large to send, in UTF-16 units. */
const SHORT_LENGTH = 1000;

/** Serves requests on a session's socket: any number of clients, any number of requests of each at a time. */
export class RequestServer {
  #handle: RequestHandler;
  #listener: Listener | undefined;
  #clients = new Set<Client>();

  constructor(handle: RequestHandler) {
    this.#handle = handle;
  }

  /** @throws the system error */
  async listen(path: string): Promise<void> {
    this.#listener = await listenUnix(path, (connection) => {
      const client = new Client(connection, this.#handle, () => this.#clients.delete(client));
      this.#clients.add(client);
      return client;
    });
  }

  /** Takes no more clients, and resolves when those that are left have their answers, or after `limitMs`. */
  async close(limitMs: number): Promise<void> {
    let limit: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, limitMs);
    });
    await Promise.race([Promise.all([...this.#clients].map((client) => client.finish())), late]);
    clearTimeout(limit);
    this.#listener?.close();
  }
}

class Client implements ConnectionHandlers {
  #connection: Connection;
  #handle: RequestHandler;
  #onClose: () => void;
  #decoder = new FrameDecoder();
  #gone = new AbortController();
  #pending = new Set<Promise<void>>();
  #waitingForRoom: (() => void)[] = [];
  #greeted = false;
  #refused = false;

  constructor(connection: Connection, handle: RequestHandler, onClose: () => void) {
    this.#connection = connection;
    this.#handle = handle;
    this.#onClose = onClose;
    this.#send({ type: "hello", protocol: PROTOCOL_VERSION, version: VERSION });
  }

  data(bytes: Uint8Array): void {
    if (this.#refused) return;
    try {
      this.#decoder.push(bytes, (payload) => this.#receive(payload));
    } catch (error) {
      this.#refuse(
        error instanceof FrameError
          ? new AppError("PROTOCOL_ERROR", `The frame cannot be read: ${error.message}.`, { reason: error.reason })
          : asAppError(error),
      );
    }
  }

  drain(): void {
    this.#connection.resume();
    for (const resolve of this.#waitingForRoom.splice(0)) resolve();
  }

  close(): void {
    this.#gone.abort();
    this.drain();
    this.#onClose();
  }

  /** Resolves when every request of this client has been answered and the kernel has taken the answers. */
  async finish(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    while (this.#connection.pendingBytes > 0 && !this.#gone.signal.aborted) await this.#room();
    this.#connection.end();
  }

  #receive(payload: string): void {
    if (this.#refused) return;
    const message = parseMessage(payload);
    if (message === undefined) {
      this.#refuse(new AppError("PROTOCOL_ERROR", "The frame is neither a hello nor a request."));
    } else if ("type" in message) {
      this.#greet(message);
    } else if (!this.#greeted) {
      this.#refuse(new AppError("PROTOCOL_ERROR", "The first frame must be a hello."));
    } else {
      this.#answer(message);
    }
  }

  #greet(hello: Hello): void {
    this.#greeted = true;
    if (hello.protocol === PROTOCOL_VERSION) return;
    this.#refuse(
      new AppError(
        "PROTOCOL_ERROR",
        `This session's host (${VERSION}) speaks protocol ${PROTOCOL_VERSION}, the client (${hello.version}) ` +
          `protocol ${hello.protocol}. Use the version that created the session.`,
        { hostProtocol: PROTOCOL_VERSION, hostVersion: VERSION, clientProtocol: hello.protocol },
      ),
    );
  }

  #answer({ id, method, params }: Request): void {
    const context: RequestContext = {
      signal: this.#gone.signal,
      stream: async (event) => {
        this.#send({ id, event });
        if (this.#connection.pendingBytes > HIGH_WATER_BYTES) await this.#room();
      },
    };
    const answered = this.#handle(method, params, context).then(
      (result) => this.#sendAnswer(id, result),
      (error: unknown) => this.#sendError(id, error),
    );
    this.#pending.add(answered);
    void answered.finally(() => this.#pending.delete(answered));
  }

  #sendAnswer(id: number, result: unknown): void {
    try {
      this.#send({ id, ok: true, result });
    } catch (error) {
      this.#sendError(id, error);
    }
  }

  #sendError(id: number, error: unknown): void {
    const body = errorBody(error instanceof FrameError ? tooLarge(error) : asAppError(error));
    try {
      this.#send({ id, ok: false, error: body });
    } catch (fault) {
      if (!(fault instanceof FrameError)) throw fault;
      this.#send({ id, ok: false, error: inShort(body) });
    }
  }

  /** Says why, then closes; the host goes on. */
  #refuse(error: AppError): void {
    this.#refused = true;
    this.#send({ id: null, ok: false, error: errorBody(error) });
    this.#connection.end();
  }

  #room(): Promise<void> {
    return new Promise((resolve) => this.#waitingForRoom.push(resolve));
  }

  #send(message: FromHost): void {
    if (this.#gone.signal.aborted) return;
    this.#connection.write(encodeFrame(JSON.stringify(message)));
    if (this.#connection.pendingBytes > HIGH_WATER_BYTES) this.#connection.pause();
  }
}

function tooLarge({ message }: FrameError): AppError {
  return new AppError("RPC_ERROR", `The answer is too large to send: ${message}.`, { reason: ANSWER_TOO_LARGE });
}

/** An error names what it was given, which may be as large as a frame: what is long is cut, or left out of the details. */
function inShort({ message, details, ...rest }: ErrorBody): ErrorBody {
  const short = Object.entries(details).filter(([, value]) => `${JSON.stringify(value)}`.length <= SHORT_LENGTH);
  const cut = message.length <= SHORT_LENGTH ? message : `${message.slice(0, SHORT_LENGTH).toWellFormed()}…`;
  return { ...rest, message: cut, details: Object.fromEntries(short) };
}

function parseMessage(payload: string): Hello | Request | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  if ("type" in value) return isHello(value) ? value : undefined;
  return isRequest(value) ? { id: value.id, method: value.method, params: value.params ?? {} } : undefined;
}

function isHello(value: object): value is Hello {
  const { type, protocol, version } = value as Partial<Hello>;
  return type === "hello" && typeof protocol === "number" && typeof version === "string";
}

function isRequest(value: object): value is Request {
  const { id, method } = value as Partial<Request>;
  return Number.isSafeInteger(id) && typeof method === "string";
}
