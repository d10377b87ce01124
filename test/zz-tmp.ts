import { Screen } from "../src/screen/screen.ts";

let seed = Number(process.argv[2] ?? 1);
const rnd = () => {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const ri = (n: number) => Math.floor(rnd() * n);
const pick = <T>(a: ArrayLike<T>): T => a[ri(a.length)]!;
const enc = new TextEncoder();
const chars = [
  ..."ab xyz—漢字한é😀👨👩🇩🇪",
  " ",
  "\u0301",
  "\u200d",
  "\ufe0f",
  "\u1100",
  "\u1161",
  "\u0e33",
  "\u00ad",
  "\u0600",
  "\u200b",
  "\ufeff",
];
const inter = ["", "", "", "", "", " ", "!", '"', "$", "'", "#", "%", "*", "+"];
const pre = ["", "", "", "?", "?", ">", "=", "<"];
const num = () => {
  const r = rnd();
  return r < 0.2
    ? ""
    : r < 0.6
      ? String(ri(12))
      : r < 0.9
        ? String(ri(120))
        : pick(["47", "1047", "1049", "1048", "2004", "25", "6", "7", "45", "69", "1000", "2147483647", "99999999999"]);
};
const piece = () => {
  const r = rnd();
  if (r < 0.35) {
    let o = "";
    for (let i = ri(40); i >= 0; i--) o += pick(chars);
    return o;
  }
  if (r < 0.45) return pick(["\r\n", "\n", "\r", "\b", "\t", "\x0e", "\x0f", "\x0b", "\x7f", "\0"]);
  if (r < 0.85)
    return (
      "\x1b[" +
      pick(pre) +
      Array.from({ length: ri(4) }, () => num()).join(pick([";", ";", ":"])) +
      pick(inter) +
      String.fromCharCode(0x40 + ri(63))
    );
  if (r < 0.92)
    return "\x1b" + pick(["", "(", ")", "*", "+", "#", "%", "-", "/", " "]) + String.fromCharCode(0x30 + ri(79));
  if (r < 0.97)
    return (
      "\x1b]" +
      pick(["0", "2", "4", "8", "10", "11", "104", "110", "52", "7", "133", ""]) +
      ";" +
      pick(["?", "1;?", ";http://x", "id=1;http://y", ";", "#fff", ""]) +
      pick(["\x07", "\x1b\\", "\x18", "\u009c"])
    );
  return pick(["\x1bP$qm\x1b\\", "\x1bP+q5\x1b\\", "\x1bPq#0\x1b\\", "\x1b_G\x1b\\", "\x1b^x\x1b\\", "\x1bX\x1b\\"]);
};
const end = performance.now() + Number(process.argv[3] ?? 60) * 1000;
let n = 0,
  slow = 0,
  fail = 0;
while (performance.now() < end && fail < 8) {
  const s0 = seed;
  const hist: any[] = [];
  const c = 1 + ri(rnd() < 0.4 ? 4 : 50),
    r = 1 + ri(rnd() < 0.4 ? 4 : 30);
  const s = new Screen({ cols: c, rows: r, scrollback: pick([0, 0, 1, 5, 40]), onReply: () => {} });
  hist.push([c, r]);
  try {
    for (let k = 0; k < 40; k++) {
      const t = performance.now();
      if (rnd() < 0.15) {
        const c = 1 + ri(rnd() < 0.5 ? 4 : 60),
          r = 1 + ri(rnd() < 0.5 ? 4 : 40);
        hist.push([c, r]);
        s.resize(c, r, k);
      } else {
        let o = "";
        for (let i = ri(10); i >= 0; i--) o += piece();
        const b = enc.encode(o);
        if (rnd() < 0.1) for (let i = 0; i < 3; i++) b[ri(b.length)] = ri(256);
        hist.push(o);
        s.write(b, k);
      }
      const ms = performance.now() - t;
      if (ms > slow) {
        slow = ms;
        console.log("slowest", ms.toFixed(1), JSON.stringify(hist.at(-1)).slice(0, 200));
      }
      const v = s.visibleLines();
      if (v.length !== s.rows || s.cursorCol < 0 || s.cursorCol >= s.cols || s.cursorRow < 0 || s.cursorRow >= s.rows)
        throw new Error("unsound cursor " + [s.cursorRow, s.cursorCol, s.rows, s.cols]);
      if (k % 8 === 0) {
        const cs = s.cells();
        for (let y = 0; y < v.length; y++) {
          const t = cs[y]!.map((c) => c.char)
            .join("")
            .replace(/ +$/, "");
          if (t !== v[y]) throw new Error("text/cells differ " + JSON.stringify([t, v[y]]));
        }
      }
    }
  } catch (e: any) {
    fail++;
    console.log(
      "FAIL seed",
      s0,
      e.message.slice(0, 150),
      (e.stack ?? "")
        .split("\n")
        .filter((l: string) => / at /.test(l))
        .slice(0, 5)
        .map((l: string) => l.trim().slice(0, 90))
        .join(" | "),
    );
    console.log("  last", JSON.stringify(hist.slice(-2)).slice(0, 600));
  }
  s.dispose();
  n++;
}
console.log("runs", n, "slowest ms", slow.toFixed(0));
