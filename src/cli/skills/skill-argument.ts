import type { ArgumentDefinition } from "../command.ts";

/** What every command about one guide takes. */
export const SKILL_ARGUMENT: ArgumentDefinition = {
  flags: "<skill>",
  description: "the guide: 'agent-tty skills list' shows all",
};
