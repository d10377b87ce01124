import { existsSync, rmSync } from "node:fs";
import { connectUnix, listenUnix } from "../../runtime.ts";
import { preparePrivateDirectory, socketDirectory } from "../../store/socket-directory.ts";
import type { Surroundings } from "./check.ts";
import { removeIfEmpty } from "./scratch-directory.ts";
import { withinLimit } from "./time-limit.ts";

/** A session's socket is called by eight digits of a hash and the session's id. */
const NAME_LENGTH = 8 + 1 + 26;

const PING = "ping";

/** Listens where sessions do, on a path as long as theirs, and gets an answer through it. */
export async function checkSocket({ environment }: Surroundings): Promise<string> {
  const directory = socketDirectory(environment);
  const isNew = !existsSync(directory);
  preparePrivateDirectory(directory);
  const path = `${directory}/${`doctor-${process.pid}-`.padEnd(NAME_LENGTH, "0")}`;
  try {
    rmSync(path, { force: true });
    await roundTrip(path);
    return `'${directory}' takes sockets, for you alone.`;
  } finally {
    rmSync(path, { force: true });
    if (isNew) removeIfEmpty(directory);
  }
}

async function roundTrip(path: string): Promise<void> {
  const listener = await listenUnix(path, (connection) => ({
    data: (bytes) => connection.write(bytes),
    close: () => {},
  }));
  try {
    const { promise: answer, resolve } = Promise.withResolvers<string>();
    const connection = await connectUnix(path, {
      data: (bytes) => resolve(new TextDecoder().decode(bytes)),
      close: () => resolve(""),
    });
    connection.write(new TextEncoder().encode(PING));
    const heard = await withinLimit("An answer through a socket", answer);
    connection.destroy();
    if (heard !== PING) throw new Error(`The socket '${path}' answered ${JSON.stringify(heard)}`);
  } finally {
    listener.close();
  }
}
