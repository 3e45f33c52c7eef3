import { describe, expect, it } from "vitest";
import type { LabelledLine } from "./labelled-line.ts";
import { keywordsOf } from "./keyword.ts";

const read = (label: LabelledLine["label"], value: string): unknown =>
  keywordsOf({ label, value, line: 1 })?.map((keyword) => [keyword.place, keyword.name, keyword.value]);

describe("keywordsOf()", () => {
  const cases: [label: LabelledLine["label"], value: string, keywords: unknown][] = [
    [
      "valid range",
      "Minimum value of -1.5. Maximum value of 2e3.",
      [
        ["own", "minimum", -1.5],
        ["own", "maximum", 2000],
      ],
    ],
    [
      "valid range",
      "Fixed value of 3.",
      [
        ["own", "minimum", 3],
        ["own", "maximum", 3],
      ],
    ],
    ["length constraints", "Maximum length of 400,000", [["own", "maxLength", 400_000]]],
    [
      "length constraints",
      "Minimum length of 12, maximum length of 12.",
      [
        ["own", "minLength", 12],
        ["own", "maxLength", 12],
      ],
    ],
    [
      "array members",
      "Minimum number of 1 item. Maximum number of 2 items.",
      [
        ["own", "minItems", 1],
        ["own", "maxItems", 2],
      ],
    ],
    [
      "map entries",
      "Fixed number of 4 items.",
      [
        ["own", "minProperties", 4],
        ["own", "maxProperties", 4],
      ],
    ],
    ["key length constraints", "Minimum length of 1.", [["key", "minLength", 1]]],
    ["key pattern", "a|b", [["key", "pattern", "a|b"]]],
    ["valid keys", "A | B", [["key", "enum", ["A", "B"]]]],
    ["value valid range", "Maximum value of 0.", [["value", "maximum", 0]]],
    ["valid values", "One-Way: Out | Two Way", [["own", "enum", ["One-Way: Out", "Two Way"]]]],
  ];
  for (const [label, value, keywords] of cases) {
    it(`reads ${label}: ${value}`, () => {
      expect(read(label, value)).toEqual(keywords);
    });
  }

  const others: [label: LabelledLine["label"], value: string][] = [
    ["valid range", ""],
    ["valid range", "1 to 5"],
    ["valid range", "Minimum value of 1. And more."],
    ["valid range", `Minimum value of ${"9".repeat(400)}.`],
    ["pattern", ""],
    ["valid values", ""],
    ["required", "Yes"],
  ];
  for (const [label, value] of others) {
    it(`does not understand ${label}: ${value.slice(0, 40)}`, () => {
      expect(read(label, value)).toBeUndefined();
    });
  }
});
