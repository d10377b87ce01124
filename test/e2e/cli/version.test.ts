import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();
const { version } = JSON.parse(readFileSync(resolve(import.meta.dir, "../../../package.json"), "utf8"));

test("version tells versions, backends, runtime and capabilities", async () => {
  const missing = { status: "unavailable", reason: "not part of this version" };
  expect(await sandbox().ok("version")).toEqual({
    cliVersion: version,
    protocolVersion: 1,
    rendererBackends: ["xterm", "ghostty-web", "libghostty-vt"],
    runtime: {
      node: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      platform: process.platform,
      arch: process.arch,
      name: expect.stringMatching(/^(?:bun|deno|node)$/),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    },
    capabilities: [
      { name: "snapshot", status: "available" },
      { name: "wait", status: "available" },
      { name: "screenshot", status: "available" },
      { name: "record-export-asciicast", status: "available" },
      { name: "record-export-webm", status: "available" },
      { name: "dashboard", ...missing },
    ],
  });
});

test("version is one line for people", async () => {
  const { status, stdout, stderr } = await sandbox().call(["version"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^agent-tty \d+\.\d+\.\d+ \(protocol 1, \w+ \d+\.\d+\.\d+\)\n$/);
  expect((await sandbox().call(["--version"])).stdout).toBe(`${version}\n`);
});
