import { strict as assert } from "node:assert";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import process from "node:process";
import { PtySpawnError, type PtySpawnErrorCode } from "../../src/pty/pty.ts";
import type { ContractPoint, Lab } from "./terminal-under-test.ts";

async function refuses(lab: Lab, code: PtySpawnErrorCode, file: string, cwd = lab.directory): Promise<void> {
  await assert.rejects(
    () => lab.open(file, [], { cwd }),
    (error: unknown) => {
      assert.ok(error instanceof PtySpawnError, `${String(error)} is no PtySpawnError`);
      assert.equal(error.code, code, error.message);
      assert.equal(error.file, file);
      return true;
    },
  );
}

export const starting: readonly ContractPoint[] = [
  {
    name: "what cannot be started is refused, with the reason",
    async run(lab) {
      writeFileSync(lab.path("plain"), "no program\n", { mode: 0o644 });
      writeFileSync(lab.path("orphan"), "#!/no/such/interpreter\n", { mode: 0o755 });
      mkdirSync(lab.path("directory"));
      await refuses(lab, "not-found", "no-such-program-anywhere");
      await refuses(lab, "not-found", lab.path("missing"));
      await refuses(lab, "not-executable", lab.path("directory"));
      await refuses(lab, "not-executable", lab.path("plain"));
      await refuses(lab, "not-executable", lab.path("orphan"));
      await refuses(lab, "bad-cwd", "sh", lab.path("missing"));
      await refuses(lab, "bad-cwd", "sh", lab.path("plain"));
    },
  },
  {
    name: "a name is looked up in the child's own PATH, a relative path from its directory",
    async run(lab) {
      mkdirSync(lab.path("bin"));
      writeFileSync(lab.path("bin/greet"), '#!/bin/sh\necho "greetings $1 from $0"\n', { mode: 0o755 });
      const byName = await lab.start("greet", ["one"], { env: { PATH: `${lab.path("bin")}:/usr/bin:/bin` } });
      await byName.saw(/greetings one from/);
      const byPath = await lab.start("bin/greet", ["two"]);
      await byPath.saw(/greetings two from/);
    },
  },
  {
    name: "a script without #! is run by sh, as execvp does",
    async run(lab) {
      writeFileSync(lab.path("bare"), 'echo "bare $1"\n', { mode: 0o755 });
      const subject = await lab.start(lab.path("bare"), ["words"]);
      await subject.saw(/bare words/);
      assert.deepEqual(await subject.ended(), { exitCode: 0, exitSignal: null });
    },
  },
  {
    name: "the child is called what the caller called it, and its arguments arrive untouched",
    async run(lab) {
      const tricky = ["", " two  blanks ", "$HOME", "'\"", "Grüße", "*"];
      const script = 'echo "name=$0"; for word in "$@"; do printf "<%s>" "$word"; done';
      const subject = await lab.start("sh", ["-c", script, "sh", ...tricky]);
      await subject.ended();
      assert.equal(subject.text, `name=sh\r\n${tricky.map((word) => `<${word}>`).join("")}`);
    },
  },
  {
    name: "the environment is exactly what was given, and the directory too",
    async run(lab) {
      const env = { ONLY: "this one", PATH: process.env["PATH"] ?? "" };
      const subject = await lab.start("env", [], { env });
      await subject.ended();
      const lines = subject.text.trimEnd().split("\r\n").sort();
      assert.deepEqual(lines, [`ONLY=${env.ONLY}`, `PATH=${env.PATH}`]);
      const where = await lab.sh("pwd -P");
      await where.ended();
      assert.equal(where.text.trimEnd(), realpathSync(lab.directory));
    },
  },
  {
    name: "the child starts with no signal ignored or blocked",
    async run(lab) {
      if (process.platform !== "linux") return;
      const subject = await lab.start("cat", ["/proc/self/status"]);
      await subject.ended();
      assert.match(subject.text, /SigBlk:\t0+\r\n/);
      assert.match(subject.text, /SigIgn:\t0+\r\n/);
    },
  },
  {
    name: "the child inherits its terminal and no other descriptor",
    bunOnly: "node-pty hands on whatever its process was given",
    async run(lab) {
      if (process.platform !== "linux") return;
      const descriptors = await lab.sh("exec ls /proc/self/fd");
      await descriptors.ended();
      // The fourth is what ls reads the directory with.
      assert.deepEqual(descriptors.text.trim().split(/\s+/).map(Number), [0, 1, 2, 3]);
    },
  },
  {
    name: "the terminal is the child's controlling terminal",
    async run(lab) {
      const subject = await lab.sh(
        "tty; echo through >/dev/tty; test -t 0 && test -t 1 && test -t 2 && echo all three",
      );
      assert.deepEqual(await subject.ended(), { exitCode: 0, exitSignal: null });
      assert.match(subject.text, /^\/dev\/\S+\r\nthrough\r\nall three\r\n$/);
    },
  },
  {
    name: "the size reaches the child, at first and when it changes",
    async run(lab) {
      const subject = await lab.sh("trap 'stty size' WINCH; stty size; while :; do sleep 0.02; done", {
        cols: 123,
        rows: 45,
      });
      await subject.saw(/45 123\r\n/);
      subject.pty.resize(77, 33);
      await subject.saw(/33 77\r\n/);
    },
  },
  {
    name: "the modes are those the child set",
    bunOnly: "neither Node nor Deno can read termios",
    async run(lab) {
      const subject = await lab.sh(
        "stty -echo -icanon; echo changed; read answer; stty echo icanon; echo back; read answer",
      );
      await subject.saw(/changed/);
      assert.deepEqual(subject.pty.modes(), { canonical: false, echo: false });
      subject.pty.write("\n");
      await subject.saw(/back/);
      assert.deepEqual(subject.pty.modes(), { canonical: true, echo: true });
      subject.pty.close();
      assert.equal(subject.pty.modes(), undefined);
    },
  },
];
