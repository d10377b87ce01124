/**
 * Calls `action` after so many ms, behind a look at all that has come by then; gives the way to call it off.
 *
 * A process that was held up (a busy machine, one that slept) finds its timers due before it has read what waits in its
 * terminal or its socket. That nothing has come in time can only be told behind that.
 */
export function afterReading(delayMs: number, action: () => void): () => void {
  let timer = setTimeout(() => {
    // Between two turns of the event loop everything is read; a timer is never due in the turn that sets it.
    timer = setTimeout(action, 0);
  }, delayMs);
  return () => clearTimeout(timer);
}

/** Calls `action` as soon as all that waits now has been read; gives the way to call it off. */
export function afterNextReading(action: () => void): () => void {
  let immediate = setImmediate(() => {
    // The first comes before the next look at what waits, the second after it.
    immediate = setImmediate(action);
  });
  return () => clearImmediate(immediate);
}
