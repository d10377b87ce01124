/** After this much quiet, in ms, output that was held only because it might be ours is given out. */
export const SHORT_QUIET_MS = 20;

/** The same while somebody waits for a run: an echo is then to be expected, and who waits does not look. */
export const EXPECTANT_QUIET_MS = 250;

/** The same where it looks so much like ours that a busy machine is the likelier reason for the rest to be late. */
export const LONG_QUIET_MS = 1000;
