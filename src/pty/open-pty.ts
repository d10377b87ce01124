import type { Pty, PtySpawnOptions } from "./pty.ts";
import { resolveProgram } from "./resolve-program.ts";

/**
 * Starts a program in a new terminal, with the adapter of the runtime this is. Each adapter is behind a dynamic import,
 * so that the other's library is never loaded.
 *
 * @throws PtySpawnError when the program or the directory is not there or cannot be used, or the system refuses.
 */
export async function openPty(options: PtySpawnOptions): Promise<Pty> {
  const program = resolveProgram(options.file, options.cwd, options.env["PATH"]);
  if ("Bun" in globalThis) {
    const { openBunPty } = await import("./bun-pty.ts");
    return openBunPty(program, options);
  }
  const { openNodePty } = await import("./node-pty.ts");
  return openNodePty(program, options);
}
