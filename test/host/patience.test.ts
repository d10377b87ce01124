import { describe, expect, test } from "bun:test";
import { Patience } from "../../src/host/patience.ts";

const NO_LIMIT = 0;

describe("a wait", () => {
  test("of a client that has gone before it began is over at once", async () => {
    expect(await new Patience(NO_LIMIT, AbortSignal.abort(), () => "late").settled).toBe("late");
  });

  test("is over when its client goes", async () => {
    const client = new AbortController();
    const patience = new Patience(NO_LIMIT, client.signal, () => "late");
    client.abort();
    expect(await patience.settled).toBe("late");
  });

  test("gives back what it holds once it is over, and at once what it is given to hold later", () => {
    const patience = new Patience(NO_LIMIT, new AbortController().signal, () => "late");
    const returned: string[] = [];
    patience.onSettled(() => returned.push("held"));
    expect(returned).toEqual([]);
    patience.settle("done");
    patience.onSettled(() => returned.push("too late"));
    expect(returned).toEqual(["held", "too late"]);
  });

  test("does nothing later once it is over", async () => {
    const patience = new Patience(NO_LIMIT, new AbortController().signal, () => "late");
    const done: string[] = [];
    patience.after(1, () => done.push("before"));
    patience.settle("done");
    patience.after(1, () => done.push("behind"));
    // Timers fire in the order in which they are due.
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(done).toEqual([]);
  });
});
