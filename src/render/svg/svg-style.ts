/** The font of the other formats first, then what systems have; the last one is whatever the reader's is. */
export const SVG_FONTS =
  "'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,'Noto Sans Mono CJK SC','Noto Color Emoji',monospace";

/** Blanks count, no two characters become one, and all stand from left to right, as in the terminal. */
export const SVG_STYLE =
  ".screen rect{shape-rendering:crispEdges}.screen text{white-space:pre;font-variant-ligatures:none}.screen tspan{direction:ltr;unicode-bidi:bidi-override}";
