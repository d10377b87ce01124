import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { decodePng } from "../../src/render/png-reader.ts";
import { pixelHash } from "../render/pictures.ts";
import { PROGRAM } from "./sandbox.ts";

const FIXTURES = join(import.meta.dir, "../fixtures");

// The executable alone in a tree that holds a shell, the C library and what the kernel mounts: nothing else to lean on.
// It takes root and a mount namespace of the test's own, so that no mount is ever left behind.
const isRoot = process.getuid?.() === 0;
const hasNamespaces = isRoot && spawnSync("unshare", ["--mount", "true"]).status === 0;
if (!hasNamespaces) console.log("NOT TESTED: a bare tree, which takes root, chroot and unshare.");

const SCRIPT = `
export PATH=/bin SHELL=/bin/sh PS1='$ '
agent-tty create --name bare || exit 10
agent-tty run bare 'echo hello from $PWD' || exit 11
agent-tty wait bare --text 'hello from /' --timeout 10000 || exit 12
agent-tty snapshot bare || exit 13
agent-tty destroy bare || exit 14
agent-tty snapshot bare || exit 15
agent-tty create --name picture --cols 120 --rows 40 -- /bin/sh /show.sh || exit 16
agent-tty wait picture --text 'cursor here' --cursor-col 14 --timeout 10000 || exit 17
agent-tty screenshot picture --out /picture.png || exit 18
agent-tty destroy picture || exit 19
`;

/** There is no cat. */
const SHOW = `
while IFS= read -r line; do printf '%s\\n' "$line"; done </kitchen-sink.ansi
printf '%s' "$line"
read -r stop
`;

describe.skipIf(!hasNamespaces)("a tree with only a shell and libc", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "agent-tty-bare-"));
    for (const directory of ["bin", "dev/pts", "proc", "tmp", "root"])
      mkdirSync(join(root, directory), { recursive: true });
    chmodSync(join(root, "tmp"), 0o1777);
    place("/bin/sh", "/bin/sh");
    place(PROGRAM[0] as string, "/bin/agent-tty");
    writeFileSync(join(root, "script.sh"), SCRIPT);
    writeFileSync(join(root, "show.sh"), SHOW);
    cpSync(join(FIXTURES, "kitchen-sink.ansi"), join(root, "kitchen-sink.ansi"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  /** Copies a program into the tree, with the libraries it is linked to (ldd). */
  function place(program: string, to: string): void {
    const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
    const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path as string);
    cpSync(program, join(root, to), { dereference: true });
    for (const library of libraries) {
      mkdirSync(join(root, dirname(library)), { recursive: true });
      cpSync(library, join(root, library), { dereference: true });
    }
  }

  test("is enough to create, run, wait, read, draw and destroy", () => {
    const mounts = [
      `mount -t proc proc ${root}/proc`,
      `mount -t devpts -o newinstance,ptmxmode=0666 devpts ${root}/dev/pts`,
      `ln -s pts/ptmx ${root}/dev/ptmx`,
      `touch ${root}/dev/null && mount --bind /dev/null ${root}/dev/null`,
    ];
    const command = `${mounts.join(" && ")} && exec chroot ${root} /bin/sh /script.sh`;
    const { status, stdout, stderr } = spawnSync("unshare", ["--mount", "sh", "-c", command], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", HOME: "/root" },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const shown = "$ echo hello from $PWD\nhello from /\n$";
    expect(stdout.split(shown).length - 1, stdout).toBe(2);
    const [drawn, golden] = [join(root, "picture.png"), join(FIXTURES, "pictures", "kitchen-sink.png")];
    expect(pixelHash(decodePng(readFileSync(drawn)))).toBe(pixelHash(decodePng(readFileSync(golden))));
  });
});
