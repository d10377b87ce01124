// A small full-screen program, for machines that have neither an editor nor top: Up and Down count, q quits.
const WIDTH = 30;
let count = 0;

function draw() {
  const edge = "─".repeat(WIDTH);
  const lines = ["", `  Count: ${count}`, "", "  Up, Down: count   q: quit"];
  const rows = [`┌${edge}┐`, ...lines.map((line) => `│${line.padEnd(WIDTH)}│`), `└${edge}┘`];
  process.stdout.write(`\x1b[H\x1b[2J${rows.join("\r\n")}`);
}

const KEYS = {
  "\x1b[A": () => count++,
  "\x1b[B": () => count--,
  "\x1bOA": () => count++,
  "\x1bOB": () => count--,
};

process.stdin.setRawMode(true);
process.stdout.write("\x1b[?1049h\x1b[?25l");
process.stdout.on("resize", draw);
process.stdin.on("data", (data) => {
  if (data.includes("q")) return quit();
  for (const [, key] of data.toString().matchAll(/(\x1b[[O][AB])/g)) KEYS[key]();
  draw();
});
draw();

function quit() {
  process.stdout.write("\x1b[?25h\x1b[?1049l");
  process.exit(0);
}
