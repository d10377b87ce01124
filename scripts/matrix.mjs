// npm run matrix [-- --quick | --write | --only=<shell>]: what runs tell, in many shells, of many commands.
// Takes some minutes. `--quick` looks at one width only; `--write` writes docs/run-results.md.
import { spawnSync } from "node:child_process";
import { build } from "./build.mjs";
import { provideTestPrograms } from "./test-packages.mjs";
import { bun, ROOT } from "./toolchain.mjs";

build();
provideTestPrograms({ sshd: "openssh-server", tmux: "tmux" });
const { status } = spawnSync(bun(), ["test/matrix/run.ts", ...process.argv.slice(2)], { cwd: ROOT, stdio: "inherit" });
process.exit(status ?? 1);
