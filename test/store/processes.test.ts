import { afterEach, describe, expect, test } from "bun:test";
import { groupsOfSession, signalGroup } from "../../src/store/process-group.ts";
import { isSameProcess, processStartTime } from "../../src/store/process-identity.ts";

const children: ReturnType<typeof Bun.spawn>[] = [];
function start(...command: string[]) {
  const child = Bun.spawn(command, { stdout: "pipe", stdin: "pipe", detached: true });
  children.push(child);
  return child;
}
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    await child.exited;
  }
});

describe("a process", () => {
  test("is itself for as long as it lives", async () => {
    const child = start("cat");
    const startTime = processStartTime(child.pid);
    expect(startTime).toMatch(/./);
    expect(processStartTime(child.pid)).toBe(startTime as string);
    expect(isSameProcess(child.pid, startTime)).toBe(true);
    child.kill("SIGKILL");
    await child.exited;
    expect(processStartTime(child.pid)).toBeUndefined();
    expect(isSameProcess(child.pid, startTime)).toBe(false);
  });

  test("of the same id that started at another time is another one", () => {
    expect(isSameProcess(process.pid, processStartTime(process.pid))).toBe(true);
    for (const other of ["1", "", undefined]) expect(isSameProcess(process.pid, other)).toBe(false);
    expect(isSameProcess(null, processStartTime(process.pid))).toBe(false);
  });

  test("is known whatever its name holds", async () => {
    // The name stands in parentheses in the middle of what the system tells.
    const child = start("bash", "-c", "printf 'a) R 1 (b' > /proc/$$/comm; echo up; read x");
    await (child.stdout as ReadableStream<Uint8Array>).getReader().read();
    expect(processStartTime(child.pid)).toMatch(/^\d+$/);
    expect(groupsOfSession(child.pid)).toEqual([child.pid]);
  });

  test("that has ended and not been waited for is gone", async () => {
    // The shell becomes a program that never waits for the child it has left to it.
    const child = start("sh", "-c", "sleep 0 & echo $!; exec cat");
    const { value } = await (child.stdout as ReadableStream<Uint8Array>).getReader().read();
    const zombie = Number(new TextDecoder().decode(value));
    while (processStartTime(zombie) !== undefined) await Bun.sleep(1);
    // It still is there: only its parent's end removes it.
    expect(() => process.kill(zombie, 0)).not.toThrow();
  });
});

describe("the groups of a session", () => {
  test("are its leader's and those of its jobs", async () => {
    const child = start("bash", "-c", "set -m; cat <&0 & echo $!; wait");
    const { value } = await (child.stdout as ReadableStream<Uint8Array>).getReader().read();
    const job = Number(new TextDecoder().decode(value));
    expect(groupsOfSession(child.pid).sort()).toEqual([child.pid, job].sort());
    for (const group of groupsOfSession(child.pid)) signalGroup(group, "SIGKILL");
    expect(await child.exited).toBe(137);
    while (processStartTime(job) !== undefined) await Bun.sleep(1);
  });

  test("may be gone when they are signalled", async () => {
    const child = start("true");
    await child.exited;
    expect(() => signalGroup(child.pid, "SIGTERM")).not.toThrow();
  });
});
