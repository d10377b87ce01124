import { quotedShellWord } from "../../core/shell-words.ts";
import script from "./fish.fish" with { type: "text" };
import type { Shell } from "./shell.ts";

const SCRIPT_NAME = "agent-tty.fish";

export const fish: Shell = {
  programs: ["fish"],
  options: {
    ...{ "-i": 0, "-l": 0, "-il": 0, "-li": 0, "--login": 0, "--interactive": 0, "-P": 0, "--private": 0 },
    ...{ "-N": 0, "--no-config": 0, "-C": 1, "--init-command": 1 },
  },
  script,
  // Ctrl-C, which leaves `$status` alone.
  editor: { clear: ["\x03"] },
  // What -C names is carried out behind the user's configuration.
  launch: ({ args, directory }) => ({
    args: [...args, "-C", `source ${quotedShellWord(`${directory}/${SCRIPT_NAME}`)}`],
    env: {},
    script: { name: SCRIPT_NAME, head: "" },
  }),
};
