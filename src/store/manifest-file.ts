import { readFileSync } from "node:fs";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { type Manifest, manifestSchema } from "../protocol/manifest.ts";
import { withFileLock } from "./file-lock.ts";
import { sessionPaths } from "./session-directory.ts";

/**
 * Reads the manifest of a session.
 *
 * @throws AppError `SESSION_NOT_FOUND`, `STORAGE_READ_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function readManifest(home: string, sessionId: string): Manifest {
  const path = sessionPaths(home, sessionId).manifest;
  const text = readManifestText(path, sessionId);
  const parsed = manifestSchema.safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".") || "the document";
  throw new AppError("MANIFEST_VALIDATION_ERROR", `'${path}' is not a session manifest: ${where}: ${issue?.message}.`, {
    path,
    key: where,
  });
}

function readManifestText(path: string, sessionId: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT" || systemErrorCode(error) === "ENOTDIR") {
      throw new AppError("SESSION_NOT_FOUND", `There is no session '${sessionId}'. 'agent-tty list --all' shows all.`, {
        sessionId,
        manifestPath: path,
      });
    }
    throw new AppError("STORAGE_READ_ERROR", `Cannot read '${path}': ${(error as Error).message}.`, { path });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message;
    const message = `'${path}' is not a session manifest: the document: it is not JSON (${reason}).`;
    throw new AppError("MANIFEST_VALIDATION_ERROR", message, { path, key: "the document", reason });
  }
}

/**
 * Does something with a manifest while no other client does. It is for sessions without a host: a host is the only one
 * to write its session's manifest, and asks nobody.
 *
 * @throws AppError `STORAGE_WRITE_ERROR` if the lock cannot be had; whatever `action` throws
 */
export function withManifestLock<T>(home: string, sessionId: string, action: () => T): T {
  return withFileLock(`${sessionPaths(home, sessionId).manifest}.lock`, action);
}
