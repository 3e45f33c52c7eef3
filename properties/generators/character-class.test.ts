import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CharacterClass,
  characterClassOf,
  charactersOf,
  containsCharacter,
  edgesInside,
  matchesClass,
  neighboursOutside,
  rangesOutside,
} from "./character-class.ts";

/** A class as text: `a-c ok` with each run, and `?` where the empty text is allowed. */
function reported(characters: CharacterClass | undefined): string | undefined {
  const point = (code: number): string => (code > 0x20 && code < 0x7f ? String.fromCodePoint(code) : code.toString(16).padStart(4, "0"));
  return (
    characters &&
    characters.ranges.map(([from, to]) => (from === to ? point(from) : `${point(from)}-${point(to)}`)).join(" ") + (characters.allowsEmpty ? " ?" : "")
  );
}

function classOf(pattern: string): CharacterClass {
  const characters = characterClassOf(pattern);
  if (characters === undefined) throw new Error(`${pattern} is no character class`);
  return characters;
}

describe("characterClassOf()", () => {
  it.each([
    ["[a-c]+", "a-c"],
    ["[a-c]*", "a-c ?"],
    ["^[a-c]+$", "a-c"],
    ["[cab]+", "a-c"],
    ["[a-cb-e]+", "a-e"],
    ["[a-ce]+", "a-c e"],
    ["[\\.\\-_A-Za-z0-9]+", "--. 0-9 A-Z _ a-z"],
    ["[a-]+", "- a"],
    ["[-a]+", "- a"],
    ["[+-/]+", "+-/"],
    ["[\\]\\\\]+", "\\-]"],
    ["[\\t\\n\\r]+", "0009-000a 000d"],
    ["[\\d]+", "0-9"],
    ["[\\w-]+", "- 0-9 A-Z _ a-z"],
    ["[\\s]+", "0009-000d 0020"],
    ["[^:]+", "0000-9 ;-d7ff e000-10ffff"],
    ["[^\\u0000-\\u001f]*", "0020-d7ff e000-10ffff ?"],
    ["[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*", "0009 0020-d7ff e000-fffd 10000-10ffff ?"],
    ["[\u{1F600}-\u{1F64F}]+", "1f600-1f64f"],
  ])("reads %s", (pattern, wanted) => {
    expect(reported(characterClassOf(pattern))).toBe(wanted);
  });

  it.each(["a+", "[a-c]", "[a-c]?", "[a-c]{1,3}", "[a-c]+d", "([a-c])+", "[a-c]+|d", "^(\\w+\\.)+\\w+$", "arn:aws[^:]*:iam::[0-9]*:role/.+", "[]+", ""])(
    "takes %s for more than a class",
    (pattern) => {
      expect(characterClassOf(pattern)).toBeUndefined();
    },
  );

  it.each(["[\\p{L}\\p{N}_]*", "[\\S]+", "[\\D]+", "[\\x20]+", "[\\u{41}]+", "[z-a]+"])("does not misread %s", (pattern) => {
    expect(characterClassOf(pattern)).toBeUndefined();
  });

  it("agrees with regular expressions", () => {
    const piece = fc.constantFrom(
      "a-f",
      "X",
      "\\.",
      "\\-",
      "\\t",
      "\\d",
      "\\w",
      "\\u00E0-\\u00FF",
      "\\u0020-\\uD7FF",
      "\\uD800\\uDC00-\\uDBFF\\uDFFF",
      "_",
      " ",
    );
    const pattern = fc
      .tuple(fc.constantFrom("", "^"), fc.array(piece, { minLength: 1, maxLength: 4 }), fc.constantFrom("+", "*"))
      .map(([negation, pieces, quantifier]) => `[${negation}${pieces.join("")}]${quantifier}`);
    const text = fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: "binary", maxLength: 2 }));
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        expect(matchesClass(value, classOf(source))).toBe(new RegExp(`^(?:${source})$`, "u").test(value));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("matchesClass()", () => {
  it.each([
    ["[a-c]+", "", false],
    ["[a-c]*", "", true],
    ["[a-c]+", "abc", true],
    ["[a-c]+", "abd", false],
    ["[a-c]+", "abc\n", false],
    ["[\\u0020-\\uD7FF\\uD800\\uDC00-\\uDBFF\\uDFFF]+", "\u{1F600}", true],
    ["[\\u0020-\\uD7FF]+", "\u{1F600}", false],
    ["[\\u0020-\\uD7FF\\uD800\\uDC00-\\uDBFF\\uDFFF]+", "\uD83D", false],
  ])("holds %s against %j", (pattern, text, wanted) => {
    expect(matchesClass(text, classOf(pattern))).toBe(wanted);
  });
});

describe("edgesInside() and neighboursOutside()", () => {
  it.each([
    ["[a-cx]+", ["a", "c", "x"], ["`", "d", "w", "y"]],
    ["[a-ce]+", ["a", "c", "e"], ["`", "d", "f"]],
    ["[^a]+", ["\0", "`", "b", "\uD7FF", "\uE000", "\u{10FFFF}"], ["a"]],
    ["[\\u0020-\\uD7FF]+", [" ", "\uD7FF"], ["\u001F"]],
    ["[\\.\\-_A-Za-z0-9]+", ["-", ".", "0", "9", "A", "Z", "_", "a", "z"], [",", "/", ":", "@", "[", "^", "`", "{"]],
  ])("finds them around %s", (pattern, inside, outside) => {
    expect(edgesInside(classOf(pattern))).toEqual(inside);
    expect(neighboursOutside(classOf(pattern))).toEqual(outside);
  });
});

describe("rangesOutside()", () => {
  it.each(["[a-cx]+", "[^a]+", "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*", "[\\w]+"])(
    "is what %s leaves of all characters",
    (pattern) => {
      const inside = classOf(pattern);
      const outside: CharacterClass = { ranges: rangesOutside(inside), allowsEmpty: false };
      expect(rangesOutside(outside)).toEqual(inside.ranges);
      for (const edge of edgesInside(outside)) expect(containsCharacter(inside, edge)).toBe(false);
    },
  );

  it("is nothing where everything is allowed", () => {
    expect(rangesOutside(classOf("[\\u0000-\\uD7FF\\uE000-\\uFFFF\\uD800\\uDC00-\\uDBFF\\uDFFF]*"))).toEqual([]);
  });
});

describe("charactersOf()", () => {
  it("takes the first few of each run", () => {
    expect(charactersOf(classOf("[a-z0-9_]+"), 2)).toEqual(["0", "1", "_", "a", "b"]);
  });
});
