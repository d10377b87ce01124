import { expect, test } from "bun:test";
import headless from "@xterm/headless";
import { createEmulator } from "../../src/screen/emulator.ts";
import { CELL_SIZE, CONTENT, PARSER_GROUND } from "../../src/screen/internals.ts";
import { LinePool } from "../../src/screen/line-pool.ts";

const emulator = () => createEmulator({ cols: 10, rows: 2, scrollback: 0 });

test("the private parts of the emulator are where internals.ts says", () => {
  const { core } = emulator();
  core._inputHandler.parse("\x1b[4;1ma\u0301\x1b[?25lb");
  const line = core.buffer.lines.get(0)!;
  expect(line._data[0]! & CONTENT.isCombined).toBeTruthy();
  expect(line._combined[0]).toBe("a\u0301");
  expect(line._data[CELL_SIZE]! & CONTENT.codePoint).toBe("b".charCodeAt(0));
  expect(line._data[CELL_SIZE]! >> CONTENT.widthShift).toBe(1);
  expect(core._inputHandler._parser.currentState).toBe(PARSER_GROUND);
  expect(core._inputHandler.getAttrData().extended._ext).toBeNumber();
  expect(core.coreService.isCursorHidden).toBe(true);
  expect(core.coreMouseService.activeEncoding).toBe("DEFAULT");
  expect(core.buffer._memoryCleanupQueue.flush).toBeFunction();
  expect(core._oscLinkService.getLinkData(1)).toBeUndefined();
});

test("what is counted from the oldest row is where internals.ts says", () => {
  const { core } = createEmulator({ cols: 10, rows: 2, scrollback: 10 });
  core._inputHandler.parse("1\r\n2\r\n3\r\n4\x1b7");
  expect([core.buffer.ybase, core.buffer.savedY, core.buffer.lines.length]).toEqual([2, 3, 4]);
  core.buffer.lines.trimStart(2);
  expect(core.buffer.lines.length).toBe(2);
});

test("a row that comes from elsewhere is as blank as a new one", () => {
  const { core } = createEmulator({ cols: 10, rows: 2, scrollback: 10 });
  const pool = new LinePool();
  core._inputHandler.parse("1\r\n\x1b[31ma\u0301b\x1b[m\r\n3\r\n4");
  const [first, second] = [core.buffer.lines.get(0), core.buffer.lines.get(1)];
  pool.serve(core.buffer);
  pool.collect(core.buffer, 2);
  core.buffer.lines.trimStart(2);
  core.buffer.ybase = core.buffer.ydisp = 0;
  core._inputHandler.parse("\x1b[44m\r\n\x1b[m\r\n6");
  const rows = [0, 1, 2, 3].map((row) => core.buffer.lines.get(row));
  expect([rows[2], rows[3]].map((row) => row === first || row === second)).toEqual([true, true]);
  expect(rows[2]).toEqual(createdBy("\r\n\x1b[44m\r\n").get(2)!);
  expect(rows[3]).toEqual(createdBy("\r\n\x1b[m\r\n6").get(2)!);
});

function createdBy(text: string) {
  const { core } = createEmulator({ cols: 10, rows: 2, scrollback: 10 });
  core._inputHandler.parse(text);
  return core.buffer.lines;
}

// What this folder works around. A new version that fails here lets us delete code.
const trap = (text: string | Uint8Array | readonly Uint8Array[]) => {
  const term = new headless.Terminal({ cols: 10, rows: 2, allowProposedApi: true, logLevel: "off" });
  const replies: string[] = [];
  term.onData((reply) => replies.push(reply));
  const core = (term as unknown as { _core: { _inputHandler: { parse(data: string | Uint8Array): void } } })._core;
  const parts = typeof text === "string" || text instanceof Uint8Array ? [text] : text;
  for (const part of parts) core._inputHandler.parse(part);
  return { line: term.buffer.active.getLine(0)!, replies };
};

test("xterm.js 6.0.0 loses a dash that is cut behind its second byte", () => {
  const dash = [new Uint8Array([0x61, 0xe2, 0x80]), new Uint8Array([0x94, 0x62])];
  expect(trap(dash).line.translateToString(true)).toBe("ab");
});

test("xterm.js 6.0.0 drops what is not UTF-8", () => {
  expect(trap(new Uint8Array([0x61, 0xe9, 0x20, 0x62])).line.translateToString(true)).toBe("a b");
});

test("xterm.js 6.0.0 reports a column too many while a wrap is pending", () => {
  expect(trap("0123456789\x1b[6n").replies).toEqual(["\x1b[1;11R"]);
});

test("xterm.js 6.0.0 takes the red of 38:2:r:g:b for a colour space", () => {
  expect(trap("\x1b[38:2:1:2:3mX").line.getCell(0)!.getFgColor()).toBe(0x020300);
});

test("xterm.js 6.0.0 has no fewer than two columns", () => {
  expect(new headless.Terminal({ cols: 1, rows: 1 }).cols).toBe(2);
});

test("xterm.js 6.0.0 throws when it erases above the end of the last row", () => {
  expect(() => trap("\r\n0123456789\x1b[1J")).toThrow(TypeError);
});
