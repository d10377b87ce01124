/** Takes a text piece by piece. */
export interface TextSink {
  /** Text that follows what was there, and cannot change any more; no character is cut. */
  add(text: string): void;
  /** All that was there has been erased. */
  restart(): void;
}
