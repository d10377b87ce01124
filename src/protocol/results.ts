import { z } from "zod";
import { SESSION_STATUSES } from "../core/session-status.ts";
import { batchResult } from "./batch.ts";
import { commandsResult, outputResult } from "./commands.ts";
import { doctorResult } from "./doctor.ts";
import {
  destroyResult,
  emptyResult,
  inputResult,
  inspectResult,
  keysResult,
  processWaitResult,
  recordExportResult,
  resizeResult,
  runResult,
  screenshotResult,
  screenWaitResult,
  seqResult,
  snapshotResult,
  stateWaitResult,
} from "./methods.ts";

const id = z.string().describe("the session's id, a ULID");
const seq = seqResult.extend({ seq: seqResult.shape.seq.describe("the input's place in the log") });
const path = z.string().describe("absolute");
const bytes = z.int().nonnegative();

const createResult = z.object({
  sessionId: id,
  createdAt: z.iso.datetime(),
  cols: z.int().positive(),
  rows: z.int().positive(),
  shell: z.string().describe("what would be started if no command were given"),
  env: z.record(z.string(), z.string()).optional().describe("what --env has set"),
  idleTimeoutMs: z.int().nonnegative().optional().describe("0 = never; there if it was given"),
});

const listResult = z.object({
  sessions: z.array(
    z.object({
      sessionId: id,
      status: z.enum(SESSION_STATUSES),
      command: z.array(z.string()),
      createdAt: z.iso.datetime(),
      name: z.string().optional(),
      pid: z.int().nullable().describe("of the program in the session"),
    }),
  ),
});

const gcResult = z.object({
  dryRun: z.boolean(),
  homes: z.array(
    z.object({
      home: path,
      existed: z.boolean(),
      removedSessions: z.array(id),
      skippedSessions: z.array(
        z.object({
          sessionId: z.string(),
          reason: z.enum(["active", "not-stale", "too-recent", "being-made", "manifest-unreadable", "not-removable"]),
        }),
      ),
      totalBytesFreed: bytes,
      deregistered: z.boolean().describe("it does not exist any more, and has been taken off the list of homes"),
    }),
  ),
  removedSessionCount: z.int().nonnegative(),
  totalBytesFreed: bytes,
  deregisteredHomes: z.array(path),
});

const homeListResult = z.object({
  homes: z.array(
    z.object({
      path,
      activeSessions: z.int().nonnegative(),
      totalSessions: z.int().nonnegative(),
      lastSeenAt: z.iso.datetime().describe("when a session was last created in it"),
    }),
  ),
});

const skill = { name: z.string(), source: z.literal("bundled") };
const skillFolder = { ...skill, path: z.string().describe("the folder it has been unpacked into") };

const versionResult = z.object({
  cliVersion: z.string(),
  protocolVersion: z.int().describe("of the frames between client and session host"),
  rendererBackends: z.array(z.string()),
  runtime: z.object({
    node: z.string(),
    platform: z.string(),
    arch: z.string(),
    name: z.enum(["bun", "deno", "node"]),
    version: z.string(),
  }),
  capabilities: doctorResult.shape.capabilities,
});

const licensesResult = z.object({
  components: z.array(
    z.object({
      name: z.string().describe("the npm package"),
      version: z.string(),
      kind: z.enum(["runtime", "package", "font"]),
      license: z.string().describe("an SPDX expression"),
      use: z.string(),
      attribution: z.string().optional().describe("what the licence wants to be said"),
    }),
  ),
});

const shell = z.enum(["bash", "zsh", "fish"]);
const completionsResult = z.union([
  z.object({ shell, script: z.string() }).describe("the script to source"),
  z
    .object({
      shell,
      kind: z.enum(["words", "files", "directories", "programs"]),
      candidates: z.array(z.object({ value: z.string(), description: z.string() })),
    })
    .describe("asked with words: what the last of them can become"),
]);

const schemaResult = z.object({
  command: z.string().optional().describe("there if one was asked for"),
  schema: z.record(z.string(), z.unknown()).describe("JSON Schema (2020-12) of what --json prints"),
  errors: z.array(z.object({ code: z.string(), exitStatus: z.int(), retryable: z.boolean(), meaning: z.string() })),
});

/**
 * The `result` of every command's envelope, by the command's name. What is made of it (JSON Schema, the reference page,
 * the contract test) is strict: a field that is not named here does not exist.
 */
export const RESULTS: Readonly<Record<string, z.ZodType>> = {
  create: createResult,
  list: listResult,
  inspect: inspectResult,
  run: runResult,
  type: inputResult,
  paste: inputResult,
  "send-keys": keysResult,
  mark: seq,
  resize: resizeResult,
  signal: emptyResult,
  wait: z.union([
    screenWaitResult.describe("for a condition on the screen"),
    processWaitResult.describe("for --exit and --idle-ms"),
    stateWaitResult.describe("for --state"),
  ]),
  snapshot: snapshotResult,
  commands: commandsResult,
  output: outputResult,
  batch: batchResult,
  screenshot: screenshotResult,
  "record export": recordExportResult,
  destroy: destroyResult,
  gc: gcResult,
  "home list": homeListResult,
  "home forget": z.object({ path, forgotten: z.boolean().describe("false: it was not on the list") }),
  version: versionResult,
  doctor: doctorResult,
  licenses: licensesResult,
  "skills list": z.object({ skills: z.array(z.object({ ...skill, description: z.string() })) }),
  "skills get": z.object({ ...skillFolder, content: z.string().describe("the guide, as it is in the file") }),
  "skills path": z.object(skillFolder),
  completions: completionsResult,
  schema: schemaResult,
};
