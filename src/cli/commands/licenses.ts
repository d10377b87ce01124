import page from "../../../THIRD_PARTY.md" with { type: "text" };
import { defineCommand } from "../command.ts";
import { COMPONENTS } from "../licenses/components.ts";

export const command = defineCommand<object>({
  name: "licenses",
  summary: "Print the licences of the software and fonts that this program carries",
  arguments: [],
  options: [],
  async execute() {
    return { result: { components: COMPONENTS }, human: page };
  },
});
