/** What a task gives: its value at once, or a promise of it. */
export type Eventual<T> = T | Promise<T>;

/**
 * Runs tasks strictly one after the other, in the order they were given.
 *
 * A task that finds the queue idle runs at once, inside the call; if it returns no promise, neither does
 * {@link SerialQueue.run}, so a chain of synchronous work stays synchronous. A task that fails does not stop the ones
 * behind it.
 */
export class SerialQueue {
  #busy = false;
  #draining = false;
  readonly #waiting: (() => void)[] = [];

  /**
   * Runs `task` when everything given before it has ended.
   *
   * @returns what the task returns, or a promise of it if the task is asynchronous or has to wait.
   * @throws what the task throws, if it ran inside this call; a task that had to wait rejects the promise instead.
   */
  run<T>(task: () => Eventual<T>): Eventual<T> {
    if (!this.#busy) return this.#start(task);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          const value = this.#start(task);
          if (value instanceof Promise) value.then(resolve, reject);
          else resolve(value);
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #start<T>(task: () => Eventual<T>): Eventual<T> {
    this.#busy = true;
    let value: Eventual<T>;
    try {
      value = task();
    } catch (error) {
      this.#ended();
      throw error;
    }
    if (value instanceof Promise) return value.finally(() => this.#ended());
    this.#ended();
    return value;
  }

  #ended(): void {
    this.#busy = false;
    // A waiting task that is synchronous ends in here again: one loop starts them all, however many there are.
    if (this.#draining) return;
    this.#draining = true;
    while (!this.#busy && this.#waiting.length > 0) this.#waiting.shift()?.();
    this.#draining = false;
  }
}
