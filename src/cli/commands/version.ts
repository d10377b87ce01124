import { runtimeVersion } from "../../runtime.ts";
import { PROTOCOL_VERSION, VERSION } from "../../version.ts";
import { defineCommand } from "../command.ts";
import { RENDERERS } from "../global-options.ts";

export const command = defineCommand<object>({
  name: "version",
  summary: "Show versions and capabilities",
  arguments: [],
  options: [],
  async execute() {
    const { name, version } = runtimeVersion();
    const result = {
      cliVersion: VERSION,
      protocolVersion: PROTOCOL_VERSION,
      rendererBackends: RENDERERS,
      runtime: { node: process.versions.node, platform: process.platform, arch: process.arch, name, version },
      capabilities: [
        { name: "snapshot", status: "available" },
        { name: "wait", status: "available" },
        ...["screenshot", "record-export-asciicast", "record-export-webm", "dashboard"].map((missing) => ({
          name: missing,
          status: "unavailable",
          reason: "not part of this version",
        })),
      ],
    };
    return { result, human: `agent-tty ${VERSION} (protocol ${PROTOCOL_VERSION}, ${name} ${version})` };
  },
});
