// Writes the pages of docs/ that are made from the program's own schemas and tables.
import { bun, install, step } from "./toolchain.mjs";

install();
process.stdout.write(step("Writing docs", bun(), ["scripts/docs/write.ts"]).stdout);
