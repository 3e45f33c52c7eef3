import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeContractFolder } from "./contract-folder.ts";
import { PageError } from "../../../spec/page/section.ts";

const syntax = 'ListBoats\nRequest Syntax\n{ "Title": { "title": "string" } }\nRequest Parameters\n- Title\n-\nType: Title object\nRequired: No\n';
const page = `${syntax}Response Syntax\n{ "Boats": [ { "$ref": "string" } ], "Boat": { "Other": number } }\nResponse Elements\n- Boat\n-\nType: Boat object\n- Boats\n-\nType: Array of Boat objects\nErrors\n`;

describe("writeContractFolder()", () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "contracts-"));
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });
  const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(join(parent, "list-boats", file), "utf8")) as Record<string, unknown>;

  it("writes a file for each named structure, and keeps apart what differs under one name", () => {
    const { files } = writeContractFolder(parent, page, "2030-01-01");
    expect(readdirSync(join(parent, "list-boats")).toSorted()).toEqual([...files].toSorted());
    expect(files).toEqual(["title.schema.json", "request.schema.json", "boat.schema.json", "response.schema.json", "errors.json", "lines.json", "SOURCE.json"]);
    expect(read("request.schema.json")["properties"]).toEqual({
      Title: { $ref: "title.schema.json" },
    });
    expect(read("boat.schema.json")).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "list-boats/boat.schema.json",
      title: "Boat of ListBoats",
      type: "object",
      properties: { Other: { type: "number" } },
    });
    expect(read("response.schema.json")["properties"]).toEqual({
      Boat: { $ref: "boat.schema.json" },
      Boats: { type: "array", items: { type: "object", properties: { $ref: { type: "string" } } } },
    });
  });

  it("keeps the date of a page that has not changed, and takes the new one where it has", () => {
    writeContractFolder(parent, page, "2030-01-01");
    writeContractFolder(parent, page, "2030-02-02");
    expect(read("SOURCE.json")["date"]).toBe("2030-01-01");
    writeContractFolder(parent, `${page}\nmore`, "2030-03-03");
    expect(read("SOURCE.json")["date"]).toBe("2030-03-03");
  });

  it("deletes schemas that the contract no longer has, and writes a broken SOURCE anew", () => {
    writeContractFolder(parent, page, "2030-01-01");
    writeFileSync(join(parent, "list-boats", "ship.schema.json"), "{}");
    writeFileSync(join(parent, "list-boats", "SOURCE.json"), "{");
    writeContractFolder(parent, page, "2030-02-02");
    expect(readdirSync(join(parent, "list-boats"))).not.toContain("ship.schema.json");
    expect(read("SOURCE.json")["date"]).toBe("2030-02-02");
  });

  it("throws a PageError for anything but a page, and writes nothing", () => {
    expect(() => writeContractFolder(parent, "Dear harbour", "2030-01-01")).toThrow(PageError);
    expect(readdirSync(parent)).toEqual([]);
  });
});
