import type { DoctorResult } from "../../protocol/doctor.ts";
import { makeChecks, type Surroundings } from "./check.ts";
import { ENVIRONMENT_CHECKS, RENDERER_CHECKS } from "./checks.ts";

/** Tries out all that the program needs, here and now. Leaves nothing behind, and throws nothing. */
export async function examine(surroundings: Surroundings): Promise<Pick<DoctorResult, "ok" | "checks">> {
  const checks = {
    environment: await makeChecks(ENVIRONMENT_CHECKS, surroundings),
    renderer: await makeChecks(RENDERER_CHECKS, surroundings),
  };
  const ok = [...checks.environment, ...checks.renderer].every(({ status }) => status !== "fail");
  return { ok, checks };
}
