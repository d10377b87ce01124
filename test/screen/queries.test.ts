import { describe, expect, test } from "bun:test";
import { DARK_THEME, LIGHT_THEME } from "../../src/screen/palette.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes, screenOf } from "./screen-of.ts";

const BEL = "\x07";
const ST = "\x1b\\";

/** What was answered to `text`, written at once or in the chunks that `cuts` make of it. */
function answers(text: string, cuts: readonly number[] = [], options = {}): string[] {
  const replies: string[] = [];
  const screen = new Screen({ cols: 80, rows: 24, onReply: (reply) => replies.push(reply), ...options });
  const all = bytes(text);
  const ends = [...cuts, all.length];
  let start = 0;
  for (const [seq, end] of ends.entries()) {
    screen.write(all.subarray(start, end), seq);
    start = end;
  }
  return replies;
}

/** What a program asks, and all that it must be answered. */
const ANSWERED: readonly [name: string, query: string, ...answers: string[]][] = [
  ["DA1", "\x1b[c", "\x1b[?1;2c"],
  ["DA1 with 0", "\x1b[0c", "\x1b[?1;2c"],
  ["DA2", "\x1b[>c", "\x1b[>0;276;0c"],
  ["DSR", "\x1b[5n", "\x1b[0n"],
  ["CPR", "\x1b[6n", "\x1b[1;1R"],
  ["CPR where it would read as Alt+F3", "\x1b[1;3H\x1b[6n", "\x1b[01;3R"],
  ["CPR where a modifier is at its end", "\x1b[1;16H\x1b[6n", "\x1b[01;16R"],
  ["CPR behind all modifiers", "\x1b[1;17H\x1b[6n", "\x1b[1;17R"],
  ["CPR elsewhere", "\x1b[7;9Habc\x1b[6n", "\x1b[7;12R"],
  ["CPR with a wrap pending", `${"x".repeat(80)}\x1b[6n`, "\x1b[1;80R"],
  ["CPR in origin mode", "\x1b[5;10r\x1b[?6h\x1b[2;3H\x1b[6n", "\x1b[2;3R"],
  ["DECXCPR", "\x1b[3;4H\x1b[?6n", "\x1b[?3;4R"],
  ["colour scheme", "\x1b[?996n", "\x1b[?997;1n"],
  ["colour scheme after a set", "\x1b]11;#ffffff\x07\x1b[?996n", "\x1b[?997;2n"],
  ["DECRQM of an ANSI mode", "\x1b[4$p", "\x1b[4;2$y"],
  ["DECRQM of an ANSI mode that is set", "\x1b[4h\x1b[4$p", "\x1b[4;1$y"],
  ["DECRQM of an unknown ANSI mode", "\x1b[77$p", "\x1b[77;0$y"],
  ["DECRQM", "\x1b[?2004$p", "\x1b[?2004;2$y"],
  ["DECRQM of a mode that is set", "\x1b[?2004h\x1b[?2004$p", "\x1b[?2004;1$y"],
  ["DECRQM of synchronized output", "\x1b[?2026$p", "\x1b[?2026;2$y"],
  ["DECRQM of grapheme clusters", "\x1b[?2027$p", "\x1b[?2027;3$y"],
  ["DECRQM of an unknown mode", "\x1b[?7777$p", "\x1b[?7777;0$y"],
  ["XTVERSION", "\x1b[>q", "\x1bP>|agent-tty\x1b\\"],
  ["XTVERSION with 0", "\x1b[>0q", "\x1bP>|agent-tty\x1b\\"],
  ["foreground", "\x1b]10;?\x07", "\x1b]10;rgb:cdcd/d6d6/f4f4\x07"],
  ["background", "\x1b]11;?\x07", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07"],
  ["background, ST", "\x1b]11;?\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"],
  ["background, C1 ST", "\x1b]11;?\u009c", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"],
  ["cursor", "\x1b]12;?\x07", "\x1b]12;rgb:cdcd/d6d6/f4f4\x07"],
  [
    "all three at once",
    "\x1b]10;?;?;?\x07",
    "\x1b]10;rgb:cdcd/d6d6/f4f4\x07",
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    "\x1b]12;rgb:cdcd/d6d6/f4f4\x07",
  ],
  ["palette", "\x1b]4;1;?\x07", "\x1b]4;1;rgb:f3f3/8b8b/a8a8\x07"],
  [
    "palette, two",
    "\x1b]4;0;?;255;?\x1b\\",
    "\x1b]4;0;rgb:4545/4747/5a5a\x1b\\",
    "\x1b]4;255;rgb:eeee/eeee/eeee\x1b\\",
  ],
  ["background after a set", "\x1b]11;#102030\x07\x1b]11;?\x07", "\x1b]11;rgb:1010/2020/3030\x07"],
  [
    "background after a set and a reset",
    "\x1b]11;#102030\x07\x1b]111\x07\x1b]11;?\x07",
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
  ],
  ["palette after a set", "\x1b]4;7;rgb:f/80/ffff\x07\x1b]4;7;?\x07", "\x1b]4;7;rgb:ffff/8080/ffff\x07"],
  [
    "palette after a reset of one",
    "\x1b]4;1;#111111;2;#222222\x07\x1b]104;1\x07\x1b]4;1;?;2;?\x07",
    "\x1b]4;1;rgb:f3f3/8b8b/a8a8\x07",
    "\x1b]4;2;rgb:2222/2222/2222\x07",
  ],
  ["palette after a reset of all", "\x1b]4;2;#222222\x07\x1b]104\x07\x1b]4;2;?\x07", "\x1b]4;2;rgb:a6a6/e3e3/a1a1\x07"],
  ["colours after RIS", "\x1b]10;#222222\x07\x1bc\x1b]10;?\x07", "\x1b]10;rgb:cdcd/d6d6/f4f4\x07"],
  [
    "two terminators in one chunk",
    "\x1b]10;?\x07\x1b]10;?\x1b\\",
    "\x1b]10;rgb:cdcd/d6d6/f4f4\x07",
    "\x1b]10;rgb:cdcd/d6d6/f4f4\x1b\\",
  ],
  ["DECRQSS of SGR", "\x1bP$qm\x1b\\", "\x1bP1$r0m\x1b\\"],
  ["DECRQSS of SGR that is set", "\x1b[1;4:3;31;48;2;1;2;3m\x1bP$qm\x1b\\", "\x1bP1$r0;1;4:3;31;48:2::1:2:3m\x1b\\"],
  ["DECRQSS of SGR with a palette colour", "\x1b[97;48;5;208m\x1bP$qm\x1b\\", "\x1bP1$r0;97;48:5:208m\x1b\\"],
  ["DECRQSS of the cursor", "\x1bP$q q\x1b\\", "\x1bP1$r2 q\x1b\\"],
  ["DECRQSS of a cursor that is set", "\x1b[5 q\x1bP$q q\x1b\\", "\x1bP1$r5 q\x1b\\"],
  ["DECRQSS of the margins", "\x1b[3;9r\x1bP$qr\x1b\\", "\x1bP1$r3;9r\x1b\\"],
  ["DECRQSS of what there is not", "\x1bP$qz\x1b\\", "\x1bP0$r\x1b\\"],
  ["size in cells", "\x1b[18t", "\x1b[8;24;80t"],
  ["nvim's question for direct colour", "\x1b[48;2;1;2;3m\x1bP$qm\x1b\\", "\x1bP1$r0;48:2::1:2:3m\x1b\\"],
  ["OSC with DA1 as a fence", "\x1b]11;?\x1b\\\x1b[c", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b[?1;2c"],
  ["BEL before something that ends in ST", "\x1b]11;?\x07\x1bPx\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07"],
];

/** What must not be answered. */
const UNANSWERED: readonly [name: string, query: string][] = [
  ["the title", "\x1b]2;rm -rf\x07\x1b[21t"],
  ["the icon's title", "\x1b]1;rm -rf\x07\x1b[20t"],
  ["the size in pixels", "\x1b[14t"],
  ["the size of a cell", "\x1b[16t"],
  ["the clipboard", "\x1b]52;c;?\x07"],
  ["kitty's keyboard", "\x1b[?u"],
  ["terminfo", "\x1bP+q544e\x1b\\"],
  ["a query that was cancelled", "\x1b]11;?\x18"],
  ["a query that is not finished", "\x1b]11;?"],
  ["a colour that is not there", "\x1b]4;256;?\x07\x1b]4;-1;?\x07\x1b]4;x;?\x07"],
  ["text that only looks like a query", "]11;?\x07 [c [6n"],
];

describe("a query is answered once", () => {
  for (const [name, query, ...expected] of ANSWERED) {
    test(name, () => {
      expect(answers(query)).toEqual(expected);
    });
  }
});

describe("wherever it is cut", () => {
  for (const [name, query, ...expected] of ANSWERED) {
    test(name, () => {
      for (let cut = 1; cut < bytes(query).length; cut++) expect(answers(query, [cut])).toEqual(expected);
      expect(answers(query, [...bytes(query).keys()])).toEqual(expected);
    });
  }
});

describe("no answer to", () => {
  test.each(UNANSWERED)("%s", (_, query) => {
    expect(answers(query)).toEqual([]);
  });
});

describe("answers", () => {
  test("come before write returns", () => {
    let replied = false;
    const screen = new Screen({ cols: 80, rows: 24, onReply: () => (replied = true) });
    screen.write(bytes("\x1b[c"), 0);
    expect(replied).toBe(true);
  });

  test("are not given in a replay, and leave the same screen", () => {
    const everything = ANSWERED.map(([, query]) => query).join("text");
    const replay = screenOf(everything).snapshot({ includeCells: true });
    const live = screenOf(everything, { onReply: () => {} }).snapshot({ includeCells: true });
    expect(live).toEqual(replay);
  });

  test("that fail to be taken do not harm the screen", () => {
    const fail = () => {
      throw new Error("the program has gone");
    };
    const screen = new Screen({ cols: 20, rows: 1, onReply: fail });
    expect(() => screen.write(bytes("a\x1b[cb"), 0)).toThrow("the program has gone");
    screen.write(bytes("c"), 1);
    expect(screen.visibleLines()).toEqual(["abc"]);
  });

  test("name the terminal and its colours as told", () => {
    const options = { terminalName: "agent-tty(1.2.3)", theme: LIGHT_THEME };
    expect(answers(`\x1b[>q\x1b]11;?${BEL}\x1b[?996n`, [], options)).toEqual([
      `\x1bP>|agent-tty(1.2.3)${ST}`,
      `\x1b]11;rgb:efef/f1f1/f5f5${BEL}`,
      "\x1b[?997;2n",
    ]);
  });

  test("tell the size after a resize", () => {
    const replies: string[] = [];
    const screen = new Screen({ cols: 80, rows: 24, onReply: (reply) => replies.push(reply) });
    screen.resize(1, 7, 0);
    screen.write(bytes("\x1b[18t"), 1);
    expect(replies).toEqual(["\x1b[8;7;1t"]);
  });

  test("of colours say what the screen says", () => {
    const screen = screenOf("\x1b]10;#abcdef\x07\x1b]12;nonsense\x07");
    expect(screen.colors.foreground).toBe("#abcdef");
    expect(screen.colors.cursor).toBe(DARK_THEME.cursor);
  });
});
