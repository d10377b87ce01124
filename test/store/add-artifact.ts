// A process of its own that keeps artifacts, for `artifacts.test.ts`: the session directory, a name, how many.
import { keepArtifact } from "../../src/store/artifacts.ts";
import { sessionPaths } from "../../src/store/session-directory.ts";

const [home = "", name = "", count = "1"] = process.argv.slice(2);
for (let index = 0; index < Number(count); index++) {
  keepArtifact(sessionPaths(home, "S"), {
    kind: "snapshot",
    filename: `${name}-${index}.json`,
    sessionId: "S",
    capturedAtSeq: index,
    content: `${name} ${index}`,
    metadata: {},
  });
}
