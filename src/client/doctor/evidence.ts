import { closeSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { EventLogReader } from "../../log/event-log-reader.ts";
import { EventLogWriter } from "../../log/event-log-writer.ts";
import { writeFileAtomic } from "../../store/atomic-file.ts";
import type { Surroundings } from "./check.ts";
import { inScratchDirectory } from "./scratch-directory.ts";

/** Larger than what a file system writes in one piece. */
const ARTIFACT_BYTES = 64 * 1024;

/** Replaces a file while it is open for reading: who reads has all of the old content, who opens it all of the new. */
export async function checkArtifactAtomicity({ home }: Surroundings): Promise<string> {
  await inScratchDirectory(home, (directory) => {
    const path = `${directory}/artifact`;
    const [before, after] = ["a".repeat(ARTIFACT_BYTES), "b".repeat(ARTIFACT_BYTES)];
    writeFileAtomic(path, before);
    const reader = openSync(path, "r");
    try {
      writeFileAtomic(path, after);
      if (readFileSync(reader, "utf8") !== before) throw new Error(`'${path}' changed under its reader`);
    } finally {
      closeSync(reader);
    }
    if (readFileSync(path, "utf8") !== after) throw new Error(`'${path}' does not hold what replaced it`);
    if (readdirSync(directory).length !== 1) throw new Error(`Replacing '${path}' left a second file`);
    if ((statSync(path).mode & 0o077) !== 0) throw new Error(`'${path}' can be read by others`);
  });
  return "A file is replaced as a whole, under its readers too.";
}

/** Writes a log of a few events and reads it back. */
export async function checkEventLog({ home }: Surroundings): Promise<string> {
  await inScratchDirectory(home, (directory) => {
    const path = `${directory}/events.jsonl`;
    const log = new EventLogWriter(path);
    try {
      log.append("output", { data: "ö\u001b[0m" });
      log.append("marker", { label: "here" });
      log.append("exit", { exitCode: 0, exitSignal: null });
    } finally {
      log.close();
    }
    const read = [...new EventLogReader(path)].map(({ seq, type, payload }) => [seq, type, payload]);
    const written = [
      [0, "output", { data: "ö\u001b[0m" }],
      [1, "marker", { label: "here" }],
      [2, "exit", { exitCode: 0, exitSignal: null }],
    ];
    if (!isDeepStrictEqual(read, written)) throw new Error(`'${path}' does not hold the events written to it`);
  });
  return "An event log was written and read back.";
}
