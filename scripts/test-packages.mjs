// Programs that the end-to-end tests drive. What is missing is installed from Debian's packages where that is
// possible (as root, with apt-get); elsewhere it is named, and the tests that need it are reported as skipped.
import { spawnSync } from "node:child_process";

const PROGRAMS = {
  bash: "bash",
  dash: "dash",
  zsh: "zsh",
  fish: "fish",
  busybox: "busybox",
  ksh93: "ksh",
  mksh: "mksh",
  vim: "vim-tiny",
  less: "less",
  htop: "htop",
  mc: "mc",
  dialog: "dialog",
  whiptail: "whiptail",
  pv: "pv",
  asciinema: "asciinema",
  ffmpeg: "ffmpeg",
  ffprobe: "ffmpeg",
  webpmux: "webp",
  dwebp: "webp",
  xmllint: "libxml2-utils",
  chromium: "chromium",
};

function has(program) {
  return spawnSync("sh", ["-c", `PATH=$PATH:/usr/sbin command -v ${program}`]).status === 0;
}

/**
 * The programs that are missing after an attempt to install them.
 *
 * @param more programs that are needed besides, with Debian's packages of them
 */
export function provideTestPrograms(more = {}) {
  const programs = { ...PROGRAMS, ...more };
  const missing = missingPrograms(programs);
  if (missing.length === 0) return [];
  const packages = [...new Set(missing.map((program) => programs[program]))];
  if (!has("apt-get") || process.getuid?.() !== 0) {
    console.log(`Missing for the tests: ${missing.join(", ")}. Debian: apt-get install -y ${packages.join(" ")}`);
    return missing;
  }
  console.log(`Installing for the tests: apt-get install -y --no-install-recommends ${packages.join(" ")}`);
  if (aptGet("install", packages).status !== 0) {
    aptGet("update");
    // One that cannot be had must not take the others with it.
    if (aptGet("install", packages).status !== 0) for (const one of packages) installOne(one);
  }
  return missingPrograms(programs);
}

function installOne(name) {
  const { status, stderr } = aptGet("install", [name]);
  if (status !== 0) console.log(`apt-get could not install ${name}: ${stderr}`);
}

function aptGet(command, packages = []) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = command === "install" ? ["-y", "--no-install-recommends"] : [];
  return spawnSync("apt-get", [command, "-qq", ...options, ...packages], { env, stdio: "pipe" });
}

function missingPrograms(programs) {
  return Object.keys(programs).filter((program) => !has(program));
}
