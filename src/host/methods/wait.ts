import type { HostedSession } from "../methods.ts";
export async function wait(_h: HostedSession, _p: unknown): Promise<unknown> { throw new Error("todo"); }
