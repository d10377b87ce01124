import { unpackSkill } from "../../store/skill-folder.ts";
import { defineCommand } from "../command.ts";
import { findGuide } from "../skills/guides.ts";
import { SKILL_ARGUMENT } from "../skills/skill-argument.ts";

export const command = defineCommand<object>({
  name: "skills path",
  summary: "Unpack a guide for agents into the home, and print its folder",
  arguments: [SKILL_ARGUMENT],
  options: [],
  async execute({ arguments: [given], globals }) {
    const { name, content } = findGuide(String(given));
    const path = unpackSkill(globals.home, name, content);
    return { result: { name, source: "bundled", path }, human: path };
  },
});
