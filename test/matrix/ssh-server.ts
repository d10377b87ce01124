import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server on the loopback interface, with keys of its own, and the command that leads into it. */
export interface SshServer {
  readonly command: string;
  stop(): void;
}

/** Starts sshd for the tests; nothing where that does not work. */
export async function startSshServer(): Promise<SshServer | undefined> {
  const directory = mkdtempSync(join(tmpdir(), "agent-tty-ssh-"));
  const path = (name: string) => join(directory, name);
  const key = (name: string) =>
    Bun.spawnSync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(name)]).success;
  if (!key("host") || !key("user")) return undefined;
  mkdirSync("/run/sshd", { recursive: true });
  const port = await freePort();
  writeFileSync(path("authorized"), await Bun.file(path("user.pub")).text());
  chmodSync(path("authorized"), 0o600);
  const settings = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${path("host")}`,
    `AuthorizedKeysFile ${path("authorized")}`,
    "PermitRootLogin yes",
    "StrictModes no",
    "PrintMotd no",
    "PrintLastLog no",
    "UsePAM no",
    `PidFile ${path("pid")}`,
  ];
  writeFileSync(path("config"), `${settings.join("\n")}\n`);
  const server = Bun.spawn(["/usr/sbin/sshd", "-D", "-e", "-f", path("config")], {
    stderr: "ignore",
    stdout: "ignore",
  });
  const options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"];
  return {
    command: `ssh -p ${port} -i ${path("user")} ${options.map((option) => `-o ${option}`).join(" ")} 127.0.0.1`,
    stop() {
      server.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
