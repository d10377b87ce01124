import { statSync } from "node:fs";
import { resolve } from "node:path";
import { startHost } from "../../client/start-host.ts";
import { encodeUlid, validateSessionName } from "../../core/session-id.ts";
import { AppError } from "../../protocol/errors.ts";
import type { HostSpec } from "../../protocol/host-spec.ts";
import { ensureHome } from "../../store/home.ts";
import { registerHome } from "../../store/home-registry.ts";
import { defineCommand } from "../command.ts";
import { traceOf } from "../diagnostics.ts";
import type { Globals } from "../global-options.ts";
import { cells, milliseconds } from "../values.ts";

interface CreateOptions {
  shell?: string;
  command?: string;
  cwd?: string;
  cols?: number;
  rows?: number;
  env?: [string, string][];
  term?: string;
  name?: string;
  idleTimeoutMs?: number;
  shellIntegration?: boolean;
}

export const command = defineCommand<CreateOptions>({
  name: "create",
  summary: "Start a terminal session, with a shell or any program in it",
  arguments: [{ flags: "[command...]", description: "the program and its arguments; a shell if left out" }],
  passThrough: true,
  options: [
    { flags: "--shell <path>", description: "the shell to start (default $SHELL, else /bin/sh)" },
    { flags: "--command <path>", description: "old name of --shell" },
    { flags: "--cwd <dir>", description: "working directory" },
    { flags: "--cols <n>", description: "columns, 1 to 1000 (default 80)", parse: cells("--cols") },
    { flags: "--rows <n>", description: "rows, 1 to 1000 (default 24)", parse: cells("--rows") },
    { flags: "--env <KEY=VALUE>", description: "set a variable (repeatable)", parse: assignment, repeatable: true },
    { flags: "--term <value>", description: "TERM (default xterm-256color)" },
    { flags: "--name <name>", description: "a name to call the session by" },
    {
      flags: "--idle-timeout-ms <n>",
      description: "end the session after so long without input or output (default 0 = never)",
      parse: milliseconds("--idle-timeout-ms"),
    },
    {
      flags: "--no-shell-integration",
      description: "do not have bash, zsh or fish announce where commands begin and end",
    },
  ],
  notes:
    "What is not given comes from config.json in the home: defaultShell, defaultTerm, defaultCols, defaultRows,\n" +
    "idleTimeoutMs and shellIntegration.",
  async execute({ arguments: [words], options, globals }) {
    const spec = hostSpec(globals, words as string[], options);
    ensureHome(globals.home);
    const started = startHost(spec, globals.timeoutMs, traceOf(globals));
    // While the host gets ready, so that it costs nothing.
    registerHome(globals.home, new Date(), process.env);
    await started;
    const { sessionId, createdAt, cols, rows, shell, env, idleTimeoutMs } = spec;
    const result = {
      sessionId,
      createdAt,
      cols,
      rows,
      shell,
      ...(Object.keys(env).length === 0 ? {} : { env }),
      ...((options.idleTimeoutMs ?? globals.config.idleTimeoutMs) === undefined ? {} : { idleTimeoutMs }),
    };
    return { result, human: `Session created: ${sessionId}` };
  },
});

function hostSpec({ home, config }: Globals, words: string[], options: CreateOptions): HostSpec {
  const now = Date.now();
  const shell = options.shell ?? options.command ?? config.defaultShell ?? (process.env["SHELL"] || "/bin/sh");
  const term = options.term ?? config.defaultTerm ?? "xterm-256color";
  if (term === "") throw new AppError("INVALID_INPUT", "--term must not be empty.", { option: "--term" });
  return {
    home,
    sessionId: encodeUlid(now, crypto.getRandomValues(new Uint8Array(10))),
    createdAt: new Date(now).toISOString(),
    command: words.length === 0 ? [shell] : words,
    cwd: workingDirectory(options.cwd),
    cols: options.cols ?? config.defaultCols ?? 80,
    rows: options.rows ?? config.defaultRows ?? 24,
    term,
    shell,
    ...(options.name === undefined ? {} : { name: sessionName(options.name) }),
    env: Object.fromEntries(options.env ?? []),
    idleTimeoutMs: options.idleTimeoutMs ?? config.idleTimeoutMs ?? 0,
    shellIntegration: options.shellIntegration !== false && config.shellIntegration !== false,
  };
}

function workingDirectory(option: string | undefined): string {
  // An empty word is a variable that was not set, not the directory that one is in.
  if (option === "") throw new AppError("STORAGE_READ_ERROR", "--cwd must not be empty.", { path: "" });
  const path = resolve(option ?? ".");
  let isDirectory = false;
  try {
    isDirectory = statSync(path).isDirectory();
  } catch (error) {
    throw new AppError("STORAGE_READ_ERROR", `Cannot start in '${path}': ${(error as Error).message}.`, { path });
  }
  if (isDirectory) return path;
  throw new AppError("STORAGE_READ_ERROR", `Cannot start in '${path}': it is not a directory.`, { path });
}

function sessionName(name: string): string {
  const fault = validateSessionName(name);
  if (fault === undefined) return name;
  throw new AppError("INVALID_INPUT", `--name '${name}' cannot be used: ${fault}.`, { option: "--name", value: name });
}

/** `KEY=VALUE`, with a name that a shell can use (POSIX, 8.1 Environment Variable Definition) and no NUL. */
function assignment(text: string): [string, string] {
  const parts = /^([A-Za-z_][A-Za-z0-9_]*)=([^\0]*)$/s.exec(text);
  if (parts) return [parts[1] as string, parts[2] as string];
  throw new AppError("INVALID_INPUT", `--env takes KEY=VALUE, not '${text}'.`, { option: "--env", value: text });
}
