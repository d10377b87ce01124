import { z } from "zod";
import { FAILURE_ORIGINS, SESSION_STATUSES } from "../core/session-status.ts";
import { LARGEST_SIZE } from "../core/terminal-size.ts";

/** `session.json`: what a session is and how it stands. Written atomically, by its host while it has one. */
export const manifestSchema = z.object({
  version: z.literal(1),
  sessionId: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  status: z.enum(SESSION_STATUSES),
  command: z.array(z.string()).min(1),
  cwd: z.string(),
  name: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  shell: z.string().optional(),
  term: z.string().optional(),
  cols: z.int().min(1).max(LARGEST_SIZE),
  rows: z.int().min(1).max(LARGEST_SIZE),
  creationCols: z.int().optional(),
  creationRows: z.int().optional(),
  idleTimeoutMs: z.int().nonnegative().optional(),
  hostPid: z.int().nullable(),
  childPid: z.int().nullable(),
  /** When the processes above started, in the system's own terms: a process id alone may have been given anew. */
  hostStartTime: z.string().optional(),
  childStartTime: z.string().optional(),
  exitCode: z.int().nullable(),
  exitSignal: z.string().nullable(),
  failureReason: z.string().optional(),
  failureOrigin: z.enum(FAILURE_ORIGINS).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
