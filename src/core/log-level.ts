/** What is told on standard error, from everything to failures alone. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Takes what is going on, for those who want to know: `info` what a user may notice, `debug` how it was done. */
export type Trace = (level: "debug" | "info", message: string) => void;
