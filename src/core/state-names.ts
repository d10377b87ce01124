/** What a session is doing, in a word; see docs/sessions.md. */
export const SESSION_STATES = ["running", "ready", "awaiting-input", "awaiting-secret", "exited", "unknown"] as const;
export type StateName = (typeof SESSION_STATES)[number];

export type WaitableState = Exclude<StateName, "unknown">;

/** The states that can be waited for. */
export const WAITABLE_STATES = SESSION_STATES.filter((state): state is WaitableState => state !== "unknown");
