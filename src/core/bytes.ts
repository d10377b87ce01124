/** A byte array with nothing in it. */
export const NO_BYTES: Uint8Array = new Uint8Array(0);

/** `head` and `tail` as one array; no copy is made where one of them is empty. */
export function joinBytes(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  if (tail.length === 0) return head;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

/** The bytes from `start` up to `end`; the array itself if that is all of it. */
export function sliceView(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
}
