import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";

export const command = defineCommand<{ force?: boolean }>({
  name: "destroy",
  summary: "End a session; its files stay",
  arguments: [SESSION_ARGUMENT],
  options: [{ flags: "--force", description: "kill everything in it at once" }],
  async execute(call) {
    const { force = false } = call.options;
    const result = await askSession<{ sessionId: string; destroyed: true }>(
      call,
      "destroy",
      { force },
      async (manifest) => {
        const { destroyOffline } = await import("../../client/offline-destroy.ts");
        return destroyOffline(call.globals.home, manifest);
      },
    );
    return { result, human: `Session destroyed: ${result.sessionId}` };
  },
});
