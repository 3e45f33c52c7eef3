import { describe, expect, it } from "vitest";
import { answerLines } from "./answer-lines.ts";

const shown = (text: string, ...pointers: readonly string[]): readonly string[] | undefined =>
  answerLines(text, new Set(pointers), 4_000)?.map((line) => `${line.isWrong ? "!" : " "}${line.text}`);

describe("answerLines()", () => {
  it("marks the value that a violation points at, and the object that lacks a member", () => {
    expect(shown('{"Sessions":[{"Id":"a","CreatedOn":"now"}]}', "/body/Sessions/0/CreatedOn", "/status")).toContain('!      "CreatedOn": "now"');
    expect(shown('{"Sessions":[{"Id":"a"}]}', "/body/Sessions/0/Status")).toEqual([
      " {",
      '   "Sessions": [',
      "!    {",
      '       "Id": "a"',
      "     }",
      "   ]",
      " }",
    ]);
  });

  it("shows what is marked far down, and says how many lines are left out", () => {
    const text = JSON.stringify({ Ids: Array.from({ length: 100 }, (_, index) => index) });
    expect(shown(text, "/body/Ids/80")?.slice(24)).toEqual([
      " … 56 more lines",
      "     78,",
      "     79,",
      "!    80,",
      "     81,",
      "     82,",
      " … 19 more lines",
    ]);
  });

  it.each(["<html>", "12", ""])("leaves %j as it is", (text) => {
    expect(shown(text)).toBe(undefined);
  });
});

it("formats an answer whose dates have a name in their place", () => {
  expect(shown('{"Sessions":[{"CreatedOn": {date}, "Id": "{date}"}]}', "/body/Sessions/0/CreatedOn")).toEqual([
    " {",
    '   "Sessions": [',
    "     {",
    '!      "CreatedOn": {date},',
    '       "Id": "{date}"',
    "     }",
    "   ]",
    " }",
  ]);
});
