import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { artifactHealth, keepArtifact, readArtifactManifest } from "../../src/store/artifacts.ts";
import { type SessionPaths, sessionPaths } from "../../src/store/session-directory.ts";
import { thrown } from "../thrown.ts";

let home: string;
let paths: SessionPaths;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  paths = sessionPaths(home, "S");
});
afterEach(() => rmSync(home, { recursive: true }));

const artifact = (filename: string, content: string | Uint8Array, capturedAtSeq = 1) =>
  ({ kind: "snapshot", filename, sessionId: "S", capturedAtSeq, content, metadata: { a: 1 } }) as const;

describe("an artifact", () => {
  test.each([{ content: "ö日" }, { content: Uint8Array.of(0, 255) }])("is kept with what proves it", ({ content }) => {
    const path = keepArtifact(paths, artifact("a.json", content));
    expect(readFileSync(path)).toEqual(Buffer.from(content as string));
    expect(readArtifactManifest(paths, "S")).toEqual({
      version: 1,
      sessionId: "S",
      artifacts: [
        {
          id: expect.any(String),
          kind: "snapshot",
          filename: "a.json",
          sessionId: "S",
          capturedAtSeq: 1,
          createdAt: expect.any(String),
          sha256: createHash("sha256").update(content).digest("hex"),
          bytes: Buffer.byteLength(content),
          metadata: { a: 1 },
        },
      ],
    });
    expect(artifactHealth(paths, "S")).toMatchObject({ total: 1, health: "healthy" });
  });

  test("of the same name replaces the one before, and its entry", () => {
    keepArtifact(paths, artifact("a.json", "old"));
    keepArtifact(paths, artifact("b.json", "other"));
    keepArtifact(paths, artifact("a.json", "new", 2));
    const { artifacts } = readArtifactManifest(paths, "S");
    expect(artifacts.map(({ filename, capturedAtSeq }) => [filename, capturedAtSeq])).toEqual([
      ["b.json", 1],
      ["a.json", 2],
    ]);
    expect(readFileSync(join(paths.artifacts, "a.json"), "utf8")).toBe("new");
  });

  test("is not kept beside a manifest that is none", () => {
    mkdirSync(paths.artifacts, { recursive: true });
    writeFileSync(paths.artifactManifest, '{"version": 2}');
    expect(thrown(() => keepArtifact(paths, artifact("a.json", "x")))).toMatchObject({
      code: "MANIFEST_VALIDATION_ERROR",
      details: { path: paths.artifactManifest },
    });
    expect(readdirSync(paths.artifacts)).toEqual(["manifest.json"]);
  });

  test("is not kept where the manifest cannot be read", () => {
    mkdirSync(paths.artifactManifest, { recursive: true });
    expect(thrown(() => keepArtifact(paths, artifact("a.json", "x")))).toMatchObject({
      code: "STORAGE_READ_ERROR",
      details: { path: paths.artifactManifest },
    });
    expect(readdirSync(paths.artifacts)).toEqual(["manifest.json"]);
  });

  test("has no entry if it cannot be written itself", () => {
    mkdirSync(join(paths.artifacts, "a.json"), { recursive: true });
    expect(thrown(() => keepArtifact(paths, artifact("a.json", "x"))).code).toBe("STORAGE_WRITE_ERROR");
    expect(existsSync(paths.artifactManifest)).toBe(false);
    expect(readArtifactManifest(paths, "S").artifacts).toEqual([]);
  });
});

test("ten processes at once lose no entry", async () => {
  mkdirSync(paths.artifacts, { recursive: true });
  // One that died in the middle has left its lock.
  writeFileSync(`${paths.artifactManifest}.lock`, "2147483646 1");
  const script = join(import.meta.dir, "add-artifact.ts");
  const names = Array.from({ length: 10 }, (_, at) => `process${at}`);
  const processes = names.map((name) => Bun.spawn([process.execPath, script, home, name, "5"]));
  expect(await Promise.all(processes.map((child) => child.exited))).toEqual(names.map(() => 0));

  const { artifacts } = readArtifactManifest(paths, "S");
  const kept = artifacts.map(({ filename }) => filename).sort();
  expect(kept).toEqual(names.flatMap((name) => [0, 1, 2, 3, 4].map((at) => `${name}-${at}.json`)).sort());
  expect(readdirSync(paths.artifacts).sort()).toEqual([...kept, "manifest.json"].sort());
  for (const { filename, sha256 } of artifacts) {
    const content = readFileSync(join(paths.artifacts, filename));
    expect(createHash("sha256").update(content).digest("hex")).toBe(sha256 as string);
  }
});
