import { strict as assert } from "node:assert";
import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { type ContractPoint, type Lab, within, work } from "./terminal-under-test.ts";

const BURST_BYTES = 20_000_000;

/** Every byte value, in an order that nobody would get right by chance. */
function burstFile(lab: Lab, size: number): { path: string; sha256: string } {
  const block = randomBytes(1_000_000);
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += block.length) {
    block.writeUInt32LE(at, 0);
    bytes.set(block.subarray(0, Math.min(block.length, size - at)), at);
  }
  const path = lab.path("burst");
  writeFileSync(path, bytes);
  return { path, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** What a consumer got of a file that the child copies to its terminal and then exits. */
async function burst(lab: Lab, size: number, consume: (bytes: Uint8Array) => void): Promise<void> {
  const file = burstFile(lab, size);
  const hash = createHash("sha256");
  let count = 0;
  const pty = await lab.open("sh", ["-c", `stty raw -echo; exec cat ${file.path}`], {
    onData(bytes) {
      count += bytes.byteLength;
      hash.update(bytes);
      consume(bytes);
    },
  });
  assert.deepEqual(await within("the burst ends", pty.exited), { exitCode: 0, exitSignal: null });
  await within("the burst is drained", pty.drained);
  assert.equal(count, size);
  assert.equal(hash.digest("hex"), file.sha256);
}

export const output: readonly ContractPoint[] = [
  {
    name: "every byte of a 20 MB burst arrives, in order, from a child that exits at once",
    run: (lab) => burst(lab, BURST_BYTES, () => {}),
  },
  {
    name: "every byte arrives when the consumer is slow",
    run: (lab) => burst(lab, 3_000_000, (bytes) => work((10 * bytes.byteLength) / 65536)),
  },
  {
    name: "nothing is missed when the consumer is busy while the child ends",
    async run(lab) {
      let calls = 0;
      await burst(lab, 60_000, () => {
        // Longer than any quiet time and than node-pty's own patience of 200 ms.
        if (calls++ < 2) work(400);
      });
    },
  },
  {
    name: "short output of children that exit at once arrives, time after time",
    async run(lab) {
      for (let round = 0; round < 30; round++) {
        const subject = await lab.sh(`echo round-${round}; printf end`);
        await subject.ended();
        assert.equal(subject.text, `round-${round}\r\nend`);
      }
    },
  },
  {
    name: "a child that floods a slow consumer leaves the event loop its turns",
    async run(lab) {
      let sinceTurn = 0;
      let most = 0;
      let total = 0;
      const turn = () => {
        most = Math.max(most, sinceTurn);
        sinceTurn = 0;
        if (total < 4_000_000) setImmediate(turn);
      };
      setImmediate(turn);
      let enough = () => {};
      const flooded = new Promise<void>((resolve) => {
        enough = resolve;
      });
      const pty = await lab.open("sh", ["-c", "stty raw -echo; exec cat /dev/zero"], {
        onData(bytes) {
          work((10 * bytes.byteLength) / 65536);
          sinceTurn += bytes.byteLength;
          total += bytes.byteLength;
          most = Math.max(most, sinceTurn);
          if (total >= 4_000_000) enough();
        },
      });
      await within("the flood comes", flooded);
      pty.close();
      assert.ok(most < 1_000_000, `${most} bytes came between two turns of the loop`);
    },
  },
  {
    name: "a flood can be ended with Ctrl-C",
    async run(lab) {
      let seen = 0;
      let began = () => {};
      const flooding = new Promise<void>((resolve) => {
        began = resolve;
      });
      const pty = await lab.open("yes", [], {
        onData(bytes) {
          work((5 * bytes.byteLength) / 65536);
          seen += bytes.byteLength;
          if (seen > 500_000) began();
        },
      });
      await within("the flood comes", flooding);
      pty.write("\x03");
      assert.deepEqual(await within("the flood ends", pty.exited), { exitCode: null, exitSignal: "SIGINT" });
    },
  },
];
