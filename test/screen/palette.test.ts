import { describe, expect, test } from "bun:test";
import { formatColorSpec, parseColorSpec } from "../../src/screen/color-spec.ts";
import { DARK_THEME, indexedColors, LIGHT_THEME } from "../../src/screen/palette.ts";

describe("palettes", () => {
  test.each([
    ["dark", DARK_THEME],
    ["light", LIGHT_THEME],
  ])("the %s one has 256 colours, in #rrggbb", (_, theme) => {
    const colors = indexedColors(theme);
    expect(colors).toHaveLength(256);
    for (const color of [...colors, theme.background, theme.foreground, theme.cursor]) {
      expect(color).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  test("have xterm's cube and greys", () => {
    const colors = indexedColors(DARK_THEME);
    const some = { 16: "#000000", 17: "#00005f", 21: "#0000ff", 67: "#5f87af", 196: "#ff0000", 231: "#ffffff" };
    expect(colors).toMatchObject(some);
    expect(colors).toMatchObject({ 232: "#080808", 244: "#808080", 255: "#eeeeee" });
  });
});

describe("colour specifications", () => {
  test.each([
    ["rgb:1e/1e/2e", "#1e1e2e"],
    ["rgb:f/8/0", "#ff8800"],
    ["rgb:fff/800/000", "#ff8000"],
    ["RGB:FFFF/8080/0000", "#ff8000"],
    ["#f80", "#f08000"],
    ["#Ff8000", "#ff8000"],
    ["#fff800000", "#ff8000"],
    ["#ffff80000000", "#ff8000"],
  ])("%s is %s", (spec, color) => {
    expect(parseColorSpec(spec)).toBe(color);
  });

  test.each(["", "?", "red", "#", "#12", "#1234567", "rgb:1/2", "rgb:1/2/3/4", "rgb:12345/1/1", "rgb:x/y/z"])(
    "%j is none",
    (spec) => {
      expect(parseColorSpec(spec)).toBeUndefined();
    },
  );

  test("are reported with 16 bits a channel", () => {
    expect(formatColorSpec("#1e2f3a")).toBe("rgb:1e1e/2f2f/3a3a");
  });
});
