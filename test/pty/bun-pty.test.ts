import { describe, test } from "bun:test";
import { openPty } from "../../src/pty/open-pty.ts";
import { contract } from "./contract.ts";
import { Lab } from "./terminal-under-test.ts";

// Every wait inside has a deadline of its own, with a message; this one is only the last resort.
const TEST_TIMEOUT_MS = 120_000;

describe("the terminal contract under Bun", () => {
  for (const point of contract) {
    test(
      point.name,
      async () => {
        const lab = new Lab(openPty);
        try {
          await point.run(lab);
        } finally {
          await lab.clear();
        }
      },
      TEST_TIMEOUT_MS,
    );
  }
});
