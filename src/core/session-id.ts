/** Session ids (ULID, github.com/ulid/spec), session names, and telling apart what a user gave for one. */

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARACTERS = 10;
const MAX_TIME = 2 ** 48 - 1;
const RANDOM_BYTES = 10;
const MAX_NAME_LENGTH = 100;

/**
 * Makes a ULID: 48 bits of time and 80 random bits in Crockford's base 32. Ids of different milliseconds sort by time.
 *
 * @param timeMs milliseconds since the epoch, 0 to 2^48 - 1
 * @param random exactly ten random bytes
 * @throws {RangeError} if either is out of range
 */
export function encodeUlid(timeMs: number, random: Uint8Array): string {
  if (!Number.isInteger(timeMs) || timeMs < 0 || timeMs > MAX_TIME) {
    throw new RangeError(`a ULID's time must be an integer from 0 to 2^48 - 1, not ${timeMs}`);
  }
  if (random.length !== RANDOM_BYTES) throw new RangeError(`a ULID takes ten random bytes, not ${random.length}`);
  let time = "";
  for (let rest = timeMs; time.length < TIME_CHARACTERS; rest = Math.floor(rest / 32)) {
    time = CROCKFORD[rest % 32] + time;
  }
  return time + base32(random);
}

function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/** Whether the text is a ULID in the upper-case form that {@link encodeUlid} gives, the only one used on disk. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/**
 * What a user gave for a session: a whole id, something that may be a prefix of one or a name, or what can be neither
 * and must never be joined to a path (empty, `.`, `..`, a path separator, a NUL).
 */
export function classifySessionRef(text: string): "invalid" | "ulid" | "reference" {
  if (isUlid(text)) return "ulid";
  return text === "" || text === "." || text === ".." || /[/\\\0]/.test(text) ? "invalid" : "reference";
}

/**
 * Checks a session's name: one that its user can type wherever an id is taken, and that cannot be mistaken for an id.
 *
 * @returns why the name cannot be used, as a clause, or `undefined` if it can
 */
export function validateSessionName(name: string): string | undefined {
  if (name === "") return "it is empty";
  if ([...name].length > MAX_NAME_LENGTH) return `it is longer than ${MAX_NAME_LENGTH} characters`;
  if (classifySessionRef(name) === "invalid") return "it must not be . or .. or hold a path separator";
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return "it holds a control character";
  if (name.trim() !== name) return "it begins or ends with a blank";
  if (name.startsWith("-")) return "it begins with a dash, which reads as an option";
  if (isUlid(name.toUpperCase())) return "it looks like a session id";
  return undefined;
}
