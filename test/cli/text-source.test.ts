import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textFrom } from "../../src/cli/text-source.ts";
import { AppError } from "../../src/protocol/errors.ts";

function withFile<T>(content: string | Uint8Array, use: (path: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  try {
    writeFileSync(join(directory, "file"), content);
    return use(join(directory, "file"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("textFrom", () => {
  test("gives the argument as it is", () => {
    expect(textFrom("text", " \r\n\0", undefined)).toBe(" \r\n\0");
  });

  test("gives a file's text as it is, byte order mark and all", () => {
    const text = "\ufeffö\r\n日\0\n";
    expect(withFile(text, (path) => textFrom("text", undefined, path))).toBe(text);
  });

  test.each([
    { what: "a byte that is none", bytes: [0xff] },
    { what: "a surrogate", bytes: [0xed, 0xa0, 0x80] },
    { what: "an overlong form", bytes: [0xc0, 0x80] },
    { what: "a cut character", bytes: [0x61, 0xe6, 0x97] },
  ])("refuses a file with $what", ({ bytes }) => {
    withFile(Uint8Array.from(bytes), (path) => {
      expect(() => textFrom("text", undefined, path)).toThrow(
        new AppError("INVALID_INPUT", `'${path}' is not UTF-8 text.`),
      );
    });
  });
});
