import { endings } from "./contract-endings.ts";
import { input } from "./contract-input.ts";
import { output } from "./contract-output.ts";
import { starting } from "./contract-starting.ts";
import type { ContractPoint } from "./terminal-under-test.ts";

/** All that every adapter promises; run under Bun, Deno and Node. */
export const contract: readonly ContractPoint[] = [...starting, ...output, ...input, ...endings];
