import { afterEach, beforeEach } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SessionPaths, sessionPaths } from "../../src/store/session-directory.ts";

/** The files of a session in a home of each test's own, which has nothing but the session's directory. */
export function useSessionPaths(sessionId: string): () => SessionPaths {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
    mkdirSync(sessionPaths(home, sessionId).directory, { recursive: true });
  });
  afterEach(() => rmSync(home, { recursive: true }));
  return () => sessionPaths(home, sessionId);
}
