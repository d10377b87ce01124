import { describe, expect, test } from "bun:test";
import { Waiter } from "../../../src/core/run-completion/waiter.ts";
import { never, outcomeNow } from "./harness.ts";

const COMPLETED = { kind: "completed", seq: 3, detection: "integration", begun: true, exact: true } as const;

describe("waiting", () => {
  test("goes on until there is an outcome", async () => {
    const waiter = new Waiter();
    const waiting = waiter.wait(never());
    expect(await outcomeNow(waiting)).toBe("pending");
    waiter.resolve(COMPLETED);
    expect(await waiting).toEqual(COMPLETED);
  });

  test("may begin behind the outcome", async () => {
    const waiter = new Waiter();
    waiter.resolve(COMPLETED);
    expect(await waiter.wait(never())).toEqual(COMPLETED);
  });

  test("has the first outcome", async () => {
    const waiter = new Waiter();
    waiter.resolve({ kind: "exited" });
    waiter.resolve(COMPLETED);
    waiter.reject(new Error("late"));
    expect(await waiter.wait(never())).toEqual({ kind: "exited" });
  });

  test("is given up when the signal is aborted", async () => {
    const waiter = new Waiter();
    const client = new AbortController();
    const waiting = waiter.wait(client.signal);
    client.abort();
    expect(await waiting).toEqual({ kind: "given-up" });
  });

  test("is given up when the signal has been aborted before", async () => {
    expect(await new Waiter().wait(AbortSignal.abort())).toEqual({ kind: "given-up" });
  });

  test("has an outcome that was there before the signal was aborted", async () => {
    const waiter = new Waiter();
    waiter.resolve(COMPLETED);
    expect(await waiter.wait(AbortSignal.abort())).toEqual(COMPLETED);
  });

  test("fails with what the record failed with", async () => {
    const waiter = new Waiter();
    const waiting = waiter.wait(never());
    waiter.reject(new Error("disk full"));
    await expect(waiting).rejects.toThrow("disk full");
  });

  test("a failure that nobody waits for is not unhandled, and is told later", async () => {
    const waiter = new Waiter();
    waiter.reject(new Error("disk full"));
    await Promise.resolve();
    await expect(waiter.wait(never())).rejects.toThrow("disk full");
  });

  test("leaves no listener behind", async () => {
    const waiter = new Waiter();
    let listeners = 0;
    const signal = {
      aborted: false,
      addEventListener: () => (listeners += 1),
      removeEventListener: () => (listeners -= 1),
    } as unknown as AbortSignal;
    const waiting = waiter.wait(signal);
    expect(listeners).toBe(1);
    waiter.resolve(COMPLETED);
    await waiting;
    expect(listeners).toBe(0);
  });
});
