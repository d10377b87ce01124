import { defineCommand } from "../command.ts";
import { GUIDES } from "../skills/guides.ts";

export const command = defineCommand<object>({
  name: "skills list",
  summary: "List the guides for agents that this program carries",
  arguments: [],
  options: [],
  async execute() {
    const skills = GUIDES.map(({ name, description }) => ({ name, description, source: "bundled" }));
    const width = Math.max(...skills.map(({ name }) => name.length));
    const human = skills.map(({ name, description }) => `${name.padEnd(width)}  ${description}`).join("\n");
    return { result: { skills }, human };
  },
});
