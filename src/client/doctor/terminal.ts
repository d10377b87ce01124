import { openPty } from "../../pty/open-pty.ts";
import { withinLimit } from "./time-limit.ts";

const SCRIPT = 'test -t 0 && test -t 1 && read -r line && printf "heard %s" "$line"';

/** Starts a shell in a terminal of its own, types a line, and reads what the shell makes of it. */
export async function checkPtySpawn(): Promise<string> {
  const decoder = new TextDecoder();
  let output = "";
  const pty = await openPty({
    file: "/bin/sh",
    args: ["-c", SCRIPT],
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", TERM: "xterm" },
    cols: 80,
    rows: 24,
    onData: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  try {
    pty.write("ping\r");
    const { exitCode, exitSignal } = await withinLimit("The end of a shell in a terminal", pty.exited);
    await withinLimit("The end of a terminal's output", pty.drained);
    if (exitCode !== 0) throw new Error(`/bin/sh in a terminal ended with ${exitCode ?? exitSignal}`);
    if (!output.includes("heard ping")) throw new Error(`/bin/sh in a terminal printed ${JSON.stringify(output)}`);
    return "A shell in a terminal was started, typed to and heard.";
  } finally {
    pty.signal("SIGKILL");
    pty.close();
  }
}
