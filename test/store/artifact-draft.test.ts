import { afterEach, beforeEach, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { ArtifactDraft } from "../../src/store/artifact-draft.ts";
import { type SessionPaths, sessionPaths } from "../../src/store/session-directory.ts";

const SESSION = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const ENTRY = { kind: "video", filename: "film", sessionId: SESSION, capturedAtSeq: 1, metadata: {} } as const;

let home: string;
let paths: SessionPaths;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  paths = sessionPaths(home, SESSION);
});
afterEach(() => rmSync(home, { recursive: true }));

type Step = { write: Uint8Array } | { text: string } | { patchAt: number; length: number; value: number };

/** Small pieces, and some as large as what is written at once, or larger. */
const length = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(262_143, 262_144, 262_145, 400_000));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ write: fc.tuple(length, fc.nat(255)).map(([size, value]) => new Uint8Array(size).fill(value)) }),
  fc.record({ text: fc.string({ unit: "grapheme" }) }),
  fc.record({ patchAt: fc.double({ min: 0, max: 1, noNaN: true }), length, value: fc.nat(255) }),
);

/** Does to a draft what it does to bytes in memory. */
function carryOut(draft: ArtifactDraft, step: Step, before: Buffer): Buffer {
  if ("write" in step) {
    draft.writeBytes(step.write);
    return Buffer.concat([before, step.write]);
  }
  if ("text" in step) {
    draft.write(step.text);
    return Buffer.concat([before, Buffer.from(step.text)]);
  }
  const offset = Math.floor(step.patchAt * before.length);
  const bytes = new Uint8Array(Math.min(step.length, before.length - offset)).fill(step.value);
  draft.patch(offset, bytes);
  before.set(bytes, offset);
  return before;
}

test("what is kept is what was written and patched, and its proof is of the final bytes", () => {
  const property = fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    const draft = new ArtifactDraft(paths);
    let expected: Buffer = Buffer.alloc(0);
    for (const each of steps) expected = carryOut(draft, each, expected);
    const { path, bytes, sha256 } = draft.keep(ENTRY);
    expect(readFileSync(path).equals(expected)).toBe(true);
    expect({ bytes, sha256 }).toEqual({
      bytes: expected.length,
      sha256: createHash("sha256").update(expected).digest("hex"),
    });
  });
  fc.assert(property, { numRuns: 60 });
});

test("what has not been written cannot be replaced", () => {
  const draft = new ArtifactDraft(paths);
  draft.writeBytes(new Uint8Array(10));
  expect(() => draft.patch(8, new Uint8Array(3))).toThrow(RangeError);
  draft.discard();
  expect(readdirSync(paths.artifacts)).toEqual([]);
});

test("what a killed process has left is removed, also where this one has its id, and what another still writes is not", () => {
  const other = new ArtifactDraft(paths);
  const left = [`draft.2147483646.1.0.tmp`, `draft.${process.pid}.1.0.tmp`, `draft.${process.pid}.1.1.tmp`];
  for (const name of left) writeFileSync(join(paths.artifacts, name), "");
  const draft = new ArtifactDraft(paths);
  expect(readdirSync(paths.artifacts)).toHaveLength(2);
  for (const each of [draft, other]) each.discard();
  expect(readdirSync(paths.artifacts)).toEqual([]);
});
