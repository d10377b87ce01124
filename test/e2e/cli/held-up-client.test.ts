import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stopProcess } from "../host/processes.ts";
import { eventually, PROGRAM, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();
const LIMIT_MS = 2000;

// A client that gets no processor, or whose machine sleeps, finds its time over and the answer unread when it goes on.
test("a client that was held up reads the answer before it says that none came in time", async () => {
  const box = sandbox();
  const id = await box.create("bash", "--norc");
  const go = join(box.root, "go");
  const command = `until [ -e ${go} ]; do sleep 0.02; done`;
  const begun = performance.now();
  const client = Bun.spawn([...PROGRAM, "--json", "--timeout-ms", String(LIMIT_MS), "run", id, command], {
    env: box.environment,
    stdin: "ignore",
    stdout: "pipe",
  });
  const isThere = (type: string) => box.events(id).some((event) => event.type === type);
  await eventually("the host to have the request", () => isThere("command_start"));
  await stopProcess(client.pid);
  writeFileSync(go, "");
  await eventually("the command to end", () => isThere("command_end"));
  await box.ok("wait", id, "--state", "ready");
  await eventually("the time to be over", () => performance.now() - begun > LIMIT_MS);
  process.kill(client.pid, "SIGCONT");
  expect(JSON.parse(await client.stdout.text())).toMatchObject({ ok: true, result: { completed: true, exitCode: 0 } });
});
