import { z } from "zod";

/** `artifacts/manifest.json`: what evidence of a session has been kept, and how to tell that it is unchanged. */
export const artifactManifestSchema = z.object({
  version: z.literal(1),
  sessionId: z.string(),
  artifacts: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["screenshot", "snapshot", "recording", "video"]),
      filename: z.string(),
      sessionId: z.string(),
      capturedAtSeq: z.int(),
      createdAt: z.iso.datetime(),
      sha256: z.string().optional(),
      bytes: z.int().nonnegative().optional(),
      metadata: z.record(z.string(), z.unknown()),
    }),
  ),
});

export type ArtifactManifest = z.infer<typeof artifactManifestSchema>;
export type Artifact = ArtifactManifest["artifacts"][number];
