import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { thirdPartyPage } from "../licenses/page.ts";
import { pages } from "./pages.ts";

const root = join(import.meta.dirname, "../..");
writeFileSync(join(root, "THIRD_PARTY.md"), thirdPartyPage());
console.log("THIRD_PARTY.md");
for (const [name, text] of Object.entries(pages())) {
  writeFileSync(join(root, "docs", name), text);
  console.log(`docs/${name}`);
}
