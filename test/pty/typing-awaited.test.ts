import { describe, expect, test } from "bun:test";
import { parseBlockedCall } from "../../src/pty/blocked-call.ts";
import { polledDescriptors, selectedDescriptors, watchedDescriptors } from "../../src/pty/watched-descriptors.ts";

const STACK = "0x7ffd33c21328 0x7fc4f56892ad";

describe("the call in which a thread sleeps", () => {
  test.each([
    ["running", { kind: "none" }],
    [`-1 ${STACK}`, { kind: "none" }],
    [`0 0xb 0x7ffd33c2144f 0x1 0x8 0x7 0x55ea69470620 ${STACK}`, { kind: "read", fd: 11, most: 1 }],
    [`0 0x0 0x55ea69470620 0x2000 0x8 0x7 0x0 ${STACK}`, { kind: "read", fd: 0, most: 8192 }],
    [`7 0x7fff4714db50 0x1 0xffffffff 0x8 0x5 0x5 ${STACK}`, { kind: "poll", address: 0x7fff4714db50, count: 1 }],
    [
      `270 0x1 0x7ffc7ef9d770 0x0 0x0 0x0 0x7ffc7ef9d6a0 ${STACK}`,
      { kind: "select", address: 0x7ffc7ef9d770, count: 1 },
    ],
    [`281 0xe 0x7ffd511c3450 0x400 0x1f9f 0x0 0x8 ${STACK}`, { kind: "epoll", fd: 14 }],
    [`230 0x0 0x0 0x7ffd 0x0 0x0 0x0 ${STACK}`, { kind: "none" }],
    // Interrupted and resumed: what it was cannot be told.
    [`219 0x0 0x0 0x7ffd 0x0 0x0 0x0 ${STACK}`, { kind: "unknown" }],
    // A 32-bit program, whose numbers are others.
    ["3 0x0 0xffb0 0x400 0x0 0x0 0x0 0xffb1c2d0 0xf7f1c579", { kind: "unknown" }],
    ["", { kind: "unknown" }],
  ] as const)("%s", (text, call) => {
    expect(parseBlockedCall(text)).toEqual(call);
  });
});

describe("the descriptors that are waited for", () => {
  test("of poll, those that are to become readable", () => {
    const bytes = new Uint8Array(24);
    const view = new DataView(bytes.buffer);
    for (const [at, fd, events] of [
      [0, 5, 0x1],
      [8, 6, 0x4],
      [16, 7, 0x41],
    ] as const) {
      view.setInt32(at, fd, true);
      view.setInt16(at + 4, events, true);
    }
    expect(polledDescriptors(bytes)).toEqual([5, 7]);
  });

  test("of select, those of the set below the count", () => {
    expect(selectedDescriptors(new Uint8Array([0b1000_0001, 0b0000_0110]), 10)).toEqual([0, 7, 9]);
    expect(watchedDescriptors("/proc/self", { kind: "select", address: 0, count: 5 })).toEqual([]);
  });

  test("of read, its own; of what cannot be told, nothing", () => {
    expect(watchedDescriptors("/proc/self", { kind: "read", fd: 3, most: 1 })).toEqual([3]);
    expect(watchedDescriptors("/proc/self", { kind: "none" })).toEqual([]);
    expect(watchedDescriptors("/proc/self", { kind: "unknown" })).toBeUndefined();
    expect(watchedDescriptors("/nowhere", { kind: "poll", address: 4096, count: 1 })).toBeUndefined();
    expect(watchedDescriptors("/nowhere", { kind: "epoll", fd: 4 })).toBeUndefined();
  });
});
