import { strict as assert } from "node:assert";
import { existsSync, readdirSync } from "node:fs";
import process from "node:process";
import { type ContractPoint, eventually, within, work } from "./terminal-under-test.ts";

export const endings: readonly ContractPoint[] = [
  {
    name: "exit codes are reported, also those that look like a signal's",
    async run(lab) {
      for (const exitCode of [0, 1, 7, 129, 143, 255]) {
        const subject = await lab.sh(`exit ${exitCode}`);
        assert.deepEqual(await subject.ended(), { exitCode, exitSignal: null });
      }
    },
  },
  {
    name: "a signal is reported by name",
    async run(lab) {
      for (const exitSignal of ["SIGTERM", "SIGKILL", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1"]) {
        const subject = await lab.sh("ulimit -c 0; echo ready; exec sleep 100");
        await subject.saw(/ready/);
        subject.pty.signal(exitSignal);
        assert.deepEqual(await subject.ended(), { exitCode: null, exitSignal });
      }
    },
  },
  {
    name: "a signal goes to the whole process group, and to nobody once that is gone",
    async run(lab) {
      const subject = await lab.sh("sleep 100 & sleep 100 & echo ready; wait");
      await subject.saw(/ready/);
      assert.throws(() => subject.pty.signal("SIGNOSUCH"), TypeError);
      subject.pty.signal("SIGTERM");
      assert.deepEqual(await subject.ended(), { exitCode: null, exitSignal: "SIGTERM" });
      subject.pty.signal("SIGTERM");
      subject.pty.signal("SIGKILL");
    },
  },
  {
    name: "nothing is missed when the program is busy behind the child's end",
    async run(lab) {
      for (let round = 0; round < 10; round++) {
        const subject = await lab.sh("echo last words");
        // As the loading of modules is: in pieces, with turns of the loop in between.
        for (let piece = 0; piece < 4; piece++) {
          work(60);
          await new Promise((resolve) => setImmediate(resolve));
        }
        await subject.ended();
        assert.equal(subject.text, "last words\r\n");
      }
    },
  },
  {
    name: "a background process that holds the terminal does not hold up `drained`, and can still be signalled",
    async run(lab) {
      const subject = await lab.sh("trap '' HUP; sleep 100 & echo last words");
      assert.deepEqual(await subject.ended(), { exitCode: 0, exitSignal: null });
      assert.equal(subject.text, "last words\r\n");
      subject.pty.signal("SIGKILL");
    },
  },
  {
    name: "nor does one that never falls silent",
    async run(lab) {
      for (const noise of ["exec yes", "while :; do echo noise; sleep 0.02; done"]) {
        const said = new TextDecoder();
        let text = "";
        // The pause lets the noise begin before the process ends, and the consumer is slower than the noise.
        const script = `trap '' HUP; (${noise}) & sleep 0.1; echo last words`;
        const pty = await lab.open("sh", ["-c", script], {
          onData(bytes) {
            text += said.decode(bytes, { stream: true });
            work((20 * bytes.byteLength) / 65536);
          },
        });
        assert.deepEqual(await within("the process ends", pty.exited), { exitCode: 0, exitSignal: null });
        await within("the terminal is drained", pty.drained);
        assert.match(text, /last words/);
        pty.signal("SIGKILL");
        pty.close();
      }
    },
  },
  {
    name: "what a background process says later still arrives",
    async run(lab) {
      const go = lab.path("go");
      const subject = await lab.sh(`trap '' HUP; (while [ ! -e ${go} ]; do sleep 0.02; done; echo afterthought) & :`);
      await subject.ended();
      const other = await lab.start("touch", [go]);
      await other.ended();
      await subject.saw(/afterthought/);
    },
  },
  {
    name: "closing hangs up: the child gets HUP, more than once does no harm, and no output comes any more",
    async run(lab) {
      let closed = false;
      let late = 0;
      const told = lab.path("told");
      const script = `trap 'echo hup >${told}; exit 9' HUP; while :; do echo noise; sleep 0.01; done`;
      let began = () => {};
      const noisy = new Promise<void>((resolve) => {
        began = resolve;
      });
      const pty = await lab.open("sh", ["-c", script], {
        onData() {
          if (closed) late++;
          began();
        },
      });
      await within("the child makes noise", noisy);
      pty.close();
      closed = true;
      pty.close();
      pty.write("nobody hears this");
      pty.resize(10, 10);
      assert.deepEqual(await within("the child ends", pty.exited), { exitCode: 9, exitSignal: null });
      await within("a closed terminal is drained", pty.drained);
      assert.ok(existsSync(told));
      assert.equal(late, 0);
      assert.equal(pty.pendingWriteBytes, 0);
    },
  },
  {
    name: "a terminal may be closed from within onData",
    async run(lab) {
      let close = () => {};
      const pty = await lab.open("yes", [], { onData: () => close() });
      close = () => pty.close();
      assert.deepEqual(await within("the flood ends", pty.exited), { exitCode: null, exitSignal: "SIGHUP" });
      await within("a closed terminal is drained", pty.drained);
    },
  },
  {
    name: "two terminals of one process do not hold each other open",
    bunOnly: "node-pty's descriptors are not close-on-exec, and nothing in Node can make them so",
    async run(lab) {
      const first = await lab.sh("echo ready; exec sleep 100");
      const second = await lab.sh("echo ready; exec sleep 100");
      await first.saw(/ready/);
      await second.saw(/ready/);
      first.pty.close();
      assert.deepEqual(await first.ended(), { exitCode: null, exitSignal: "SIGHUP" });
      second.pty.close();
      assert.deepEqual(await second.ended(), { exitCode: null, exitSignal: "SIGHUP" });
    },
  },
  {
    name: "after exit, write, resize and signal are harmless",
    async run(lab) {
      const subject = await lab.sh("exit 0");
      await subject.ended();
      subject.pty.write("into the void\n");
      subject.pty.resize(100, 40);
      subject.pty.signal("SIGTERM");
      assert.equal(subject.pty.pendingWriteBytes, 0);
      subject.pty.close();
    },
  },
  {
    name: "fifty terminals opened and closed leave no descriptor behind",
    async run(lab) {
      if (process.platform !== "linux") return;
      const cycle = async (round: number) => {
        const subject = await lab.sh(round % 2 ? "exit 0" : "exec sleep 100");
        if (round % 2) await subject.ended();
        subject.pty.close();
        await subject.ended();
      };
      const open = () => readdirSync("/proc/self/fd").length;
      await cycle(0);
      await cycle(1);
      const before = open();
      for (let round = 0; round < 50; round++) await cycle(round);
      // A runtime may close a little later, or keep one for itself; it may not keep one a terminal.
      await eventually(`${before} descriptors are open again`, () => open() <= before + 2);
    },
  },
];
