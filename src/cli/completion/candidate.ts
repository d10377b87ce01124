import type { Catalogue } from "../command.ts";

/** One thing that the word under the cursor can become. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What to offer: our own words, or what the shell itself knows better. */
export interface Completion {
  readonly kind: "words" | "files" | "directories" | "programs";
  readonly candidates: readonly Candidate[];
}

export const NOTHING: Completion = { kind: "words", candidates: [] };

/** What a source of values may want to know. */
export interface Context {
  readonly catalogue: Catalogue;
  /** The state directory that the line is about. */
  readonly home: string;
  /** The arguments before the word under the cursor. */
  readonly before: readonly string[];
}

export function plain(values: Iterable<string>): Candidate[] {
  return [...values].map((value) => ({ value, description: "" }));
}
