import { describe, expect, it } from "vitest";
import { contractDocument } from "../contracts/digest.ts";
import { extractContract } from "./parse-page.ts";

type Entry = readonly [name: string, description: string, ...facts: string[]];

/** One page, as data: what a form does with it is the only difference between the texts below. */
const page = {
  requestSyntax: ["{", '"Berth": {', '"Row": "string"', "},", '"Errors": [ "string" ],', '"Limit": number,', '"Marks": {', '"string" : "string"', "}", "}"],
  requestList: [
    ["Berth", "Where the boat lies.", "Type: Berth object", "Required: No"],
    ["Errors", "Faults to leave out.", "Type: Array of strings", "Array Members: Fixed number of 2 items.", "Valid Values: LEAK | NO_SAIL", "Required: No"],
    ["Limit", "How many at most.", "Type: Integer", "Valid Range: Minimum value of 1. Maximum value of 50.", "Required: Yes"],
    ["Marks", "Marks of the boat.", "Type: String to string map", "Key Pattern: [a-z|: ]+`?", "Value Length Constraints: Maximum length of 9.", "Required: No"],
  ],
  responseSyntax: ["{", '"Boats": [', "{", '"Hull": "string"', "}", "]", "}"],
  responseList: [["Boats", "What was found.", "Type: Array of Boat objects"]],
  errors: [["HarbourClosedException", "Nobody is there.", "HTTP Status Code: 400"]],
} satisfies Record<string, readonly string[] | readonly Entry[]>;

interface Form {
  readonly title: (name: string) => string[];
  readonly heading: (name: string) => string[];
  readonly syntax: (lines: readonly string[]) => string[];
  readonly name: (name: string) => string[];
  readonly fact: (label: string, value: string) => string[];
}

const plainForm: Form = {
  title: (name) => [name],
  heading: (name) => [name],
  syntax: (lines) => [...lines],
  name: (name) => [`- ${name}`, "-"],
  fact: (label, value) => [`${label}: ${value}`],
};
const code = (label: string, value: string): string => (/Pattern|Values/u.test(label) ? `\`${value}\`` : value);
const broken = (line: string): string => line.replaceAll('"string"', '"string\n"').replaceAll(/(: |\[ )number/gu, "$1number\n");

const forms: Record<string, Partial<Form>> = {
  "as text, syntax inline": {},
  "as text, lines broken inside placeholders": { syntax: (lines) => lines.map(broken) },
  "as text, patterns on a line of their own": {
    fact: (label, value) => (label.endsWith("Pattern") ? [`${label}:`, value] : [`${label}: ${value}`]),
  },
  "as text, with blank lines": {
    name: (name) => ["", `- ${name}`, "", "-", ""],
    fact: (label, value) => ["", `${label}: ${value}`],
  },
  "with other list marks": { name: (name) => [`• ${name}`, "•"] },
  "with list marks on the name alone": { name: (name) => [`* ${name}`] },
  "with list marks on lines of their own": { name: (name) => ["•", name] },
  "without list marks": {
    name: (name) => ["", name],
    fact: (label, value) => ["", `${label}: ${value}`],
  },
  "as Markdown with bold links": {
    title: (name) => ["---", "source: somewhere", "---", `# ${name}`, `<a name="API_${name}"></a>`],
    heading: (name) => [`## ${name}<a name="x_${name}"></a>`],
    syntax: (lines) => ["```", ...lines.map((line) => line.replaceAll('"string"', '"{{string}}"').replace('"Limit"', '"[Limit](#x)"')), "```"],
    name: (name) => ["", ` ** [${name}](#API_x) **   <a name="x-${name}"></a>`],
    fact: (label, value) => [
      `${label}: ${code(label, value)
        .replace(/\w+(?= objects?$)/u, "[$&](API_$&.md)")
        .replace(/\.$/u, "\\.")}  `,
    ],
  },
  "as Markdown lists": {
    title: (name) => [`# \`${name}\``],
    heading: (name) => ["", name, "-".repeat(name.length)],
    name: (name) => [`- **${name}**`],
    fact: (label, value) => [`  - **${label}:** ${code(label, value)}`],
  },
  "as Markdown lists with names in code": {
    name: (name) => [`* \`${name}\``],
    fact: (label, value) => [`    * *${label}*: ${code(label, value)}`],
  },
  "with names as headings": {
    title: (name) => [`# ${name}`],
    heading: (name) => [`## ${name}`],
    name: (name) => [`### ${name}`],
  },
};

function render(form: Partial<Form>): string {
  const { title, heading, syntax, name, fact } = { ...plainForm, ...form };
  const list = (entries: readonly Entry[]): string[] =>
    entries.flatMap(([member, description, ...facts]) => [
      ...name(member),
      description,
      ...facts.flatMap((line) => fact(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2))),
    ]);
  return [
    title("ListBoats"),
    "Lists boats.",
    heading("Request Syntax"),
    syntax(page.requestSyntax),
    heading("Request Parameters"),
    "These are the parameters.",
    list(page.requestList as readonly Entry[]),
    heading("Response Syntax"),
    syntax(page.responseSyntax),
    heading("Response Elements"),
    list(page.responseList as readonly Entry[]),
    heading("Errors"),
    "These may come.",
    list(page.errors as readonly Entry[]),
    heading("See Also"),
    "- More",
  ]
    .flat()
    .join("\n");
}

const expected = {
  operation: "ListBoats",
  request: {
    type: "object",
    required: ["Limit"],
    properties: {
      Berth: { type: "object", properties: { Row: { type: "string" } } },
      Errors: {
        type: "array",
        minItems: 2,
        maxItems: 2,
        items: { type: "string", enum: ["LEAK", "NO_SAIL"] },
      },
      Limit: { type: "integer", minimum: 1, maximum: 50 },
      Marks: {
        type: "object",
        propertyNames: { pattern: "[a-z|: ]+`?" },
        additionalProperties: { type: "string", maxLength: 9 },
      },
    },
  },
  response: {
    type: "object",
    required: [],
    properties: {
      Boats: { type: "array", items: { type: "object", properties: { Hull: { type: "string" } } } },
    },
  },
  errors: { HarbourClosedException: 400 },
};

describe("extractContract() on the forms that a page comes in", () => {
  for (const [title, form] of Object.entries(forms)) {
    it(`reads a page ${title}`, () => {
      const { contract, remarks } = extractContract(render(form));
      expect(contractDocument(contract)).toEqual(expected);
      expect(remarks).toEqual([]);
    });
  }

  const texts: Record<string, (text: string) => string> = {
    "Windows line ends": (text) => text.replaceAll("\n", "\r\n"),
    "old Macintosh line ends": (text) => text.replaceAll("\n", "\r"),
    "non-breaking blanks only": (text) => text.replaceAll(" ", "\u00A0"),
    "non-breaking blanks among plain ones": (text) => text.replaceAll(/^(-|[A-Z][A-Za-z ]*:) /gmu, "$1\u00A0"),
    "a byte order mark and zero-width blanks": (text) => `\uFEFF${text.replaceAll("Type: ", "Type: \u200B")}`,
    "HTML entities": (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("|", "&#124;").replaceAll("`", "&#x60;"),
    "lines Examples in the descriptions of a member and an error": (text) =>
      text.replace("How many at most.", "How many at most.\nExamples\n10").replace("Nobody is there.", "Nobody is there.\nExample\nAt night."),
    "tables of contents above and below": (text) => {
      const contents = "Request Syntax\nRequest Parameters\nResponse Syntax\nResponse Elements\nErrors\nSee Also\n";
      return text.replace("ListBoats\n", `AWS\nDocumentation\n${contents}ListBoats\n`) + `\n${contents}`;
    },
  };
  for (const [title, change] of Object.entries(texts)) {
    it(`reads a page with ${title}`, () => {
      const { contract, remarks } = extractContract(change(render({})));
      expect(contractDocument(contract)).toEqual(expected);
      expect(remarks).toEqual([]);
    });
  }

  it("reads a page whose description has the words of a heading, and says so", () => {
    const { contract, remarks } = extractContract(render({}).replace("Lists boats.", "Lists boats.\nResponse Elements\nBoats, as they lie."));
    expect(contractDocument(contract)).toEqual(expected);
    expect(remarks.map(({ text }) => text)).toEqual(['a second section "Response Elements"; it holds, as that in line 3 states nothing']);
  });
});
