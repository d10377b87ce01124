/** The signals that a session can be sent, by the names of POSIX `<signal.h>`. */
export const SIGNALS = [
  "SIGTERM",
  "SIGINT",
  "SIGKILL",
  "SIGHUP",
  "SIGUSR1",
  "SIGUSR2",
  "SIGQUIT",
  "SIGCONT",
  "SIGSTOP",
  "SIGTSTP",
  "SIGWINCH",
] as const;

export type SignalName = (typeof SIGNALS)[number];

/** The signal with this name, with or without `SIG`, in any case; `undefined` if there is none. */
export function parseSignal(name: string): SignalName | undefined {
  const upper = name.toUpperCase();
  const full = upper.startsWith("SIG") ? upper : `SIG${upper}`;
  return SIGNALS.find((signal) => signal === full);
}
