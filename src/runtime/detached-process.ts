import { isBun, isDeno } from "../runtime.ts";

/**
 * JavaScriptCore lets garbage grow with the machine's memory: a child that floods its terminal would make a host of
 * 190 MB on a large machine. Told that there are 256 MB, it collects in time (130 MB) and is hardly slower.
 */
const HEAP_HINT = { name: "BUN_JSC_forceRAMSize", value: String(256 * 1024 * 1024) };

/** Takes the hint for our own heap out of the environment, which is to be a session's. */
export function forgetHeapHint(): void {
  if (process.env[HEAP_HINT.name] === HEAP_HINT.value) delete process.env[HEAP_HINT.name];
}

/** A process started to outlive this one. */
export interface DetachedProcess {
  readonly pid: number;
  /** The first line of its standard output, without the newline; what there was of it if it ended before. */
  readonly firstLine: Promise<string>;
  /** Resolves when it has ended. Until then it keeps this process from ending, as it does until its first line is there. */
  ended(): Promise<void>;
  /** Sends it a signal, unless it has ended. */
  signal(name: NodeJS.Signals): void;
}

/**
 * Starts a process in a session of its own (setsid), so that neither a hang-up nor a Ctrl-C of this terminal
 * reaches it. It gets `input` as standard input; its standard error goes nowhere.
 */
export async function spawnDetached(command: readonly string[], input: string): Promise<DetachedProcess> {
  const [file = "", ...args] = command;
  if (isBun) {
    const child = Bun.spawn([file, ...args], {
      stdin: new TextEncoder().encode(input),
      stdout: "pipe",
      stderr: "ignore",
      detached: true,
      cwd: "/",
      env: { [HEAP_HINT.name]: HEAP_HINT.value, ...process.env },
    });
    // Only now: while a promise is awaited and nothing keeps the program, Bun asks for events without a pause, and takes
    // a whole processor from the process that it waits for.
    const line = firstLine(child.stdout).finally(() => child.unref());
    const ended = async () => {
      child.ref();
      await child.exited;
    };
    return { pid: child.pid, firstLine: line, ended, signal: (name) => child.kill(name) };
  }
  if (isDeno) (await import("./deno.ts")).keepDescriptorsBack();
  const { spawn } = await import("node:child_process");
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "ignore"], detached: true, cwd: "/" });
  const started = new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const line = firstLine(child.stdout);
  await started;
  child.stdin.end(input);
  child.unref();
  const ended = () => {
    child.ref();
    return exited;
  };
  return { pid: child.pid ?? 0, firstLine: line, ended, signal: (name) => void child.kill(name) };
}

async function firstLine(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const end = text.indexOf("\n");
    if (end !== -1) return text.slice(0, end);
  }
  return text;
}
