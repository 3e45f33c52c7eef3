import { describe, expect, it } from "vitest";
import { readErrors } from "./error-list.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { openDiagnostics } from "./diagnostics.ts";
import { readLines } from "./page-line.ts";

function read(text: string): {
  errors: Record<string, number>;
  remarks: Diagnostics["remarks"];
  lines: Diagnostics["lines"];
} {
  const diagnostics = openDiagnostics();
  const errors = readErrors(readLines(text), diagnostics);
  return { errors, remarks: diagnostics.remarks, lines: diagnostics.lines };
}

const leak = "- LeakException\n-\nWater.\n";

describe("readErrors()", () => {
  const cases: [title: string, text: string, errors: Record<string, number>][] = [
    ["no error", "There are none.", {}],
    ["errors with other statuses", `${leak}HTTP Status Code: 404\n- StormFault\n-\nWind.\nHTTP Status Code: 503`, { LeakException: 404, StormFault: 503 }],
    [
      "errors with members of their own",
      `${leak}- Message\n-\nWhat leaks.\n- lastError\n-\nA code.\nHTTP Status Code: 400\n- Storm\n-\nWind.\nHTTP Status Code: 500`,
      { LeakException: 400, Storm: 500 },
    ],
    [
      "members in bold, as Markdown has them",
      " ** LeakException **   \nWater.    \n ** Message **   \nWhat leaks.\nHTTP Status Code: 400\nHTTP Status Code: 400",
      { LeakException: 400 },
    ],
    [
      "names without list marks",
      "Note\nSee elsewhere.\nLeakException\nWater.\nStormFault\nHTTP Status Code: 400\nBigStorm\nWind.\nHTTP Status Code: 500",
      { StormFault: 400, BigStorm: 500 },
    ],
    ["an error listed twice alike", `${leak}HTTP Status Code: 400\n${leak}HTTP Status Code: 400`, { LeakException: 400 }],
    ["a status in the description", `${leak}HTTP Status Code: 409\nHTTP Status Code: 400`, { LeakException: 400 }],
    ["a description with other names in it", `${leak}- StormException\nStormFault\nHTTP Status Code: 400`, { LeakException: 400 }],
  ];
  for (const [title, text, errors] of cases) {
    it(`reads ${title}`, () => {
      expect(read(text).errors).toEqual(errors);
    });
  }

  it("knows the lines of name and status", () => {
    expect(Object.fromEntries(read(`${leak}HTTP Status Code: 404`).lines)).toEqual({
      "/errors/LeakException": 1,
      "/errors/LeakException/status": 4,
    });
  });

  const remarks: [title: string, text: string, line: number, remark: string][] = [
    ["an error without status", leak, 1, "LeakException has no HTTP status; it is left out"],
    ["an error without status before another", `${leak}- StormFault\n-\nHTTP Status Code: 500`, 1, "LeakException has no HTTP status; it is left out"],
    ["a status in words", `${leak}HTTP Status Code: 400\nHTTP Status Code: unknown`, 5, 'an HTTP status that no error takes up: "HTTP Status Code: unknown"'],
    ["a status without error", "HTTP Status Code: 400", 1, 'an HTTP status that no error takes up: "HTTP Status Code: 400"'],
    [
      "two statuses",
      `${leak}HTTP Status Code: 400\nHTTP Status Code: 500`,
      5,
      "LeakException has a second HTTP status, 500; it holds, and 400 is taken for description",
    ],
    ["an error listed again", `${leak}HTTP Status Code: 400\n${leak}HTTP Status Code: 500`, 8, "LeakException has a second HTTP status, 500; the first holds"],
    ["words behind a status", `${leak}HTTP Status Code: 400\nAnd more words.`, 5, 'a line after the status of LeakException is ignored: "And more words."'],
    ["a fact without error", "Type: String", 1, 'a fact that belongs to no error: "Type: String"'],
  ];
  for (const [title, text, line, remark] of remarks) {
    it(`remarks on ${title}`, () => {
      expect(read(text).remarks).toEqual([{ line, text: remark }]);
    });
  }
});
