import { RENDERERS } from "../../core/renderers.ts";
import { runtimeVersion } from "../../runtime.ts";
import { PROTOCOL_VERSION, VERSION } from "../../version.ts";
import { CAPABILITIES } from "../capabilities.ts";
import { defineCommand } from "../command.ts";

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
      capabilities: CAPABILITIES,
    };
    return { result, human: `agent-tty ${VERSION} (protocol ${PROTOCOL_VERSION}, ${name} ${version})` };
  },
});
