/** What a picture of a screen can be written as. */
export const PICTURE_FORMATS = ["png", "svg", "html", "ansi"] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** The render profiles that every home has; the first is used where none is named. */
export const BUILT_IN_PROFILES = ["reference-dark", "reference-light"] as const;

/** How many pixels of a picture one pixel of a profile can become, each way. */
export const SCALES = [1, 2, 3, 4] as const;
