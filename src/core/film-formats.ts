/** What a film of a session can be written as. */
export const FILM_FORMAT_NAMES = ["webm", "gif", "apng", "webp", "svg"] as const;
export type FilmFormatName = (typeof FILM_FORMAT_NAMES)[number];

/** Pictures a second, at most: what is asked for where nothing is said, and what may be. */
export const FILM_FPS = { usual: 30, least: 1, most: 60 } as const;
