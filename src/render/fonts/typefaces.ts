import type { Font } from "../truetype/font.ts";
import { EMOJI_FACE, FALLBACK_FACES, type HanLanguage, TEXT_FACES, type Typeface } from "./catalog.ts";
import { fontOf } from "./font-files.ts";
import type { SyntheticStyle } from "./synthetic.ts";

/** A cell's text, and what its looks depend on. */
export interface GlyphText {
  /** A whole character (grapheme). */
  readonly text: string;
  /** How many cells wide. */
  readonly span: number;
  readonly style: SyntheticStyle;
  /** Whose way of writing Han characters is meant. */
  readonly language: HanLanguage;
}

/** A glyph that a cell's text is drawn with, its font, and a style that the font lacks. */
export interface ChosenGlyph {
  readonly face: Typeface;
  readonly font: Font;
  readonly glyph: number;
  readonly style: SyntheticStyle;
}

const VARIATION = { text: 0xfe0e, emoji: 0xfe0f };
const KEYCAP = 0x20e3;
const ZERO_WIDTH = new Set([0x200b, 0x200c, 0x200d, 0x2060, VARIATION.text, VARIATION.emoji]);
const PLAIN: SyntheticStyle = { bold: false, italic: false };

/** Characters that are two cells wide and no emoji: Kana, Han, Hangul, full-width forms. */
const EAST_ASIAN = { first: 0x2e80, last: 0xffff };

/**
 * Chooses the glyphs of a cell's text, to be drawn over each other: a base and its marks, of one font where one has them
 * all; composed characters before base and mark, the text's own face before others, emoji where the text asks for
 * them; at last the box of a missing glyph.
 */
export function chooseGlyphs({ text, span, style, language }: GlyphText): readonly ChosenGlyph[] {
  const emoji = wantsEmoji(text, span) ? chooseEmoji(text) : undefined;
  if (emoji) return [emoji];
  const codePoints = [...text.normalize("NFC")].map((character) => character.codePointAt(0)!);
  const [base = 0, ...rest] = codePoints;
  const marks = rest.filter((code) => !ZERO_WIDTH.has(code));
  const choose = (chosen: readonly number[]) => chooseText(chosen, style, language);
  const whole = choose([base, ...marks]);
  if (whole) return whole;
  // A mark that no font has is left out: the base alone says more than a box over it.
  return [...(choose([base]) ?? [missing(style)]), ...marks.flatMap((mark) => choose([mark]) ?? [])];
}

function wantsEmoji(text: string, span: number): boolean {
  const codePoints = [...text].map((character) => character.codePointAt(0)!);
  if (codePoints.includes(VARIATION.text)) return false;
  if (codePoints.includes(VARIATION.emoji) || codePoints.includes(KEYCAP)) return true;
  const first = codePoints[0] ?? 0;
  return span === 2 && (first < EAST_ASIAN.first || first > EAST_ASIAN.last);
}

/** The one glyph that an emoji sequence becomes; failing that, of its first part. */
function chooseEmoji(text: string): ChosenGlyph | undefined {
  const font = fontOf(EMOJI_FACE.name);
  const codePoints = [...text].map((character) => character.codePointAt(0)!);
  const bare = codePoints.filter((code) => code !== VARIATION.emoji);
  for (const sequence of [codePoints, bare]) {
    const glyphs = font.ligatures(sequence.map(font.glyphOf)).filter((glyph) => glyph !== 0);
    if (glyphs.length === 1) return { face: EMOJI_FACE, font, glyph: glyphs[0]!, style: PLAIN };
  }
  const first = font.ligatures(bare.map(font.glyphOf))[0];
  return first && font.layersOf(first) ? { face: EMOJI_FACE, font, glyph: first, style: PLAIN } : undefined;
}

function textFace({ bold, italic }: SyntheticStyle): Typeface {
  if (bold) return italic ? TEXT_FACES.boldItalic : TEXT_FACES.bold;
  return italic ? TEXT_FACES.italic : TEXT_FACES.regular;
}

/** The glyphs in the first font that has all of the code points. */
function chooseText(
  codePoints: readonly number[],
  style: SyntheticStyle,
  language: HanLanguage,
): ChosenGlyph[] | undefined {
  const own = textFace(style);
  for (const face of [own, ...FALLBACK_FACES[language]]) {
    if (!mayHave(face, codePoints)) continue;
    const font = fontOf(face.name);
    const glyphs = codePoints.map(font.glyphOf);
    if (glyphs.includes(0)) continue;
    const hasStyle = face === own || face === EMOJI_FACE;
    return glyphs.map((glyph) => ({ face, font, glyph, style: hasStyle ? PLAIN : style }));
  }
  return undefined;
}

function mayHave({ ranges }: Typeface, codePoints: readonly number[]): boolean {
  if (!ranges) return true;
  return codePoints.every((code) => ranges.some(([first, last]) => code >= first && code <= last));
}

/** Glyph 0 is what a font shows for a character that it does not have. */
function missing(style: SyntheticStyle): ChosenGlyph {
  const face = textFace(style);
  return { face, font: fontOf(face.name), glyph: 0, style: PLAIN };
}
