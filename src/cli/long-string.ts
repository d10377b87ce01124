const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const NEWLINE = 0x0a;

/** A string of a result that is written as it is made: nobody holds all of it. */
export class LongString {
  readonly #pieces: Iterable<string | Uint8Array>;
  /** What stands for it until then; no string of a result can be the same by chance. */
  readonly #mark = crypto.randomUUID();

  /** @param pieces which are gone through once; bytes are UTF-8, and no piece cuts a character */
  constructor(pieces: Iterable<string | Uint8Array>) {
    this.#pieces = pieces;
  }

  toJSON(): string {
    return this.#mark;
  }

  /** A text in which this stands as its mark, with itself in that place. */
  *within(json: string): Generator<string> {
    const quoted = JSON.stringify(this.#mark);
    const at = json.indexOf(quoted);
    yield json.slice(0, at + 1);
    for (const piece of this.#pieces) {
      const text = typeof piece === "string" ? piece : decoder.decode(piece);
      yield JSON.stringify(text).slice(1, -1);
    }
    yield json.slice(at + quoted.length - 1);
  }
}

/** `value` as JSON, indented by two, with a newline behind it; at most one {@link LongString} may be in it. */
export function jsonPieces(value: object): Iterable<string> {
  let long: LongString | undefined;
  const json = JSON.stringify(
    value,
    function (this: Record<string, unknown>, key: string, given: unknown) {
      // What has a toJSON comes here as what that gave.
      if (this[key] instanceof LongString) long = this[key];
      return given;
    },
    2,
  );
  return long === undefined ? [`${json}\n`] : long.within(`${json}\n`);
}

/** The same bytes, and a newline if they have none at their end; nothing if there are none. */
export function* withFinalNewline(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let last: number | undefined;
  for (const piece of pieces) {
    last = piece.at(-1) ?? last;
    yield piece;
  }
  if (last !== undefined && last !== NEWLINE) yield Uint8Array.of(NEWLINE);
}

/** Bytes in base64 (RFC 4648), piece by piece. */
export function* base64(pieces: Iterable<Uint8Array>): Generator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  for (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    // Three bytes are four characters; what is left of them waits.
    const whole = bytes.length - (bytes.length % 3);
    yield bytes.toString("base64", 0, whole);
    rest = bytes.subarray(whole);
  }
  yield Buffer.from(rest).toString("base64");
}
