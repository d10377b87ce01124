import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { type Artifact, type ArtifactManifest, artifactManifestSchema } from "../protocol/artifacts.ts";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { writeFileAtomic } from "./atomic-file.ts";
import { withFileLock } from "./file-lock.ts";
import type { SessionPaths } from "./session-directory.ts";

/** What is said of an artifact in the manifest, by whoever made it. */
export interface ArtifactEntry {
  readonly kind: Artifact["kind"];
  readonly filename: string;
  readonly sessionId: string;
  readonly capturedAtSeq: number;
  readonly metadata: Record<string, unknown>;
  readonly sha256: string;
  readonly bytes: number;
}

export interface NewArtifact extends Omit<ArtifactEntry, "sha256" | "bytes"> {
  readonly content: string | Uint8Array;
}

/**
 * Keeps a piece of evidence: the file, and its entry with size and SHA-256 in the artifact manifest. A file of the
 * same name is replaced together with its entry. If the manifest cannot be written, the file is not left behind.
 *
 * @throws AppError `STORAGE_WRITE_ERROR`, `STORAGE_READ_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function keepArtifact(paths: SessionPaths, { content, ...artifact }: NewArtifact): string {
  const proof = { sha256: createHash("sha256").update(content).digest("hex"), bytes: Buffer.byteLength(content) };
  makeArtifactDirectory(paths);
  return registerArtifact(paths, { ...artifact, ...proof }, (path) => writeFileAtomic(path, content));
}

/**
 * Enters an artifact into the manifest, and gives its path.
 *
 * @param place puts the file, as a whole, where its path says
 * @throws AppError `STORAGE_WRITE_ERROR`, `STORAGE_READ_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function registerArtifact(paths: SessionPaths, artifact: ArtifactEntry, place: (path: string) => void): string {
  const path = `${paths.artifacts}/${artifact.filename}`;
  withFileLock(`${paths.artifactManifest}.lock`, () => {
    const manifest = readArtifactManifest(paths, artifact.sessionId);
    const others = manifest.artifacts.filter((entry) => entry.filename !== artifact.filename);
    const next: ArtifactManifest = { ...manifest, artifacts: [...others, entryOf(artifact)] };
    place(path);
    try {
      writeFileAtomic(paths.artifactManifest, `${JSON.stringify(next, null, 2)}\n`);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  });
  return path;
}

function entryOf({ kind, filename, sessionId, capturedAtSeq, sha256, bytes, metadata }: ArtifactEntry): Artifact {
  const createdAt = new Date().toISOString();
  return { id: randomUUID(), kind, filename, sessionId, capturedAtSeq, createdAt, sha256, bytes, metadata };
}

/** @throws AppError `MANIFEST_VALIDATION_ERROR` if the file is there and is no artifact manifest, `STORAGE_READ_ERROR` */
export function readArtifactManifest(paths: SessionPaths, sessionId: string): ArtifactManifest {
  let text: string;
  try {
    text = readFileSync(paths.artifactManifest, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return { version: 1, sessionId, artifacts: [] };
    const path = paths.artifactManifest;
    throw new AppError("STORAGE_READ_ERROR", `Cannot read '${path}': ${(error as Error).message}.`, { path });
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

/** Makes the directory of a session's artifacts where it is missing. @throws AppError `STORAGE_WRITE_ERROR` */
export function makeArtifactDirectory({ artifacts: path }: SessionPaths): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make '${path}': ${(error as Error).message}.`, { path });
  }
}
