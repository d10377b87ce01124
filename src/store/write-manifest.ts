import type { Manifest } from "../protocol/manifest.ts";
import { writeFileAtomic } from "./atomic-file.ts";
import { sessionPaths } from "./session-directory.ts";

/** Writes a session's manifest; atomic. A host needs no more than this, and not what reading takes. @throws AppError `STORAGE_WRITE_ERROR` */
export function writeManifest(home: string, manifest: Manifest): void {
  writeFileAtomic(sessionPaths(home, manifest.sessionId).manifest, `${JSON.stringify(manifest, null, 2)}\n`);
}
