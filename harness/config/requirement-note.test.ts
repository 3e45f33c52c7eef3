import { describe, expect, it } from "vitest";
import { sampleRecord } from "../../reports/sample-record.testdata.ts";
import type { RequirementNote } from "../../reports/text/failure.ts";
import { requirementNotesOf } from "./requirement-note.ts";

const { suite } = sampleRecord(0);

function noteOf(id: string, operation = "ListSessions"): RequirementNote | undefined {
  return requirementNotesOf({ suite: { ...suite, contract: { ...suite.contract, operation } } })(id);
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

  it("says it of other operations too, and nothing of an operation that is not shipped", () => {
    expect(noteOf("error.code.bare", "GetTags")).toMatchObject({ basis: "observed", source: expect.stringContaining("2016-2026") });
    expect(noteOf("error.code.bare", "PutThing")).toBeUndefined();
  });
});
