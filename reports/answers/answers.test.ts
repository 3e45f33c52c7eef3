import { describe, expect, it } from "vitest";
import { pairFormats } from "../compare/comparison-formats.ts";
import { renderPair } from "../compare/pair-terminal.ts";
import type { StoredRun } from "../documents/parse-journal.ts";
import { hostile } from "../hostile.testdata.ts";
import type { JournalExchange } from "../record/journal.ts";
import type { RecordedResponse } from "../record/run-record.ts";
import { runOf } from "../sample-comparison.testdata.ts";
import { runWith, sampleAnswers } from "../sample-answers.testdata.ts";
import { sampleExchange, sampleHeader } from "../sample-journal.testdata.ts";
import { sampleCheck, sampleRequirement } from "../sample-record.testdata.ts";
import { answersReportOf, nothingCompared } from "./answers-report.ts";
import { type AnswerComparison, compareAnswers, type RunWithExchanges } from "./compare-answers.ts";

const caseId = "a/b/c#edge";
const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RecordedResponse => ({
  status,
  headers,
  body: { text: typeof body === "string" ? body : JSON.stringify(body) },
});
const sent = (response: RecordedResponse, changes: Partial<JournalExchange> = {}, body = "{}"): JournalExchange =>
  sampleExchange(caseId, body, { response, ...changes });
const run = (exchanges: readonly JournalExchange[], header: Partial<StoredRun["header"]> = {}): RunWithExchanges => {
  const { record, journals } = runWith(exchanges);
  return { record, journals: journals.map((stored) => ({ ...stored, header: { ...stored.header, ...header } })) };
};
const compared = (old: RecordedResponse, now: RecordedResponse): AnswerComparison => compareAnswers(run([sent(old)]), run([sent(now)]));
const found = ({ differences }: AnswerComparison): readonly (readonly string[])[] => differences.map(({ aspect, what, from, to }) => [aspect, what, from, to]);

const session = (name: string, members: object = {}): object => ({ Id: `glue-conformance-0123456789-${name}`, ...members });
const listed = (sessions: readonly object[], members: object = {}): RecordedResponse =>
  answer(200, { Ids: sessions.map((one) => (one as { readonly Id: string }).Id), Sessions: sessions, ...members });
const refusal = (body: object, headers: Readonly<Record<string, string>> = {}): RecordedResponse => answer(400, body, headers);
const failure = (kind: string): RecordedResponse => ({ failure: { kind, message: "the connection was closed" } });
const requirement = sampleCheck({ id: "a/b/c" }).requirement;

describe("compareAnswers()", () => {
  it.each<[string, RecordedResponse, RecordedResponse, readonly (readonly string[])[]]>([
    ["nothing", listed([session("a")]), listed([session("a")]), []],
    ["what is refused", listed([]), refusal({ __type: "ValidationException" }), [["outcomes", requirement, "200", "400 ValidationException"]]],
    ["what crashes", listed([]), answer(500, "<html>"), [["outcomes", requirement, "200", "500"]]],
    ["what is not answered", listed([]), failure("closed"), [["outcomes", requirement, "200", "no answer (closed)"]]],
    ["the status of a success", answer(200, {}), answer(201, {}), [["outcomes", "status", "200", "201"]]],
    ["the code", refusal({ __type: "A" }), refusal({ __type: "B" }), [["errors", "status and code", "400 A", "400 B"]]],
    ["the carrier", refusal({ __type: "A" }), refusal({ code: "A" }), [["errors", "where the code of an error stands", "__type", "code"]]],
    [
      "the namespace",
      refusal({ __type: "A" }),
      refusal({ __type: "x#A" }),
      [["errors", "where the code of an error stands", "__type", "__type with a namespace"]],
    ],
    [
      "the member of the message",
      refusal({ __type: "A", message: "no" }),
      refusal({ __type: "A", Message: "no" }),
      [
        ["errors", "member message of an error", "string", "absent"],
        ["errors", "member Message of an error", "absent", "string"],
      ],
    ],
    [
      "the text",
      refusal({ __type: "A", message: "no" }),
      refusal({ __type: "A", message: "not so" }),
      [["errors", "text of message, 400 A", '"no"', '"not so"']],
    ],
    ["a header", answer(200, {}, { server: "a" }), answer(200, {}, { server: "b" }), [["headers", "server", "a", "b"]]],
    ["a header that is not there", answer(200, {}), answer(200, {}, { "x-amz-crc32": "1" }), [["headers", "x-amz-crc32", "absent", "present"]]],
    ["the body", answer(200, {}), answer(200, "<html></html>"), [["members", "the body of ListSessions", "a JSON object", "HTML"]]],
    ["a member", listed([session("a", { Progress: 1 })]), listed([session("a")]), [["members", "ListSessions Sessions[].Progress", "number", "absent"]]],
    [
      "a type",
      listed([session("a", { CreatedOn: 1 })]),
      listed([session("a", { CreatedOn: "1" })]),
      [["members", "ListSessions Sessions[].CreatedOn", "number", "string"]],
    ],
    [
      "a value",
      listed([session("a", { Status: "READY" })]),
      listed([session("a", { Status: "STOPPED" })]),
      [["values", "ListSessions Sessions[].Status", '"READY"', '"STOPPED"']],
    ],
    [
      "a member of a map",
      listed([session("a", { DefaultArguments: { "--x": "1" } })]),
      listed([session("a", { DefaultArguments: {} })]),
      [["members", "ListSessions Sessions[].DefaultArguments.*", "string", "absent"]],
    ],
    [
      "which sessions are listed",
      listed([session("a"), session("b")]),
      listed([session("a")]),
      [["lists", `sessions listed for ${requirement}`, "more of the run's sessions", "fewer"]],
    ],
    ["how the last page ends", listed([]), listed([], { NextToken: "" }), [["lists", "NextToken of ListSessions", "absent", '""']]],
    ["whether there are more pages", listed([], { NextToken: "abc" }), listed([]), [["lists", "NextToken of ListSessions", "a token", "absent"]]],
  ])("finds %s", (_, old, now, differences) => {
    expect(found(compared(old, now))).toEqual(differences);
  });

  it("finds another order, and pages that are not full", () => {
    const created = ["e", "a", "d", "b", "c"].map((name, index) => session(name, { CreatedOn: index }));
    const sorted = created.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(found(compared(listed(created), listed(sorted)))).toEqual([["lists", "order of ListSessions", "as created", "by Id"]]);
    const paged = (size: number): RunWithExchanges => run([sent(listed(created.slice(0, size), { NextToken: "abc" }), {}, '{"MaxResults":2}')]);
    expect(found(compareAnswers(paged(2), paged(1)))).toEqual([
      ["lists", "items on a page of ListSessions before the last", "MaxResults", "fewer than MaxResults"],
    ]);
  });

  it("leaves out what varies from run to run", () => {
    const of = (runId: string, startedAt: string, endpoint: string): RunWithExchanges => {
      const at = Date.parse(startedAt) / 1000;
      const own = { Id: `glue-conformance-${runId}-a`, CreatedOn: at + 1.5, ExecutionTime: at % 7, Tags: { "glue-conformance": runId } };
      const strange = { Id: `glue-conformance-${"9".repeat(10)}-${runId}`.replace(`-${runId}`, at % 2 === 0 ? "-x" : "-y"), CreatedOn: 3 };
      const headers = {
        date: new Date(startedAt).toUTCString(),
        "x-amzn-requestid": `${runId.slice(2)}-1234-4321-abcd-${runId}12`,
        "content-length": String(at),
      };
      const first = answer(200, { Ids: [own.Id, strange.Id], Sessions: [own, strange], NextToken: `token-of-${runId}` }, headers);
      const second = answer(200, { Ids: [], Sessions: [], Message: `see ${endpoint}` }, headers);
      const header = { runId, startedAt, target: { ...sampleHeader.target, endpoint } };
      return run([sent(first), sent(second, { step: 1 }, JSON.stringify({ NextToken: `token-of-${runId}` }))], header);
    };
    const comparison = compareAnswers(
      of("0123456789", "2026-01-01T00:00:00.000Z", "http://127.0.0.1:5000"),
      of("9876543210", "2026-02-03T04:05:06.000Z", "http://[::1]:4566"),
    );
    expect(found(comparison)).toEqual([]);
    expect(comparison).toMatchObject({ compared: 2, alike: 2, otherRequest: 0 });
  });

  it("makes one difference of many, with its cases and the answers of a few", () => {
    const exchanges = (status: string): JournalExchange[] =>
      Array.from({ length: 200 }, (_, index) => {
        const sessions = ["a", "b", "c"].map((name) => session(name, { Status: status }));
        return sent(listed(sessions), { case: `a/b/c#${String(index % 100)}`, step: index < 100 ? 0 : 1 });
      });
    const { differences } = compareAnswers(run(exchanges("READY")), run(exchanges("STOPPED")));
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ exchanges: 200, examples: { length: 3 }, cases: { length: 100 } });
  });

  it("counts what only one run has, and what another request got", () => {
    const one = sent(listed([]));
    const step = (response: RecordedResponse, body: string): JournalExchange => sent(response, { step: 1 }, body);
    const old = run([one, step(listed([]), '{"NextToken":"made by the target"}'), sent(listed([]), { case: "a/b/c#old" })]);
    const now = run([
      one,
      step(refusal({}), '{"NextToken":"another"}'),
      sent(listed([]), { case: "a/b/c#new" }),
      sent(listed([]), { case: "a/b/c#new", step: 1 }),
    ]);
    expect(compareAnswers(old, now)).toMatchObject({ compared: 1, alike: 1, otherRequest: 1, onlyOld: 1, onlyNew: 2, differences: [] });
  });

  it("takes requests of the AWS SDK for the same, which differ in an id that it draws", () => {
    const drawn = (id: string): RunWithExchanges => {
      const request = { ...sent(listed([])).request, headers: { "amz-sdk-invocation-id": id, "amz-sdk-request": "attempt=1" } };
      return run([sent(listed([]), { request })]);
    };
    expect(compareAnswers(drawn("424c37c4-d5b8"), drawn("dce63323-43d3"))).toMatchObject({ compared: 1, otherRequest: 0 });
  });

  it("leaves out polls, what could not be judged, and what was listed while something changed", () => {
    const poll = sent(listed([session("a")]), { purpose: "polls" });
    const trouble = sent(listed([session("a")]), { trouble: { status: "errored", reason: "throttled" } });
    expect(compareAnswers(run([poll, trouble]), run([poll]))).toMatchObject({ compared: 0, onlyOld: 0, onlyNew: 0 });
    const meanwhile = (sessions: readonly object[]): RunWithExchanges =>
      run([sent(listed(sessions), { at: 10, latencyMs: 10 }), sent(answer(200, {}), { step: 1, operation: "CreateSession", at: 15, latencyMs: 10 })]);
    expect(compareAnswers(meanwhile([session("a")]), meanwhile([]))).toMatchObject({ compared: 2, alike: 2 });
  });
});

describe("answersReportOf()", () => {
  const different = compared(refusal({ __type: "A" }), refusal({ __type: "B" }));

  it("ends with 1 only on request, and only where answers differ", () => {
    expect([true, false].map((fails) => answersReportOf(different, fails).exit)).toEqual([1, 0]);
    expect(answersReportOf(compared(listed([]), listed([])), true)).toMatchObject({ exit: 0, result: "No difference", sections: [] });
  });

  it("is not made where no request is in common: that is no proof of equality", () => {
    const apart = compareAnswers(run([sent(listed([]))]), run([sent(listed([]), { case: "a/b/c#other" })]));
    expect(nothingCompared(apart)).toContain("no stored request of a case in common");
    expect(nothingCompared(different)).toBe(undefined);
    const { record, journals } = run([]);
    const stopped = { record: { ...record, meta: { ...record.meta, preflight: { outcome: "not-implemented", message: "" } as const } }, journals };
    expect(nothingCompared(compareAnswers(run([sent(listed([]))]), stopped))).toContain("NEW judged nothing: its preflight ended the run (not-implemented)");
  });

  it("says how the properties of refused cases were judged", () => {
    const texts = (now: RunWithExchanges): readonly string[] =>
      answersReportOf(compareAnswers(run([sent(listed([]))]), now), false).sections.flatMap(({ entries }) => entries.map(({ text }) => text));
    const refused = run([sent(refusal({ __type: "A" }))]);
    expect(texts(refused)).toEqual(["200 → 400 A; 1 answer, in a/b/c#edge; judged: passed in both"]);
    const failed = runOf([sampleCheck({ id: "a/b/c", status: "failed" })]);
    expect(texts({ ...refused, record: failed })).toEqual(["200 → 400 A; 1 answer, in a/b/c#edge; judged: passed in OLD, failed in NEW"]);
  });

  it("is rendered without effect of what targets send", async () => {
    const dangerous = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[/mu;
    const report = sampleAnswers(hostile);
    const texts = await Promise.all(pairFormats("answers").map(({ render }) => render(report, { requirementOf: sampleRequirement })));
    for (const verbose of [true, false]) texts.push(renderPair(report, { colour: false, width: 100, verbose }));
    for (const text of texts) expect(text.replaceAll(/<style>.*<\/script>/gsu, "").match(dangerous)?.[0]).toBe(undefined);
    expect(texts[1]).not.toMatch(/<(?:img|script>alert)/u);
  });

  it("shows request and both answers of the first cases", async () => {
    const report = answersReportOf(compared(listed([]), refusal({ __type: "A" })), false);
    const [markdown = "", html = ""] = await Promise.all(pairFormats("answers").map(({ render }) => render(report, { requirementOf: sampleRequirement })));
    for (const text of [markdown, renderPair(report, { colour: false, width: 200, verbose: true })]) {
      expect(text).toMatch(/case +a\/b\/c#edge\n +request +POST \/ \{\}\n +old +200, no content type: .*\n +new +400, /u);
    }
    for (const part of ["POST / {}", "Before", "Now", "400"]) expect(html).toContain(part);
  });
});
