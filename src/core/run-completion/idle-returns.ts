import { CR, type NoiseState, readNoise } from "./noise.ts";

/** Final bytes of control sequences that do not move the cursor: colours, modes, and erasing. */
const UNMOVING = new Set([..."mhlKJ"].map((char) => char.charCodeAt(0)));

/**
 * Finds, byte by byte, the CRs that move nothing, as another one has brought the cursor to the start of its line. fish writes one more or one
 * less in front of its prompt, as it happens to be interrupted.
 */
export class IdleReturns {
  #atStart = false;
  #noise: NoiseState = "outside";

  /** Takes the next byte, and tells whether it is a CR that moves nothing. */
  isIdle(byte: number): boolean {
    const before = this.#noise;
    this.#noise = readNoise(before, byte) ?? "outside";
    if (before !== "outside") {
      if (before === "escape" && this.#noise === "outside") this.#atStart = false;
      if (before === "csi" && this.#noise === "outside") this.#atStart &&= UNMOVING.has(byte);
      return false;
    }
    if (byte === CR) {
      const idle = this.#atStart;
      this.#atStart = true;
      return idle;
    }
    // A line end counts as one thing: the CR of the next one moves nothing, but is no more or less.
    this.#atStart &&= this.#noise !== "outside";
    return false;
  }
}

/** `bytes` without the CRs that move nothing. */
export function withoutIdleReturns(bytes: Uint8Array): Uint8Array {
  const returns = new IdleReturns();
  return bytes.filter((byte) => !returns.isIdle(byte));
}
