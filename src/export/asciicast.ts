import type { ColorTheme } from "../screen/palette.ts";
import type { CastEvent } from "./cast-event.ts";

/** What stands at the head of a cast. */
export interface CastHead {
  readonly cols: number;
  readonly rows: number;
  /** When the session began, in ms since the epoch. */
  readonly startedAtMs: number;
  readonly title: string;
  readonly term: string;
  /** The colours for who plays it; a player's own if left out. */
  readonly theme?: ColorTheme;
}

export interface CastFormat {
  /** Of the file's name, behind the dot. */
  readonly extension: string;
  header(head: CastHead): object;
  /** The time that stands with an event, in seconds. */
  time(ms: number, previousMs: number): number;
}

/**
 * The two versions of asciicast: a line of JSON as header, then a line of JSON an event.
 *
 * Sources: https://docs.asciinema.org/manual/asciicast/v2/ and https://docs.asciinema.org/manual/asciicast/v3/
 */
export const CAST_FORMATS = {
  asciicast: {
    extension: "cast",
    header: (head) => ({
      version: 2,
      width: head.cols,
      height: head.rows,
      timestamp: seconds(head),
      title: head.title.toWellFormed(),
      env: { TERM: head.term },
      ...(head.theme && { theme: castTheme(head.theme) }),
    }),
    time: (ms) => ms / 1000,
  },
  "asciicast-v3": {
    extension: "v3.cast",
    header: (head) => ({
      version: 3,
      term: {
        cols: head.cols,
        rows: head.rows,
        type: head.term,
        ...(head.theme && { theme: castTheme(head.theme) }),
      },
      timestamp: seconds(head),
      title: head.title.toWellFormed(),
      env: { TERM: head.term },
    }),
    time: (ms, previousMs) => (ms - previousMs) / 1000,
  },
} as const satisfies Record<string, CastFormat>;

export type CastFormatName = keyof typeof CAST_FORMATS;

function seconds({ startedAtMs }: CastHead): number {
  return Math.floor(startedAtMs / 1000);
}

function castTheme({ foreground, background, ansi }: ColorTheme): object {
  return { fg: foreground, bg: background, palette: ansi.join(":") };
}

/** The line of a cast's header, with its newline. */
export function castHeader(format: CastFormat, head: CastHead): string {
  return `${json(format.header(head))}\n`;
}

/** The line of an event, with its newline. `previousMs` is the time of the event before it, 0 for the first. */
export function castLine(format: CastFormat, { ms, code, data }: CastEvent, previousMs: number): string {
  return `[${format.time(ms, previousMs)}, "${code}", ${json(data.toWellFormed())}]\n`;
}

/** What JSON lets stand and yet cannot be printed: DEL, the C1 controls, and Unicode's own line ends. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029]/g;

/** JSON with every unprintable character escaped, as asciicast wants it. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
