/** An option as data: its help, its parsing and its completions come from here. */
export interface OptionDefinition {
  /** As commander has it: `--cols <n>`. */
  readonly flags: string;
  readonly description: string;
  /** Makes the value of the text; throws AppError. */
  readonly parse?: ((text: string) => unknown) & { readonly allowed?: readonly string[] };
  /** The values it can have, where `parse` does not tell them. */
  readonly values?: readonly string[];
  /** May be given several times; the values are collected. */
  readonly repeatable?: boolean;
}
