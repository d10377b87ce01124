/** An option as data: its help and its parsing come from here. */
export interface OptionDefinition {
  /** As commander has it: `--cols <n>`. */
  readonly flags: string;
  readonly description: string;
  /** Makes the value of the text; throws AppError. */
  readonly parse?: (text: string) => unknown;
  /** May be given several times; the values are collected. */
  readonly repeatable?: boolean;
}
