import { describe, expect, test } from "bun:test";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_MEANINGS } from "../../../src/protocol/error-meanings.ts";
import { ERROR_CODES, type ErrorCode } from "../../../src/protocol/errors.ts";
import { socketName } from "../../../src/store/socket-link.ts";
import { endedSession } from "../cli/programs.ts";
import { frame, HELLO, socketPath } from "../host/raw-client.ts";
import { type Sandbox, useSandbox } from "../sandbox.ts";
import { printedBy } from "./schemas.ts";

const sandbox = useSandbox();

interface Provocation {
  /** Makes ready what it takes, and gives the call that must fail. */
  readonly call: (box: Sandbox) => string[] | Promise<string[]>;
  /** The words of the command, where they are not the first one. */
  readonly command?: string;
  /** Puts right again what would keep the sandbox from being cleaned. */
  readonly repair?: (box: Sandbox) => void | Promise<void>;
}

interface NotProvoked {
  readonly why: string;
}

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
let cleanUp = () => {};

/** A session whose host says what it is told to say to every request. */
function falseHost(box: Sandbox, ...messages: unknown[]): void {
  mkdirSync(box.sessionDirectory(ID), { recursive: true });
  const path = join(box.runtimeDirectory, socketName(box.sessionDirectory(ID), ID));
  const listener = Bun.listen({
    unix: path,
    socket: { data: (socket) => void socket.write(Buffer.concat(messages.map(frame))) },
  });
  symlinkSync(path, join(box.sessionDirectory(ID), "socket"));
  cleanUp = () => {
    listener.stop(true);
    rmSync(path, { force: true });
    rmSync(box.sessionDirectory(ID), { recursive: true });
  };
}

async function hostOf(box: Sandbox, id: string): Promise<number> {
  return (await box.ok("inspect", id)).session.hostPid;
}

const repair = () => cleanUp();

const PROVOCATIONS: Readonly<Record<ErrorCode, Provocation | NotProvoked>> = {
  INTERNAL_ERROR: { why: "it is a fault of the program itself, which no call is known to have" },
  SKILL_NOT_FOUND: { call: () => ["skills", "get", "nope"], command: "skills get" },
  INVALID_SESSION_ID: { call: () => ["inspect", ".."] },
  INVALID_DIMENSIONS: { call: () => ["create", "--cols", "0"] },
  INVALID_SIGNAL: { call: async (box) => ["signal", await box.create("cat"), "SIGNOPE"] },
  INVALID_KEYS: { call: async (box) => ["send-keys", await box.create("cat"), "Nope"] },
  INVALID_DURATION: { call: () => ["wait", "x", "--idle-ms", "soon"] },
  INVALID_INPUT: { call: () => ["nonsense"], command: "agent-tty" },
  SESSION_NOT_FOUND: { call: () => ["inspect", "nobody"] },
  SESSION_NOT_RUNNING: { call: async (box) => ["type", await endedSession(box, "true"), "x"] },
  SESSION_ALREADY_DESTROYED: {
    call: async (box) => {
      const id = await box.create("cat");
      await box.ok("destroy", id);
      return ["run", id, "x"];
    },
  },
  HOST_TIMEOUT: {
    call: async (box) => {
      const id = await box.create("cat");
      const host = await hostOf(box, id);
      process.kill(host, "SIGSTOP");
      cleanUp = () => void process.kill(host, "SIGCONT");
      return ["snapshot", id, "--timeout-ms", "50"];
    },
    repair,
  },
  HOST_UNREACHABLE: {
    call: async (box) => {
      const id = await box.create("cat");
      const host = await hostOf(box, id);
      rmSync(socketPath(box, id));
      cleanUp = () => void process.kill(host, "SIGTERM");
      return ["snapshot", id];
    },
    repair,
  },
  EXPORT_ERROR: {
    call: async (box) => ["record", "export", await box.create("cat"), "--format", "asciicast", "--out", "/no/where"],
    command: "record export",
  },
  STORAGE_READ_ERROR: { call: () => ["create", "--cwd", "/no/where"] },
  STORAGE_WRITE_ERROR: {
    call: (box) => {
      mkdirSync(box.home);
      writeFileSync(join(box.home, "skills"), "a file in its place");
      return ["skills", "path", "agent-tty"];
    },
    command: "skills path",
  },
  MANIFEST_VALIDATION_ERROR: {
    call: async (box) => {
      const id = await endedSession(box, "true");
      writeFileSync(join(box.sessionDirectory(id), "session.json"), "{}");
      return ["inspect", id];
    },
  },
  PROTOCOL_ERROR: {
    call: (box) => {
      falseHost(box, { ...HELLO, protocol: 99 });
      return ["inspect", ID];
    },
    repair,
  },
  RPC_ERROR: {
    call: (box) => {
      const error = { code: "OF_A_LATER_VERSION", message: "It is so.", retryable: false, details: {} };
      falseHost(box, HELLO, { id: 1, ok: false, error });
      return ["inspect", ID];
    },
    repair,
  },
  REPLAY_ERROR: { call: async (box) => ["wait", await endedSession(box, "true"), "--text", "never"] },
  WAIT_TIMEOUT: { why: "a wait that times out prints its result; only its exit status is this code's" },
};

const PROVOKED = Object.entries(PROVOCATIONS).flatMap(([code, each]) =>
  "call" in each ? [{ code: code as ErrorCode, ...each }] : [],
);

describe("every error code", () => {
  test("has a meaning", () => {
    expect(Object.keys(ERROR_MEANINGS)).toEqual(Object.keys(ERROR_CODES));
  });

  test.each(PROVOKED)(
    "$code is told by an envelope, and by its exit status",
    async ({ code, call, command, repair }) => {
      const box = sandbox();
      const args = await call(box);
      try {
        const name = command ?? (args[0] as string);
        const outcome = await box.call(["--json", ...args]);
        const { status, envelope } = await printedBy(box, name === "agent-tty" ? "version" : name, outcome);
        expect(envelope).toMatchObject({ ok: false, command: name, error: { code } });
        expect({ status, retryable: envelope.error.retryable }).toEqual({
          status: ERROR_CODES[code].exit,
          retryable: ERROR_CODES[code].retryable,
        });

        const { stdout, stderr, status: humanStatus } = await box.call(args);
        expect({ stdout, humanStatus }).toEqual({ stdout: "", humanStatus: status });
        expect(stderr).toStartWith(`${code}: ${envelope.error.message}\n`);
      } finally {
        await repair?.(box);
      }
    },
  );
});
