import { unpackSkill } from "../../store/skill-folder.ts";
import { defineCommand } from "../command.ts";
import { findGuide } from "../skills/guides.ts";
import { SKILL_ARGUMENT } from "../skills/skill-argument.ts";

export const command = defineCommand<object>({
  name: "skills get",
  summary: "Print a guide for agents",
  arguments: [SKILL_ARGUMENT],
  options: [],
  async execute({ arguments: [name], globals }) {
    const guide = findGuide(String(name));
    const { content } = guide;
    // A person gets the text, and nothing is written for it; a program is told a path, which must then be there.
    const path = globals.json ? unpackSkill(globals.home, guide.name, content) : "";
    return { result: { name: guide.name, source: "bundled", path, content }, human: content };
  },
});
