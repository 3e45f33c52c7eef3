import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { renderJunit } from "./junit.ts";
import type { RunRecord } from "../record/run-record.ts";
import { sampleCheck, sampleRecord, sampleRequirement } from "../sample-record.testdata.ts";

const schema = readFileSync(new URL("junit.testdata.xsd", import.meta.url), "utf8");
const render = (record: RunRecord): string => renderJunit(record, { requirementOf: sampleRequirement });
const errorsOf = async (xml: string): Promise<readonly string[]> => (await validateXML({ xml, schema })).errors.map(({ rawMessage }) => rawMessage);
const changed = (change: (record: RunRecord) => RunRecord): string => render(change(sampleRecord(3)));
const caseOf = (xml: string, id: string): string => {
  const start = xml.indexOf(`<testcase name="${id}"`);
  const end = xml.indexOf("<testcase ", start + 1);
  return xml.slice(start, end === -1 ? undefined : end);
};

describe("renderJunit()", () => {
  it("renders a fixed record", async () => {
    await expect(render(sampleRecord(3))).toMatchFileSnapshot("../golden/junit.xml");
  });

  it.each([0, 3, 25])("is valid with %i failures", async (failures) => {
    expect(await errorsOf(render(sampleRecord(failures)))).toEqual([]);
  });

  it("is validated by a schema that can refuse", async () => {
    const xml = render(sampleRecord(3));
    expect(await errorsOf(xml.replace('type="', 'kind="'))).not.toEqual([]);
    expect(await errorsOf(xml.replace("</testsuites>", ""))).not.toEqual([]);
  });

  it("has a test case for each property", () => {
    const record = sampleRecord(25);
    expect(render(record).match(/<testcase /gu)).toHaveLength(record.checks.length);
  });

  it.each([
    ["request/max-results/refuses-out-of-range", "failure", 'message="MaxResults: 0 instead of 10 → status 200; expected a refusal with status 400"'],
    ["errors/message/has-capital-name", "skipped", 'message="failed, but a `should` does not fail the run without --strict: '],
    ["paging/walk/finds-each-session", "skipped", 'message="unexercised: the account holds more than 2,000 sessions"'],
    ["tags/single-pair/returns-all", "error", 'message="errored: 5 connections were lost in a row"'],
    ["auth/signature/is-checked", "skipped", 'message="skipped: --check-auth was not given"'],
  ])("writes %s as %s", (id, element, message) => {
    const xml = caseOf(render(sampleRecord(3)), id);
    expect(xml).toContain(`<${element} `);
    expect(xml).toContain(element === "failure" ? 'message="MaxResults: 0' : message);
  });

  it("makes a failed should a failure with --strict, and a skip where the baseline accepts it", () => {
    const id = "errors/message/has-capital-name";
    const strict = changed((record) => ({ ...record, meta: { ...record.meta, strict: true } }));
    const accepted = changed((record) => ({
      ...record,
      checks: record.checks.map((check) => ({ ...check, baselined: check.id === id })),
      meta: { ...record.meta, strict: true },
    }));
    expect(caseOf(strict, id)).toContain("<failure ");
    expect(caseOf(accepted, id)).toContain('<skipped message="failed, accepted by the baseline: ');
  });

  it("counts what it contains", () => {
    expect(render(sampleRecord(3))).toContain('<testsuites name="glue-conformance: ListSessions of moto" tests="8" failures="2" errors="1" time="9.876">');
  });

  it("has only name, level and requirement of a passed property", () => {
    const xml = render(sampleRecord(0, { checks: [sampleCheck({ id: "a/b/c" })] }));
    expect(xml).toContain('<testcase name="a/b/c" classname="a.b" group="must" time="0"/>');
  });
});
