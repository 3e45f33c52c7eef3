import { describe, expect, it } from "vitest";
import { contractOf, sourceOf } from "../../../spec/contracts/shipped-contracts.ts";
import { contractDigest, lineDigests } from "../../../spec/contracts/digest.ts";
import { toRecordedText } from "../../record/recorded-body.ts";
import { showInvisible } from "../../encoding/escape.ts";
import type { FormatContext } from "../../text/format-context.ts";
import { hostile } from "../../hostile.testdata.ts";
import type { Check, RunRecord } from "../../record/run-record.ts";
import { sampleRecord, sampleRequirement } from "../../sample-record.testdata.ts";
import { withRuling } from "../../verdict/verdict.ts";
import { renderHtml } from "./report.tsx";

const context: FormatContext = { requirementOf: sampleRequirement, journal: () => "" };
const ours = contractDigest(contractOf("ListSessions"));

/** The sample's failures in a run with this version's contract. */
function currentRecord(failures: number): RunRecord {
  const record = sampleRecord(failures);
  return { ...record, suite: { ...record.suite, contract: { operation: "ListSessions", sha256: ours } } };
}

/** A failure with as much text as a target can put into each place. */
function swollen(check: Check): Check {
  const { counterexample } = check;
  if (counterexample === undefined) return check;
  const body = toRecordedText(hostile.repeat(100));
  const response = { status: 500, headers: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x-${String(index)}`, hostile])), body };
  const step = { request: { ...counterexample.request, body }, response, violates: false };
  const steps = [...Array.from({ length: 60 }, () => step), { ...step, violates: true }];
  const received = hostile.slice(0, 700);
  const violations = Array.from({ length: 20 }, (_, index) => ({
    ...check.violations[0],
    code: "server-error" as const,
    pointer: `/body/${String(index)}`,
    expected: `an answer ${String(index)}`,
    received,
  }));
  const breaches = violations.map((violation, index) => ({
    ...violation,
    count: 500,
    cases: Array.from({ length: 20 }, (_, place) => `${check.id}#1.${String(20 * index + place)}`),
    response: { status: 500, code: hostile },
    curl: counterexample.curl + hostile.repeat(2),
  }));
  return {
    ...check,
    violations,
    breaches,
    violationCount: 10_000,
    counterexample: { ...counterexample, steps, request: step.request, response, curl: counterexample.curl + hostile.repeat(10) },
  };
}

describe("renderHtml()", () => {
  it("links a run that its preflight ended to a help topic", () => {
    const { meta, ...record } = sampleRecord(0);
    const stopped = { ...record, checks: [], meta: { ...meta, preflight: { outcome: "unreachable" as const, message: "Nothing answers." } } };
    expect(renderHtml(withRuling(stopped).record, context)).toContain("nothing was judged. Help: glue-conformance explain unreachable-target.");
  });

  it("stays below 1 MB where all properties fail 10,000 times, with long and hostile answers", () => {
    const record = currentRecord(110);
    const html = renderHtml({ ...record, checks: record.checks.map(swollen) }, context);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(html).toContain("more characters, in run.json)");
    const reported = record.checks.filter(({ id }) => html.includes(`id="${showInvisible(id)}"`));
    expect(reported).toHaveLength(record.checks.length);
  });

  it("says that a shard has to be merged", () => {
    const record = currentRecord(0);
    const shard = { index: 1, count: 2, cases: 25, options: "0".repeat(64), sessionsSeen: 1, parts: [], openEntries: [] };
    const html = renderHtml({ ...record, meta: { ...record.meta, narrowedBy: ["--shard 1/2"], shard } }, context);
    expect(html).toContain("glue-conformance report --merge");
    expect(html).not.toContain("Run without");
  });

  it("shows each line of the contract by number, with the outcome of its demand", () => {
    const html = renderHtml(currentRecord(3), context);
    const numbers = [...html.matchAll(/id="line-(\d+)"/gu)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    for (const number of [22, 23, 24, 25, 38, 91, 108]) expect(numbers).toContain(number);
    expect(html).toContain("MaxResults: minimum 1, maximum 1000");
  });

  it("names what a demand was observed in, and when", () => {
    const html = renderHtml(currentRecord(3), context);
    expect(html).toContain("<code>response.request-id</code>, observed: 1,236 of 1,236 answers have a request id; answers of AWS published in");
    expect(html).toMatch(/<code>error\.content-type<\/code>, its protocol: [^;<]+; also seen: 13 of 13 errors [^<]+, 2016-2026/u);
  });

  it("does not use a page of another contract, and says from which line on it differs", () => {
    const html = renderHtml(currentRecord(3), { ...context, page: "ListSessions\nSomething else." });
    expect(lineDigests("ListSessions")[0]).toBe(sourceOf("ListSessions").lineDigests[0]);
    expect(html).toContain("it differs from line 2 on");
    expect(html).not.toContain("Something else.");
  });

  it("says that a record was judged by another contract, and shows what the record has", () => {
    const html = renderHtml(sampleRecord(3), context);
    expect(html).toContain("another edition of the contract");
    expect(html).toContain("MaxResults is an integer from 1 to 1000, and anything else is refused.");
    expect(html).not.toContain('id="line-24"');
  });

  it("puts the first must of the contract first, in any order of the record", () => {
    const record = currentRecord(0);
    const [first, second] = ["protocol/method/a", "request/max-results/b"].map((id, index): Check => {
      const check = sampleRecord(1).checks.find(({ status }) => status === "failed");
      if (check === undefined) throw new Error("the sample has no failure");
      return { ...check, id, requirement: index === 0 ? "protocol.post" : "request.max-results.range" };
    });
    if (first === undefined || second === undefined) throw new Error("no checks were made");
    const html = renderHtml({ ...record, verdict: "fails", checks: [first, second] }, context);
    expect([...html.matchAll(/<details class="failure failed" id="([^"]*)"/gu)].map(([, id]) => id)).toEqual([second.id, first.id]);
  });
});
