import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schema } from "../contract.ts";
import { canonicalJson } from "../contracts/digest.ts";
import { PageError } from "./section.ts";
import { splitLines } from "./page-line.ts";
import type { Extraction } from "./parse-page.ts";
import { extractContract } from "./parse-page.ts";

const page = `ListBoats
Lists boats.
Request Syntax
{
"Limit": number
,
"Marks": {
"string
" : "string
"
}
}
Request Parameters
- Limit
-
How many.
Type: Integer
Valid Range: Minimum value of 1. Maximum value of 50.
Required: Yes
- Marks
-
Type: String to string map
Map Entries: Maximum number of 5 items.
Key Pattern:
[a-z]+
Required: No
Response Syntax
{
"Boats": [
{
"Hull": "string",
"Twin": "..."
}
]
}
Response Elements
- Boats
-
Type: Array of Boat objects
Array Members: Fixed number of 2 items.
Errors
- LeakException
-
Water.
HTTP Status Code: 400
See Also`.split("\n");

const parts = [
  "{",
  "}",
  "[",
  "]",
  '"',
  ":",
  ",",
  "`",
  "**",
  "<a",
  "](",
  "&#x41;",
  "\\",
  "|",
  "-",
  "Type:",
  "Pattern:",
  "Required: Yes",
  "Array of ",
  " map",
  "object",
  "__proto__",
  "constructor",
];
const garbage = fc.oneof(
  fc.constantFrom(...page),
  fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((found) => found.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** A page that was cut off, put in another order, or has lines lost, doubled or strewn in. */
const damagedPage = fc
  .record({
    order: fc.oneof(fc.constant(page), fc.shuffledSubarray(page, { minLength: 1 }), fc.subarray(page, { minLength: 1 })),
    strewn: fc.array(fc.tuple(fc.nat(), garbage), { maxLength: 8 }),
    cut: fc.oneof(fc.constant(Infinity), fc.nat({ max: 600 })),
    end: fc.constantFrom("\n", "\r\n", "\r", "\n\n"),
  })
  .map(({ order, strewn, cut, end }) => {
    const lines = [...order];
    for (const [at, line] of strewn) lines.splice(at % (lines.length + 1), 0, line);
    return lines.join(end).slice(0, cut);
  });

/** Undefined where the text is no page; anything but a PageError fails the test. */
function extracted(text: string): Extraction | undefined {
  try {
    return extractContract(text);
  } catch (error) {
    if (error instanceof PageError) return undefined;
    throw error;
  }
}

function schemasOf(schema: Schema): Schema[] {
  const children = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return [schema, ...children.flatMap((child) => (child === undefined ? [] : schemasOf(child)))];
}

describe("extractContract() on damaged pages", () => {
  it("gives a whole contract and remarks with lines of the page, or throws a PageError", () => {
    fc.assert(
      fc.property(damagedPage, (text) => {
        const extraction = extracted(text);
        if (extraction === undefined) return;
        const { contract, remarks, shapes } = extraction;
        const places = [...Object.values(contract.lines), ...remarks.map(({ line }) => line)];
        const last = splitLines(text).length;
        expect(places.filter((line) => !(line >= 1 && line <= last))).toEqual([]);
        for (const side of [contract.request, contract.response]) {
          for (const { type } of schemasOf(side)) {
            expect(type).toMatch(/^(?:string|integer|number|boolean|array|object)$/u);
          }
          expect(side.required.filter((name) => !Object.hasOwn(side.properties, name))).toEqual([]);
        }
        for (const status of Object.values(contract.errors)) expect(status).toBeTypeOf("number");
        expect(Object.keys(shapes).filter((pointer) => contract.lines[`${pointer}/type`] === undefined)).toEqual([]);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it("gives the same for the same text, whatever its line ends", () => {
    fc.assert(
      fc.property(damagedPage, (text) => {
        const plain = text.replaceAll(/\r\n?/gu, "\n");
        expect(canonicalJson(extracted(plain))).toBe(canonicalJson(extracted(text)));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it("never loses the rest of a page that was cut off before its errors without a remark", () => {
    for (let length = 3; length < page.indexOf("Errors"); length += 1) {
      expect(extractContract(page.slice(0, length).join("\n")).remarks, `cut after ${page[length - 1]}`).not.toEqual([]);
    }
  });
});

describe("extractContract() on huge input", () => {
  const many = 50_000;
  const head = 'Ping\nRequest Syntax\n{ "A": "string" }\nRequest Parameters\n- A\n-\n';
  const inputs: Record<string, string> = {
    "one endless line": "a ".repeat(many),
    "open brackets": `Ping\nRequest Syntax\n${'{"a":['.repeat(many)}`,
    "open quotation marks": `Ping\nRequest Syntax\n{${'"'.repeat(many)}`,
    "open tags and links": `${head}${"<a [b](".repeat(many)}`,
    "an endless type": `${head}Type: ${"Array of ".repeat(many)}strings`,
    "endless values": `${head}Type: String\nValid Values: A\n${"| B\n".repeat(many)}`,
    "endless facts": `${head}${"Type: String\nPattern: a\n".repeat(many)}`,
    "endless entries": `${head}${"Type: String\n- A\n-\n- B\n-\n".repeat(many)}`,
    "endless headings": `Ping\n${"Request Syntax\nErrors\n".repeat(many)}`,
    "endless blanks": `${head}${" ".repeat(many)}x${"\t".repeat(many)}\u00A0`,
  };
  for (const [title, text] of Object.entries(inputs)) {
    it(`ends soon on ${title}`, { timeout: 5000 }, () => {
      expect(() => extracted(text)).not.toThrow();
    });
  }
});
