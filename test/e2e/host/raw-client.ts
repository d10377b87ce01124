import { readlinkSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { encodeFrame, FrameDecoder } from "../../../src/core/frame.ts";
import { eventually, type Sandbox } from "../sandbox.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails if it is not there
type Frame = any;

export const HELLO = { type: "hello", protocol: 1, version: "test" };

/** A message as it stands on the wire. */
export function frame(message: unknown): Uint8Array {
  return encodeFrame(JSON.stringify(message));
}

/** Where a session's host listens. */
export function socketPath(box: Sandbox, session: string): string {
  return readlinkSync(join(box.sessionDirectory(session), "socket"));
}

/** A client that says what a test wants it to say, byte by byte if need be, and keeps all that the host says. */
export class RawClient {
  readonly frames: Frame[] = [];
  /** All bytes that have come. */
  received = Buffer.alloc(0);
  closed = false;
  #socket: Socket;
  #decoder = new FrameDecoder();

  private constructor(socket: Socket) {
    this.#socket = socket;
    for (const event of ["end", "close"]) {
      socket.on(event, () => {
        this.closed = true;
      });
    }
    // A host that closes while this writes is what some tests are about; `closed` tells.
    socket.on("error", () => {});
  }

  /** Connects and says nothing. With `reads: false` it also takes nothing, until {@link read}. */
  static async connect(box: Sandbox, session: string, { reads = true } = {}): Promise<RawClient> {
    const socket = connect({ path: socketPath(box, session), allowHalfOpen: true });
    const client = new RawClient(socket);
    if (reads) client.read();
    else socket.pause();
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return client;
  }

  /** Connects and says hello. */
  static async greeted(box: Sandbox, session: string, options?: { reads: boolean }): Promise<RawClient> {
    const client = await RawClient.connect(box, session, options);
    client.send(HELLO);
    return client;
  }

  read(): void {
    this.#socket.on("data", (bytes: Buffer) => {
      this.received = Buffer.concat([this.received, bytes]);
      this.#decoder.push(bytes, (payload) => this.frames.push(JSON.parse(payload)));
    });
    this.#socket.resume();
  }

  write(bytes: Uint8Array | string): void {
    this.#socket.write(bytes);
  }

  send(...messages: unknown[]): void {
    this.write(Buffer.concat(messages.map(frame)));
  }

  /** The first frame, come or still to come, of which this is so. */
  async next(what: string, isIt: (frame: Frame) => boolean): Promise<Frame> {
    await eventually(
      what,
      () => this.frames.some(isIt) || this.closed,
      () => this.#story(),
    );
    const found = this.frames.find(isIt);
    if (found === undefined) throw new Error(`The connection was closed before ${what} came. ${this.#story()}`);
    return found;
  }

  /** The answer to a request. */
  answer(id: number | null): Promise<Frame> {
    return this.next(`the answer to ${id}`, (frame) => frame.id === id && "ok" in frame);
  }

  async untilClosed(): Promise<void> {
    await eventually("the host to close the connection", () => this.closed);
  }

  /** Says that it will write no more, and goes on reading. */
  endWriting(): void {
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroy();
  }

  #story(): string {
    const last = this.frames.slice(-3).map((frame) => JSON.stringify(frame).slice(0, 200));
    return `${this.frames.length} frames have come, the last: ${last.join(" ")}`;
  }
}
