// Which Han characters are in common use: those of the national character sets, read from their encodings.

/** Bytes of a double-byte character set (ISO 2022, rows and cells 0xa1 to 0xfe), and of Big5's first level. */
type ByteRange = readonly [firstRow: number, lastRow: number, firstCell: number, lastCell: number];

/** GB 2312: 6,763 characters, simplified. */
const GB2312: readonly ByteRange[] = [[0xb0, 0xf7, 0xa1, 0xfe]];
/** Big5, level 1: the 5,401 traditional characters in common use. */
const BIG5_COMMON: readonly ByteRange[] = [
  [0xa4, 0xc5, 0x40, 0x7e],
  [0xa4, 0xc5, 0xa1, 0xfe],
  [0xc6, 0xc6, 0x40, 0x7e],
];
/** JIS X 0208, levels 1 and 2: 6,355 characters, as EUC-JP. */
const JIS_X_0208: readonly ByteRange[] = [[0xb0, 0xf4, 0xa1, 0xfe]];

export const KANA = [
  [0x3000, 0x30ff],
  [0x31f0, 0x33ff],
  [0xff00, 0xffef],
] as const;

export const HANGUL = [
  [0x1100, 0x11ff],
  [0x3130, 0x318f],
  [0xac00, 0xd7a3],
] as const;

const HAN_OR_COMPATIBLE = /^\p{Script=Han}$/u;

function* encoded(encoding: "gb2312" | "big5" | "euc-jp", ranges: readonly ByteRange[]): Generator<number> {
  const decoder = new TextDecoder(encoding);
  for (const [firstRow, lastRow, firstCell, lastCell] of ranges) {
    for (let row = firstRow; row <= lastRow; row++) {
      for (let cell = firstCell; cell <= lastCell; cell++) {
        const character = decoder.decode(Uint8Array.of(row, cell));
        if (HAN_OR_COMPATIBLE.test(character)) yield character.codePointAt(0)!;
      }
    }
  }
}

export function chineseHan(): Set<number> {
  return new Set([...encoded("gb2312", GB2312), ...encoded("big5", BIG5_COMMON)]);
}

export function japaneseHan(): Set<number> {
  return new Set(encoded("euc-jp", JIS_X_0208));
}
