import agentTty from "../../../skills/agent-tty/SKILL.md" with { type: "text" };
import dogfoodTui from "../../../skills/dogfood-tui/SKILL.md" with { type: "text" };
import { frontMatter } from "../../core/front-matter.ts";
import { nearest } from "../../core/nearest.ts";
import { AppError } from "../../protocol/errors.ts";

/** A guide for agents, as it lies in `skills/<name>/SKILL.md` and in the executable. */
export interface Guide {
  readonly name: string;
  readonly description: string;
  readonly content: string;
}

/** Every guide that the executable carries; name and description are the front matter's own. */
export const GUIDES: readonly Guide[] = [agentTty, dogfoodTui].map((content) => {
  const { name = "", description = "" } = frontMatter(content);
  return { name, description, content };
});

/** @throws AppError `SKILL_NOT_FOUND`, with the names there are and the one that was probably meant */
export function findGuide(name: string): Guide {
  const guide = GUIDES.find((candidate) => candidate.name === name);
  if (guide !== undefined) return guide;
  const available = GUIDES.map((candidate) => candidate.name);
  const suggestion = nearest(name, available, Math.floor(name.length / 2));
  const hint = suggestion === undefined ? `There are ${available.join(" and ")}.` : `Did you mean ${suggestion}?`;
  throw new AppError("SKILL_NOT_FOUND", `There is no skill '${name}'. ${hint}`, {
    name,
    available,
    ...(suggestion !== undefined && { suggestion }),
  });
}
