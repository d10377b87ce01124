import { describe, expect, test } from "bun:test";
import { frontMatter } from "../../src/core/front-matter.ts";

describe("frontMatter", () => {
  test("gives the fields of the first block", () => {
    expect(frontMatter("---\nname: a-b\ndescription: One: two.\n---\n# Text\n---\nother: no\n---\n")).toEqual({
      name: "a-b",
      description: "One: two.",
    });
  });

  test.each(["", "# Text\n", "---\nname: never closed\n", "\n---\nname: not first\n---\n"])(
    "finds none in %p",
    (text) => {
      expect(frontMatter(text)).toEqual({});
    },
  );
});
