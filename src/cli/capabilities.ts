import type { Capability } from "../protocol/doctor.ts";

const MISSING = { status: "unavailable", reason: "not part of this version" } as const;

/** What this version can do, for programs that ask first. */
export const CAPABILITIES: readonly Capability[] = [
  { name: "snapshot", status: "available" },
  { name: "wait", status: "available" },
  { name: "screenshot", status: "available" },
  { name: "record-export-asciicast", status: "available" },
  { name: "record-export-webm", status: "available" },
  { name: "dashboard", ...MISSING },
];
