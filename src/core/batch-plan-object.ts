/** The JSON objects a batch's plan is made of: reading them, and saying where something in them is wrong. */

import { MAX_MS, parseMs } from "./duration.ts";
import { encodeKeys, InvalidKeyError } from "./keys.ts";
import { nearest } from "./nearest.ts";

/** A plan that cannot be carried out. Nothing of it has been sent. */
export class BatchPlanError extends Error {
  override readonly name = "BatchPlanError";
  /** The step that is wrong, from 0; none if the plan is no list of steps at all. */
  readonly stepIndex: number | undefined;
  /** The key in it that is wrong, such as `sendKeys` or `wait.timeout`. */
  readonly key: string | undefined;
  /** What stands there. */
  readonly value: unknown;

  constructor(message: string, place: { stepIndex?: number; key?: string | undefined; value?: unknown } = {}) {
    super(message);
    this.stepIndex = place.stepIndex;
    this.key = place.key;
    this.value = place.value;
  }
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

/** A JSON object of a plan, and how to say where something in it is wrong. */
export class GivenObject {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #stepIndex: number;
  /** The keys that lead here from the step, such as `wait.`. */
  readonly #path: string;

  private constructor(fields: Record<string, unknown>, stepIndex: number, path: string) {
    this.#fields = fields;
    this.#stepIndex = stepIndex;
    this.#path = path;
  }

  static of(value: unknown, stepIndex: number, path = ""): GivenObject {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return new GivenObject(value as Record<string, unknown>, stepIndex, path);
    }
    const where = path === "" ? "it " : `'${path.slice(0, -1)}' `;
    const message = `Step ${stepIndex}: ${where}must be a JSON object, not ${shown(value)}.`;
    throw new BatchPlanError(message, { stepIndex, key: path.slice(0, -1) || undefined, value });
  }

  get keys(): string[] {
    return Object.keys(this.#fields);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#fields, key);
  }

  /** `problem` is a clause about the key, or about the object itself without one; `suggestion` what was meant. */
  fault(key: string | undefined, problem: string, suggestion?: string): BatchPlanError {
    const path = key === undefined ? this.#path.slice(0, -1) : this.#path + key;
    const subject = path === "" ? "it" : `'${path}'`;
    const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
    return new BatchPlanError(`Step ${this.#stepIndex}: ${subject} ${problem}.${hint}`, {
      stepIndex: this.#stepIndex,
      key: path || undefined,
      value: key === undefined ? this.#fields : this.#fields[key],
    });
  }

  allowOnly(allowed: readonly string[], what: string): void {
    const unknown = this.keys.find((key) => !allowed.includes(key));
    if (unknown === undefined) return;
    throw this.fault(unknown, `is not a key of ${what} (${allowed.join(", ")})`, nearestKey(unknown, allowed));
  }

  text(key: string): string {
    const value = this.#fields[key];
    if (typeof value === "string" && value !== "") return value;
    throw this.fault(key, `must be a text that is not empty, not ${shown(value)}`);
  }

  flag<K extends string>(key: K): boolean | undefined {
    return this.typed({ [key]: "boolean" } as Record<K, "boolean">)[key];
  }

  milliseconds<K extends string>(key: K): number | undefined {
    const value = this.typed({ [key]: "number" } as Record<K, "number">)[key];
    if (value === undefined || parseMs(String(value)) !== undefined) return value;
    throw this.fault(key, `must be a whole number of milliseconds from 0 to ${MAX_MS}, not ${shown(value)}`);
  }

  /** Checked as the host will: which of the cursor keys' two forms is sent makes no difference. */
  keyNames(key: string): string[] {
    const value = this.#fields[key];
    const isList = Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");
    if (!isList) throw this.fault(key, `must be a list of key names that is not empty, not ${shown(value)}`);
    try {
      encodeKeys(value, { applicationCursorKeys: false });
    } catch (error) {
      if (!(error instanceof InvalidKeyError)) throw error;
      throw this.fault(key, `holds a key that cannot be sent, ${shown(error.key)}: ${error.reason}`, error.suggestion);
    }
    return value;
  }

  object(key: string): GivenObject {
    return GivenObject.of(this.#fields[key], this.#stepIndex, `${this.#path}${key}.`);
  }

  /** Those of the keys that are there, each of its type. */
  typed<T extends Record<string, keyof Types>>(types: T): { [K in keyof T]?: Types[T[K]] } {
    const values: Record<string, unknown> = {};
    for (const [key, type] of Object.entries(types)) {
      if (!this.has(key)) continue;
      const value = this.#fields[key];
      if (typeof value !== type) throw this.fault(key, `must be a ${type}, not ${shown(value)}`);
      values[key] = value;
    }
    return values as { [K in keyof T]?: Types[T[K]] };
  }
}

/** The key that was probably meant; a third of the letters may be wrong. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  return nearest(key, known, Math.floor(key.length / 3));
}

const LONGEST_SHOWN = 60;

/** A value for a message, as JSON and not too long. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length <= LONGEST_SHOWN ? json : `${json.slice(0, LONGEST_SHOWN)}…`;
}
