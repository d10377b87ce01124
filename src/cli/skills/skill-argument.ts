import type { ArgumentDefinition } from "../command.ts";

/** What every command about one guide takes. */
export const SKILL_ARGUMENT: ArgumentDefinition = {
  flags: "<name>",
  description: "the guide: 'agent-tty skills list' shows all",
};
