import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { RawClient } from "./raw-client.ts";

const sandbox = useSandbox();

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails if it is not there
function followed(client: RawClient, id: number): any[] {
  return client.frames.filter((frame) => frame.id === id && "event" in frame).map(({ event }) => event);
}

describe("follow", () => {
  test("streams what has been, what comes, and the end", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    await box.ok("run", id, "echo one");
    const client = await RawClient.greeted(box, id);
    client.send(
      { id: 1, method: "follow", params: { fromSeq: 0 } },
      { id: 2, method: "follow", params: { fromSeq: 3 } },
    );
    await client.next("the first event", ({ event }) => event?.seq === 0);
    await box.ok("run", id, "echo two");
    await box.ok("resize", id, "--cols", "100", "--rows", "30");
    await box.ok("type", id, "exit 3\r");
    await box.ok("wait", id, "--exit");
    const events = box.events(id);
    expect((await client.answer(1)).result).toEqual({ lastSeq: events.length - 1 });
    expect((await client.answer(2)).result).toEqual({ lastSeq: events.length - 1 });
    expect(followed(client, 1)).toEqual(events);
    expect(followed(client, 2)).toEqual(events.slice(3));
    expect(events.at(-1)).toMatchObject({ type: "exit", payload: { exitCode: 3 } });
    await client.untilClosed();
  });

  test("an event that is yet to come may be the first", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const client = await RawClient.greeted(box, id);
    client.send({ id: 1, method: "follow", params: { fromSeq: 2 } });
    for (const label of ["a", "b", "c", "d"]) await box.ok("mark", id, label);
    await client.next("event 3", ({ event }) => event?.seq === 3);
    expect(followed(client, 1).map(({ payload }) => payload)).toEqual([{ label: "c" }, { label: "d" }]);
    client.close();
  });

  test("an event reaches the follower without another one behind it", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const client = await RawClient.greeted(box, id);
    client.send({ id: 1, method: "follow", params: {} });
    for (let seq = 0; seq < 20; seq++) {
      await box.ok("mark", id, `${seq}`);
      const { event } = await client.next(`event ${seq}`, ({ event }) => event?.seq === seq);
      expect(event).toMatchObject({ type: "marker", payload: { label: `${seq}` } });
    }
    client.close();
  });

  test("a session that is destroyed ends it as well", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const client = await RawClient.greeted(box, id);
    client.send({ id: 1, method: "follow", params: {} });
    await box.ok("mark", id, "x");
    await box.ok("destroy", "--force", id);
    expect((await client.answer(1)).result).toEqual({ lastSeq: 1 });
    expect(followed(client, 1).map(({ type }) => type)).toEqual(["marker", "exit"]);
  });
});
