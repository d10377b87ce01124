import { join } from "node:path";

/** Where the files of one session are. */
export interface SessionPaths {
  readonly directory: string;
  readonly manifest: string;
  readonly eventLog: string;
  readonly artifacts: string;
  readonly artifactManifest: string;
  /** A link to the socket, whose own path must be short however deep the home is. */
  readonly socketLink: string;
  /** What an integrated shell reads when it starts. */
  readonly shellScripts: string;
  /** What a host that broke down had to say. */
  readonly hostLog: string;
}

export function sessionsDirectory(home: string): string {
  return join(home, "sessions");
}

/** What is no session, or none any more: one that is being removed hides first. */
export function isHiddenName(name: string): boolean {
  return name.startsWith(".");
}

export function sessionPaths(home: string, sessionId: string): SessionPaths {
  const directory = `${home}/sessions/${sessionId}`;
  return {
    directory,
    manifest: `${directory}/session.json`,
    eventLog: `${directory}/events.jsonl`,
    artifacts: `${directory}/artifacts`,
    artifactManifest: `${directory}/artifacts/manifest.json`,
    socketLink: `${directory}/socket`,
    shellScripts: `${directory}/shell`,
    hostLog: `${directory}/host.log`,
  };
}
