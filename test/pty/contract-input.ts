import { strict as assert } from "node:assert";
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { type ContractPoint, eventually, type Lab, type Subject } from "./terminal-under-test.ts";

const MEGABYTE = 1_048_576;

/** A child that reads `size` raw bytes into a file, but only once the file `go` is there. */
function lateReader(lab: Lab, size: number): Promise<Subject> {
  const wait = `while [ ! -e ${lab.path("go")} ]; do sleep 0.02; done`;
  return lab.sh(`stty raw -echo; echo ready; ${wait}; head -c ${size} >${lab.path("got")}; echo done`);
}

export const input: readonly ContractPoint[] = [
  {
    name: "1 MB written at once into a reader that starts late arrives whole",
    async run(lab) {
      const subject = await lateReader(lab, MEGABYTE);
      await subject.saw(/ready/);
      const sent = randomBytes(MEGABYTE);
      const expected = Buffer.from(sent);
      subject.pty.write(sent);
      sent.fill(0); // the caller's again
      assert.ok(subject.pty.pendingWriteBytes > 0, "the kernel cannot have taken all of it");
      // Only now may the reader begin: a write that waits for it would never come to this.
      writeFileSync(lab.path("go"), "");
      await subject.saw(/done/);
      assert.ok(readFileSync(lab.path("got")).equals(expected), "what arrived is not what was sent");
      await eventually("nothing is pending", () => subject.pty.pendingWriteBytes === 0);
    },
  },
  {
    name: "many writes, of text and of bytes, arrive in order",
    async run(lab) {
      const pieces = Array.from({ length: 500 }, (_, n) =>
        n % 2 ? `Stück ${n};` : randomBytes(1 + ((n * 37) % 3000)),
      );
      const expected = Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
      const subject = await lateReader(lab, expected.byteLength);
      await subject.saw(/ready/);
      for (const piece of pieces) subject.pty.write(piece);
      writeFileSync(lab.path("go"), "");
      await subject.saw(/done/);
      assert.ok(readFileSync(lab.path("got")).equals(expected), "what arrived is not what was sent");
    },
  },
  {
    name: "pending bytes are counted until they are taken, for writes of every size",
    async run(lab) {
      const subject = await lab.sh("stty raw -echo; echo ready; exec cat >/dev/null");
      await subject.saw(/ready/);
      for (const size of [1, 2, 100, 4095, 4096, 8000, 20_000, 200_000]) {
        subject.pty.write(new Uint8Array(size));
        await eventually(`${size} bytes are taken`, () => subject.pty.pendingWriteBytes === 0);
      }
    },
  },
  {
    name: "output comes while input waits",
    async run(lab) {
      const wait = `while [ ! -e ${lab.path("go")} ]; do sleep 0.02; done`;
      const subject = await lab.sh(`stty raw -echo; echo ready; ${wait}; echo still here; exec sleep 100`);
      await subject.saw(/ready/);
      subject.pty.write(new Uint8Array(MEGABYTE));
      writeFileSync(lab.path("go"), "");
      await subject.saw(/still here/);
      assert.ok(subject.pty.pendingWriteBytes > 0);
      // And a terminal with input that nobody took can be closed.
      subject.pty.close();
      assert.deepEqual(await subject.ended(), { exitCode: null, exitSignal: "SIGHUP" });
    },
  },
  {
    name: "Ctrl-C interrupts what runs in the foreground",
    async run(lab) {
      const subject = await lab.sh("echo ready; exec sleep 100");
      await subject.saw(/ready/);
      subject.pty.write("\x03");
      assert.deepEqual(await subject.ended(), { exitCode: null, exitSignal: "SIGINT" });
    },
  },
  {
    name: "a shell has job control: background, foreground, Ctrl-Z and bg",
    async run(lab) {
      const subject = await lab.start("bash", ["--norc", "--noprofile", "-i"], {
        env: { PATH: process.env["PATH"] ?? "", TERM: "dumb", PS1: "prompt> ", HISTFILE: "/dev/null" },
      });
      const { pty } = subject;
      await subject.saw(/prompt> /);
      assert.doesNotMatch(subject.text, /no job control/);
      // The job speaks for itself: a child that has not come to its exec yet still ignores Ctrl-Z, as bash does.
      pty.write("sh -c 'echo job runs; exec sleep 100' &\n");
      await subject.saw(/job runs\r\n/);
      pty.write("fg\n");
      await subject.saw(/\nsh -c .*\r\n/);
      await eventually("the job is in the foreground", () => foregroundIsAnother(pty.pid));
      pty.write("\x1a");
      await subject.saw(/Stopped +sh -c[\s\S]*prompt> /);
      pty.write("bg\n");
      await subject.saw(/\[1\]\+ sh -c .* &[\s\S]*prompt> /);
      pty.write("kill %1; wait; echo 'all' over\n");
      await subject.saw(/\nall over\r\n/);
      pty.write("exit 5\n");
      assert.deepEqual(await subject.ended(), { exitCode: 5, exitSignal: null });
    },
  },
];

/** The terminal's foreground process group is not the shell's own (proc(5): tpgid against pgrp). */
function foregroundIsAnother(shell: number): boolean {
  const stat = readFileSync(`/proc/${shell}/stat`, "latin1");
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return group !== foreground;
}
