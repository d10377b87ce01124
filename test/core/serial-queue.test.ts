import { describe, expect, test } from "bun:test";
import { SerialQueue } from "../../src/core/serial-queue.ts";

const turn = (): Promise<void> => Promise.resolve();

describe("SerialQueue", () => {
  test("runs a synchronous task at once, and gives its value without a promise", () => {
    expect(new SerialQueue().run(() => 7)).toBe(7);
  });

  test("throws what a synchronous task throws, and runs the next", () => {
    const queue = new SerialQueue();
    expect(() =>
      queue.run(() => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(queue.run(() => "next")).toBe("next");
  });

  test("starts no task before the ones given before it have ended", async () => {
    const queue = new SerialQueue();
    const steps: string[] = [];
    const task = (name: string, turns: number) => async () => {
      steps.push(`${name} starts`);
      for (let i = 0; i < turns; i++) await turn();
      steps.push(`${name} ends`);
    };
    await Promise.all([queue.run(task("a", 5)), queue.run(() => void steps.push("b")), queue.run(task("c", 1))]);
    expect(steps).toEqual(["a starts", "a ends", "b", "c starts", "c ends"]);
  });

  test("a failure reaches its caller, and stops nothing behind it", async () => {
    const queue = new SerialQueue();
    const results = await Promise.allSettled([
      queue.run(async () => {
        await turn();
        throw new Error("first");
      }),
      queue.run(() => {
        throw new Error("second");
      }),
      queue.run(() => 3),
      queue.run(async () => 4),
    ]);
    expect(results.map((r) => (r.status === "fulfilled" ? r.value : r.reason.message))).toEqual([
      "first",
      "second",
      3,
      4,
    ]);
  });

  test("a task given from inside a task runs behind it", async () => {
    const queue = new SerialQueue();
    const steps: string[] = [];
    queue.run(() => {
      void queue.run(() => void steps.push("inner"));
      steps.push("outer");
    });
    await turn();
    expect(steps).toEqual(["outer", "inner"]);
  });

  test("works off a long line of synchronous tasks without a deep stack", async () => {
    const queue = new SerialQueue();
    const first = queue.run(turn);
    let count = 0;
    const rest = Array.from({ length: 100_000 }, () => queue.run(() => void count++));
    await Promise.all([first, ...rest]);
    expect(count).toBe(100_000);
  });
});
