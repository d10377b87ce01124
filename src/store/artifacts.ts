import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { type Artifact, type ArtifactManifest, artifactManifestSchema } from "../protocol/artifacts.ts";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { writeFileAtomic } from "./atomic-file.ts";
import { withFileLock } from "./file-lock.ts";
import type { SessionPaths } from "./session-directory.ts";

export interface NewArtifact {
  readonly kind: Artifact["kind"];
  readonly filename: string;
  readonly sessionId: string;
  readonly capturedAtSeq: number;
  readonly content: string | Uint8Array;
  readonly metadata: Record<string, unknown>;
}

/**
 * Keeps a piece of evidence: the file, and its entry with size and SHA-256 in the artifact manifest. A file of the
 * same name is replaced together with its entry. If the manifest cannot be written, the file is not left behind.
 *
 * @throws AppError `STORAGE_WRITE_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function keepArtifact(paths: SessionPaths, artifact: NewArtifact): string {
  const path = `${paths.artifacts}/${artifact.filename}`;
  makeDirectory(paths.artifacts);
  withFileLock(`${paths.artifactManifest}.lock`, () => {
    const manifest = readArtifactManifest(paths, artifact.sessionId);
    const others = manifest.artifacts.filter((entry) => entry.filename !== artifact.filename);
    const next: ArtifactManifest = { ...manifest, artifacts: [...others, entryOf(artifact)] };
    writeFileAtomic(path, artifact.content);
    try {
      writeFileAtomic(paths.artifactManifest, `${JSON.stringify(next, null, 2)}\n`);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  });
  return path;
}

function entryOf({ content, ...entry }: NewArtifact): Artifact {
  return {
    id: randomUUID(),
    kind: entry.kind,
    filename: entry.filename,
    sessionId: entry.sessionId,
    capturedAtSeq: entry.capturedAtSeq,
    createdAt: new Date().toISOString(),
    sha256: createHash("sha256").update(content).digest("hex"),
    bytes: Buffer.byteLength(content),
    metadata: entry.metadata,
  };
}

/** @throws AppError `MANIFEST_VALIDATION_ERROR` if the file is there and is no artifact manifest */
export function readArtifactManifest(paths: SessionPaths, sessionId: string): ArtifactManifest {
  let text: string;
  try {
    text = readFileSync(paths.artifactManifest, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return { version: 1, sessionId, artifacts: [] };
    throw error;
  }
  try {
    return artifactManifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError("MANIFEST_VALIDATION_ERROR", `'${paths.artifactManifest}' is not an artifact manifest.`, {
      path: paths.artifactManifest,
      reason: (error as Error).message,
    });
  }
}

export interface ArtifactHealth {
  total: number;
  byKind: Record<string, number>;
  missingCount: number;
  health: "healthy" | "missing-artifacts" | "manifest-invalid" | "no-artifacts" | "unknown";
  missing?: string[];
}

/** Whether the evidence that was kept is still there. */
export function artifactHealth(paths: SessionPaths, sessionId: string): ArtifactHealth {
  let artifacts: Artifact[];
  try {
    artifacts = readArtifactManifest(paths, sessionId).artifacts;
  } catch (error) {
    const invalid = error instanceof AppError && error.code === "MANIFEST_VALIDATION_ERROR";
    return { total: 0, byKind: {}, missingCount: 0, health: invalid ? "manifest-invalid" : "unknown" };
  }
  const missing = artifacts
    .map(({ filename }) => filename)
    .filter((filename) => !existsSync(`${paths.artifacts}/${filename}`));
  const byKind: Record<string, number> = {};
  for (const { kind } of artifacts) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    total: artifacts.length,
    byKind,
    missingCount: missing.length,
    health: artifacts.length === 0 ? "no-artifacts" : missing.length === 0 ? "healthy" : "missing-artifacts",
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make '${path}': ${(error as Error).message}.`, { path });
  }
}
