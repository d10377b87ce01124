// Which Han characters Japanese writes: those of JIS X 0208, read from its encoding, so that no list is needed.

/** Levels 1 and 2 (6,355 characters): rows and cells as EUC-JP writes them. */
const ROWS = [0xb0, 0xf4] as const;
const CELLS = [0xa1, 0xfe] as const;
const HAN = /^\p{Script=Han}$/u;

export function* japaneseHan(): Generator<number> {
  const decoder = new TextDecoder("euc-jp");
  for (let row: number = ROWS[0]; row <= ROWS[1]; row++) {
    for (let cell: number = CELLS[0]; cell <= CELLS[1]; cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      if (HAN.test(character)) yield character.codePointAt(0)!;
    }
  }
}
