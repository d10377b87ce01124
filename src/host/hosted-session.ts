import type { Session } from "./session.ts";

/** What a method works on: a session, and where its host listens. */
export interface HostedSession {
  readonly session: Session;
  readonly socketPath: string;
}
