import { describe, expect, it } from "vitest";
import type { PageWarning } from "./diagnostics.ts";
import { openDiagnostics } from "./diagnostics.ts";
import { readLines } from "./page-line.ts";
import type { SyntaxNode } from "./syntax-node.ts";
import { parseSyntax } from "./syntax.ts";

/** A syntax tree as plain text, so that a case fits a line. */
function reported(node: SyntaxNode | undefined): string {
  if (node?.kind === "shape") return node.name;
  if (node?.kind === "array") return `[${reported(node.items)}]`;
  if (node?.kind !== "object") return node?.kind ?? "";
  return `{${node.elided ? "…" : [...node.members].map(([name, child]) => `${name}:${reported(child)}`).join(",")}}`;
}

function parsed(text: string): { tree: string; remarks: PageWarning[] } {
  const diagnostics = openDiagnostics();
  return { tree: reported(parseSyntax(readLines(text), diagnostics)), remarks: diagnostics.remarks };
}

describe("parseSyntax()", () => {
  const cases: Record<string, string> = {
    '{ "A": "string", "B": number, "C": boolean, "D": blob }': "{A:string,B:number,C:boolean,D:binary}",
    '{\n"A": "string\n",\n"B": number\n,\n"C": {\n"string\n" : "string\n"\n}\n}': "{A:string,B:number,C:{string:string}}",
    '{ "A": [ "string\n" ], "B": [ [ number ] ], "C": [ { "D": "string" } ] }': "{A:[string],B:[[number]],C:[{D:string}]}",
    '{ "A": "...", "B": [ "..." ], "C": { "string" : "..." }, "D": { ... }, "E": JSON value }': "{A:open,B:[open],C:{string:open},D:{…},E:open}",
    '{ "A": [ "Leaf" ], "B": { } }': "{A:[Leaf],B:{}}",
    '```json\n{ "[A](#a)": "{{string}}", "B": *number* }\n```': "{A:string,B:number}",
    "{ “A”: “string” }": "{A:string}",
    '{ "A" "B": "string" }': "{}",
    '{ "A": "string" "B": number }': "{A:string,B:number}",
  };
  for (const [text, tree] of Object.entries(cases)) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(parsed(text).tree).toBe(tree);
    });
  }

  const remarks: Record<string, { tree: string; remarks: PageWarning[] }> = {
    '{\n"A": "string",\n"B": ': {
      tree: "{A:string}",
      remarks: [
        {
          line: 3,
          text: "the syntax block cannot be read further: it ends before its last bracket",
        },
      ],
    },
    '{\n"A": }': {
      tree: "{}",
      remarks: [
        {
          line: 2,
          text: 'the syntax block cannot be read further: "}" is out of place',
        },
      ],
    },
    'GET /boats\n{ "A": "string" }': {
      tree: "{A:string}",
      remarks: [{ line: 1, text: 'the syntax block begins with "GET", which is not part of its JSON' }],
    },
    '{ "A": "string" }\nboats': {
      tree: "{A:string}",
      remarks: [{ line: 2, text: '"boats" after the syntax block is not part of its JSON' }],
    },
    '{ "A": 5 }': {
      tree: "{A:open}",
      remarks: [
        {
          line: 1,
          text: 'the syntax block has "5" where a placeholder such as "string" or number belongs',
        },
      ],
    },
    '{ "A": number, "A": "string" }': {
      tree: "{A:number}",
      remarks: [{ line: 1, text: 'the syntax block names "A" twice in one structure; the first holds' }],
    },
    '{ "A": [ number, "string" ] }': {
      tree: "{A:[number]}",
      remarks: [{ line: 1, text: "the syntax block shows more than one item in an array; the first holds" }],
    },
  };
  for (const [text, result] of Object.entries(remarks)) {
    it(`remarks on ${JSON.stringify(text)}`, () => {
      expect(parsed(text)).toEqual(result);
    });
  }

  it("leaves open what is nested deeper than any page nests, and reads on behind it", () => {
    const { tree, remarks: found } = parsed(`{ "A": ${"[".repeat(5000)}${"]".repeat(5000)}, "B": number }`);
    expect(tree).toBe(`{A:${"[".repeat(32)}open${"]".repeat(32)},B:number}`);
    expect(found).toEqual([{ line: 1, text: "the syntax block nests more than 32 levels; what lies below is left open" }]);
  });
});
