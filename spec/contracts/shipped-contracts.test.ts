import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { contractFiles } from "./contract-files.ts";
import { checkedInOperations, contractOf, contractsFolder, contractFolderOf, sourceOf } from "./shipped-contracts.ts";
import { extractContract } from "../page/parse-page.ts";
import { lineDigests, pageDigest } from "./digest.ts";

const pages = join(contractsFolder, "../../../shared/pages");
const family = [
  "CancelStatement",
  "CreateSession",
  "DeleteSession",
  "GetSession",
  "GetStatement",
  "GetTags",
  "ListSessions",
  "ListStatements",
  "RunStatement",
  "StopSession",
  "TagResource",
  "UntagResource",
];

describe("the checked-in contracts", () => {
  it("are those of the interactive-sessions family", () => {
    expect(checkedInOperations()).toEqual(family);
  });

  for (const operation of checkedInOperations()) {
    const page = join(pages, `${operation}.txt`);
    it.skipIf(!existsSync(page))(`equals what the page says: ${operation} (skipped where ../shared/pages is not there)`, () => {
      const text = readFileSync(page, "utf8");
      const extraction = extractContract(text);
      const { date } = sourceOf(operation);
      const files = contractFiles(extraction, {
        title: operation,
        sha256: pageDigest(text),
        date,
        lineDigests: lineDigests(text),
      });
      const folder = join(contractsFolder, contractFolderOf(operation));
      const checkedIn = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
      expect(checkedIn, `Write it again: npm run contract -- ${page}`).toEqual(files);
      expect(extraction.remarks).toEqual([]);
      expect(contractOf(operation)).toEqual(extraction.contract);
    });

    it(`are JSON Schemas that refer to one another: ${operation}`, () => {
      const folder = join(contractsFolder, contractFolderOf(operation));
      const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
      const schemas = readdirSync(folder).filter((name) => name.endsWith(".schema.json"));
      for (const name of schemas) {
        ajv.addSchema(JSON.parse(readFileSync(join(folder, name), "utf8")) as object);
      }
      for (const name of schemas) {
        expect(ajv.getSchema(`${contractFolderOf(operation)}/${name}`)).toBeTypeOf("function");
      }
    });
  }

  it("have a line for every keyword", () => {
    for (const operation of family) {
      const { request, response, lines } = contractOf(operation);
      expect(keywordPointers({ request, response }, "").filter((pointer) => lines[pointer] === undefined)).toEqual([]);
    }
  });
});

/** Pointers of all keywords that a page line states: not those that only hold other schemas, nor those of the outermost objects. */
function keywordPointers(value: unknown, pointer: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [pointer];
  return Object.entries(value)
    .filter(([key]) => !(/^\/(?:request|response)$/u.test(pointer) && (key === "type" || key === "required")))
    .flatMap(([key, child]) => keywordPointers(child, `${pointer}/${key}`));
}

describe("contractOf()", () => {
  it("resolves the structure that a response refers to", () => {
    expect(contractOf("ListSessions").response.properties["Sessions"]?.items?.properties?.["Id"]).toEqual({ type: "string" });
  });

  for (const operation of ["ListBoats", "list-sessions", "../contracts/list-sessions"]) {
    it(`refuses ${operation}, and says which there are`, () => {
      expect(() => contractOf(operation)).toThrow(/no checked-in contract of ".+Expected one of CancelStatement, .+; for another operation give its page/u);
    });
  }
});
