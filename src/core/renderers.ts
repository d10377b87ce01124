/** Our renderer, and the names by which other tools of this kind called theirs: all of them mean ours. */
export const RENDERERS = ["xterm", "ghostty-web", "libghostty-vt"] as const;
export type Renderer = (typeof RENDERERS)[number];
