import { z } from "zod";
import { logIncompleteSchema } from "./events.ts";
import { commandOutput } from "./methods.ts";

/** Results of the commands that tell of a session's commands. */

const sessionId = z.string().describe("the session's id, a ULID");
const commandId = z.string().describe("`c` and a place in the log");
const state = z
  .enum(["running", "ended", "unknown"])
  .describe("unknown: nobody has told its end; it may be at work, or never have begun");
const detection = z
  .enum(["integration", "sentinel", "none"])
  .describe("how its end was seen: the shell has announced it, or printed a sentinel; or it was not seen");
const text = z.string().optional().describe("its text, where that is known");
const exitCode = z.int().optional().describe("where the shell has told it");
const logIncomplete = logIncompleteSchema.optional();

const loggedCommand = z.object({
  commandId,
  command: text,
  source: z.enum(["run", "typed"]).describe("typed: by a person or another program"),
  state,
  detection,
  exitCode,
  startedAt: z.iso.datetime(),
  durationMs: z.int().nonnegative().optional().describe("where it has ended"),
  cwd: z.string().optional().describe("the shell's directory when it was typed, where the shell has told it"),
  outputBytes: z.int().nonnegative().describe("escape sequences and all; without integration echo and prompt too"),
  outputRange: z.object({ fromSeq: z.int(), toSeq: z.int() }).describe("the output is in the events between these two"),
});

export const commandsResult = z.object({
  sessionId,
  commands: z.array(loggedCommand).describe("the newest last"),
  logIncomplete,
});

export const outputResult = z.object({
  sessionId,
  commandId,
  command: text,
  state,
  detection,
  exitCode,
  output: commandOutput
    .extend({
      selectedLines: z.int().nonnegative().optional().describe("with --head, --tail or --grep: lines in the text"),
    })
    .optional()
    .describe("not with --raw"),
  raw: z.base64().optional().describe("with --raw: the bytes as the terminal was given them"),
  logIncomplete,
});

export type CommandsResult = z.infer<typeof commandsResult>;
