import type { Sandbox } from "../sandbox.ts";

/** Shows every byte it gets, control characters as `^X`; `prelude` is what it prints first. */
export async function byteViewer(box: Sandbox, prelude = ""): Promise<string> {
  const id = await box.create("sh", "-c", `stty raw -echo; printf '${prelude}ready>'; exec cat -v`);
  await box.ok("wait", id, "--text", "ready>");
  return id;
}

/** Waits until the viewer shows what it must have got, and nothing else. */
export async function shown(box: Sandbox, viewer: string, bytes: string): Promise<void> {
  // The frame tells the end of what was sent from a part of it.
  await box.ok("type", viewer, "<end");
  await box.ok("wait", viewer, "--text", `ready>${bytes}<end`, "--timeout", "10000");
}

/** A session whose program has printed something and ended. */
export async function endedSession(box: Sandbox, script: string, ...options: string[]): Promise<string> {
  const id = await box.create(...options, "sh", "-c", script);
  await box.ok("wait", id, "--exit");
  return id;
}

/** Every command that is about one session, with arguments that are right but for the session. */
export const SESSION_COMMANDS: [command: string, args: string[]][] = [
  ["inspect", []],
  ["run", ["true"]],
  ["type", ["x"]],
  ["paste", ["x"]],
  ["send-keys", ["Enter"]],
  ["mark", ["x"]],
  ["resize", ["--cols", "90", "--rows", "30"]],
  ["signal", ["TERM"]],
  ["wait", ["--exit"]],
  ["snapshot", []],
  ["screenshot", []],
  ["batch", ['[{"type": "x"}]']],
  ["destroy", []],
];

/** Those that a session refuses once it takes no commands any more. */
export const REFUSED_COMMANDS = SESSION_COMMANDS.filter(
  ([command]) => !["inspect", "wait", "snapshot", "screenshot", "destroy"].includes(command),
);
