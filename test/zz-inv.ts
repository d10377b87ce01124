import { createEmulator } from "../src/screen/emulator.ts";
import { resizeEmulator } from "../src/screen/resize.ts";

let seed = 3;
const rnd = () => {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const ri = (n: number) => Math.floor(rnd() * n);
const pick = <T>(a: ArrayLike<T>): T => a[ri(a.length)]!;
const bad = new Map<string, number>();
let shown = 0;
for (let n = 0; n < 20000; n++) {
  const sb = pick([0, 1, 5, 40]);
  let c = 1 + ri(20),
    r = 1 + ri(10);
  const e = createEmulator({ cols: c, rows: r, scrollback: sb });
  const hist: any[] = [[c, r, sb]];
  for (let k = 0; k < 10; k++) {
    if (rnd() < 0.4) {
      c = 1 + ri(20);
      r = 1 + ri(10);
      resizeEmulator(e, c, r);
      hist.push([c, r]);
    } else {
      const t = Array.from({ length: ri(8) }, () =>
        pick([
          "a".repeat(ri(60)),
          "\r\n",
          "漢".repeat(ri(20)),
          "\x1b[" + (1 + ri(10)) + ";" + (1 + ri(20)) + "H",
          "\x1b[?1049h",
          "\x1b[?1049l",
          "\x1b[3J",
          "\x1b[2L",
          "\x1b[2S",
        ]),
      ).join("");
      hist.push(t);
      try {
        e.core._inputHandler.parse(t);
      } catch (x: any) {
        bad.set("throw " + x.message.slice(0, 60), (bad.get("throw " + x.message.slice(0, 60)) ?? 0) + 1);
        break;
      }
    }
    const probs: string[] = [];
    for (const name of ["normal", "alt"] as const) {
      const b = e.core.buffers[name] as any;
      if (name === "alt" && b.lines.length === 0) continue;
      if (b.lines.length < b.ybase + e.core.rows) probs.push(name + " short");
      if (b.lines.length > b.ybase + e.core.rows) probs.push(name + " long");
      if (b.y < 0 || b.y >= e.core.rows) probs.push(name + " y");
      if (b.ybase < 0) probs.push(name + " ybase<0");
      if (b.x > c || b.x < 0) probs.push(name + " x");
      if (b.ydisp !== b.ybase) probs.push(name + " ydisp");
      if (b.lines.length > b.lines.maxLength) probs.push(name + " max");
      for (let i = 0; i < b.lines.length; i++) {
        if (!b.lines.get(i)) probs.push(name + " hole");
        else if (b.lines.get(i).length !== c) probs.push(name + " linelen");
      }
    }
    if (probs.length) {
      const key = [...new Set(probs)].join(",") + " sb=" + sb;
      bad.set(key, (bad.get(key) ?? 0) + 1);
      if (key.includes("short") && shown++ < 12)
        console.log(
          JSON.stringify(
            ["normal", "alt"].map((n) => {
              const b = (e.core.buffers as any)[n];
              return [
                n,
                "len",
                b.lines.length,
                "max",
                b.lines.maxLength,
                "ybase",
                b.ybase,
                "y",
                b.y,
                "rows",
                e.core.rows,
              ];
            }),
          ),
          key,
          JSON.stringify(hist).slice(-700),
        );
      break;
    }
  }
  e.term.dispose();
}
console.log(bad);
