import { expect, test } from "bun:test";
import { titleLine } from "../../src/render/title-line.ts";

const shown = (title: string, room: number) => {
  const { cells, length } = titleLine(title, room);
  expect(cells).toHaveLength(length);
  return cells.map(({ char }) => char).join("");
};

test.each([
  ["vim", 10, "vim"],
  ["exactly", 7, "exactly"],
  ["too long a title", 8, "too lon…"],
  ["日本語", 6, "日本語"],
  ["日本語", 5, "日本…"],
  ["日本語", 4, "日 …"],
  ["a\n b\tc", 10, "a� b�c"],
  ["\x1b[31mred", 10, "�[31mred"],
  ["anything", 1, "…"],
  ["anything", 0, ""],
  ["", 5, ""],
])("%j in %i cells", (title, room, text) => {
  expect(shown(title, room)).toBe(text);
});
