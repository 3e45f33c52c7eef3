import { describe, expect, it } from "vitest";
import { contractDigest } from "../../spec/contracts/digest.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { sampleRecord } from "../../reports/sample-record.testdata.ts";
import type { RequirementNote } from "../../reports/text/failure.ts";
import { requirementNotesOf } from "./requirement-note.ts";

const { suite } = sampleRecord(0);

function noteOf(id: string, operation = "ListSessions", contract = operation): RequirementNote | undefined {
  return requirementNotesOf({ suite: { ...suite, contract: { operation, sha256: contractDigest(contractOf(contract)) } } })(id);
}

describe("requirementNotesOf()", () => {
  it.each([
    ["paging.upper-bound", "documented", "page of ListSessions, line 22"],
    ["protocol.header-names", "protocol", "HTTP semantics (RFC 9110), section 5.1"],
    ["filter.blanks", "inferred", "exact match of values"],
    ["response.both-lists", "observed", "answers of AWS published in cloud-custodian/cloud-custodian@df800e9e94, 2016-2026"],
    ["protocol.unclaimed", "observed", "answers of AWS published in Frichetten/aws_stealth_perm_enum@fa50048, 2020"],
  ])("says what %s rests on: %s", (id, basis, source) => {
    expect(noteOf(id)).toMatchObject({ id, basis, source });
  });

  it("says it of other operations too, and nothing of an operation or a contract that is not shipped", () => {
    expect(noteOf("error.code.bare", "GetTags")).toMatchObject({ basis: "observed", source: expect.stringContaining("2016-2026") });
    expect(noteOf("error.code.bare", "PutThing", "GetTags")).toBeUndefined();
    expect(noteOf("error.code.bare", "GetTags", "GetSession")).toBeUndefined();
  });
});
