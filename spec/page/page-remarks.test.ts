import { describe, expect, it } from "vitest";
import { extractContract } from "./parse-page.ts";

/** A page with one request member `Boat`: its placeholder in the syntax block, and the lines below its name. */
function pageOf(placeholder: string, ...facts: string[]): string {
  const syntax = ["Request Syntax", "{", `"Boat": ${placeholder}`, "}"];
  return ["SendBoat", "Sends a boat.", ...syntax, "Request Parameters", "- Boat", "-", ...facts, "Response Elements", "Nothing comes back.", "Errors"].join(
    "\n",
  );
}

describe("extractContract() on what it does not understand", () => {
  const cases: [title: string, placeholder: string, facts: string[], remarks: [line: number, text: string][]][] = [
    ["a type of no known name", '"string"', ["Type: Dinghy", "Required: No"], [[10, 'Boat has a Type line that names no known type: "Dinghy"']]],
    [
      "a missing type",
      '"string"',
      ["A boat."],
      [
        [8, "Boat has no Type line"],
        [8, "Boat has no Required line; it is taken for optional"],
      ],
    ],
    [
      "a constraint in other words",
      "number",
      ["Type: Integer", "Valid Range: 1 to 5", "Required: No"],
      [[11, 'a constraint of Boat that is not understood: "valid range: 1 to 5"']],
    ],
    [
      "a constraint of another type",
      "number",
      ["Type: Integer", "Pattern: a", "Required: No"],
      [[11, '"pattern" gives Boat a pattern that its type does not have, or has already']],
    ],
    [
      "a constraint of map values on a string",
      '"string"',
      ["Type: String", "Value Length Constraints: Maximum length of 3.", "Required: No"],
      [[11, '"value length constraints" gives Boat a maxLength that its type does not have, or has already']],
    ],
    [
      "a note among the facts",
      '"string"',
      ["Type: String", "Note: Only in winter.", "Required: No"],
      [[11, 'a line among the facts of Boat is ignored: "Note: Only in winter."']],
    ],
    [
      "a conditional requirement",
      '"string"',
      ["Type: String", "Required: Conditional"],
      [[11, 'Boat has a Required line that says neither Yes nor No: "Conditional"; it is taken for optional']],
    ],
    [
      "two types that differ",
      '"string"',
      ["Type: Integer", "Required: No"],
      [[8, "Boat has another type in the syntax block (line 5) than in the member list; the list holds"]],
    ],
    [
      "a member that only the list has",
      '"string"',
      ["Type: String", "Required: No", "- Sail", "-", "Type: String", "Required: No"],
      [[12, "Sail is in the member list but not in the syntax block"]],
    ],
    [
      "a member that only the syntax block has",
      '"string",\n"Sail": "string"',
      ["Type: String", "Required: No"],
      [[6, "Sail is in the syntax block but not in the member list"]],
    ],
    [
      "a value of any type",
      "JSON value",
      ["Type: JSON value", "Required: No"],
      [[8, "the page leaves the type of Boat open; the contract does not hold this member"]],
    ],
    [
      "a nested value that is left out",
      '{ "Twin": "..." }',
      ["Type: Boat object", "Required: No"],
      [[5, "the syntax block leaves the type of Twin out; the contract does not hold this member"]],
    ],
    [
      "a bound beyond exact numbers",
      "number",
      ["Type: Long", "Valid Range: Maximum value of 9223372036854775807.", "Required: No"],
      [[11, 'the maximum of Boat is too large to be held exactly: "Maximum value of 9223372036854775807."']],
    ],
    [
      "a member listed twice",
      '"string"',
      ["Type: String", "Required: No", "- Boat", "-", "Type: String", "Required: No"],
      [[12, "Boat is listed twice; the first entry holds"]],
    ],
    [
      "a second type",
      '"string"',
      ["Type: String", "Required: No", "Type: String", "Required: No"],
      [[12, "Boat has a second Type line; what stood above it is taken for description"]],
    ],
  ];
  for (const [title, placeholder, facts, remarks] of cases) {
    it(`remarks on ${title}`, () => {
      expect(extractContract(pageOf(placeholder, ...facts)).remarks).toEqual(remarks.map(([line, text]) => ({ line, text })));
    });
  }
});
