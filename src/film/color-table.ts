/** Slots for each colour that there may be: few collisions. */
const SLOTS_PER_COLOR = 8;
const HASH = 0x9e3779b1;

/** Numbers colours, `0xrrggbb`, in the order in which they are first met, up to a limit. */
export class ColorTable {
  readonly colors: number[] = [];
  readonly #limit: number;
  /** A colour's number plus one at the slot that its hash leads to, or behind it. */
  readonly #slots: Uint16Array;
  readonly #shift: number;

  /** @param limit how many colours there may be at most, up to 4096 */
  constructor(limit: number) {
    const bits = Math.ceil(Math.log2(limit * SLOTS_PER_COLOR));
    this.#limit = limit;
    this.#slots = new Uint16Array(1 << bits);
    this.#shift = 32 - bits;
  }

  /** The number of a colour, which is added if it is new; -1 if it is and there is no room. */
  add(color: number): number {
    const slot = this.#slotOf(color);
    const found = this.#slots[slot]!;
    if (found > 0) return found - 1;
    if (this.colors.length === this.#limit) return -1;
    this.#slots[slot] = this.colors.push(color);
    return this.colors.length - 1;
  }

  /** The number of a colour; -1 if it is not there. */
  indexOf(color: number): number {
    return this.#slots[this.#slotOf(color)]! - 1;
  }

  #slotOf(color: number): number {
    let slot = Math.imul(color, HASH) >>> this.#shift;
    for (;;) {
      const found = this.#slots[slot]!;
      if (found === 0 || this.colors[found - 1] === color) return slot;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
  }
}
