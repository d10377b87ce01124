// Draws test/fixtures/pictures anew. Where a picture is meant to change; look at each that is named.
import { join } from "node:path";
import { provideFonts } from "./fonts.mjs";
import { bun, install, ROOT, step } from "./toolchain.mjs";

install();
provideFonts();
const result = step("Drawing the pictures", bun(), [join(ROOT, "test", "render", "record-pictures.ts")]);
process.stdout.write(result.stdout);
