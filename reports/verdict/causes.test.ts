import { describe, expect, it } from "vitest";
import type { Violation } from "../../properties/core/property.ts";
import { toRecordedText } from "../record/recorded-body.ts";
import type { Breach, Check, RunRecord } from "../record/run-record.ts";
import { sampleCheck, sampleRecord } from "../sample-record.testdata.ts";
import { causesOf, findCauses } from "./causes.ts";

const breach = (code: Violation["code"], status: number | null, change: Partial<Breach> = {}): Breach => ({
  code,
  pointer: "/status",
  count: 1,
  expected: "something else",
  received: status,
  cases: ["a/b#1"],
  response: { status, code: null },
  curl: "curl",
  ...change,
});

const failed = (id: string, requirement: string, ...breaches: readonly Breach[]): Check => sampleCheck({ id, requirement, status: "failed", breaches });

const of = (...checks: readonly Check[]): ReturnType<typeof findCauses> => findCauses({ ...sampleRecord(0), checks });

const sending = (operation: string, body: string, status: number): NonNullable<Check["counterexample"]> => {
  const request = { method: "POST", path: "/", headers: { "x-amz-target": `AWSGlue.${operation}` }, body: toRecordedText(body) };
  const response = { status, headers: {}, body: toRecordedText("") };
  const steps = [
    { request, response, violates: false },
    { request, response, violates: true },
  ];
  return { caseId: "a/b#1", steps, request, response, valid: { ...request, body: toRecordedText("{}") }, curl: "curl" };
};

describe("findCauses()", () => {
  it.each<[string, string, Breach]>([
    ["crash", "request.tags.type", breach("server-error", 500)],
    ["crash", "request.tags.type", breach("connection-lost", null, { response: { status: null, code: "lost-before-answer" } })],
    ["hang", "request.tags.type", breach("connection-lost", null, { response: { status: null, code: "timeout" } })],
    ["not-enforced", "request.tags.type", breach("invalid-accepted", 200)],
    ["malformed-accepted", "body.json", breach("invalid-accepted", 200)],
    ["routing", "protocol.target", breach("invalid-accepted", 200)],
    ["signature", "authentication.checked", breach("let-in", 200)],
    ["valid-refused", "request.valid", breach("valid-refused", 400)],
    ["filter-ignored", "filter.single-pair", breach("session-unexpected", 200)],
    ["filter-loses", "filter.single-pair", breach("session-missing", 200)],
    ["paging", "paging.complete", breach("session-missing", 200)],
    ["state", "sessions.stopped", breach("session-missing", 200)],
    ["lost-members", "sessions.round-trip", breach("member-missing", 200)],
    ["wrong-types", "response.types", breach("wrong-type", 200)],
    ["error-shape", "error.content-type", breach("wrong-content-type", 400)],
    ["envelope", "response.content-type", breach("wrong-content-type", 200)],
    ["sdk", "sdk.dates", breach("client-misreads", 200)],
  ])("finds %s in a failure of %s", (cause, requirement, found) => {
    expect(of(failed("a/b", requirement, found))).toMatchObject([{ cause, checks: ["a/b"] }]);
  });

  it("puts each failed check into one cause, the cause that explains most first", () => {
    const causes = of(
      failed("a/limits", "request.tags.type", breach("invalid-accepted", 200)),
      failed("b/both", "request.next-token.type", breach("invalid-accepted", 200), breach("server-error", 500)),
      failed("c/crash", "error.no-crash", breach("server-error", 500)),
      failed("d/crash", "error.no-crash", breach("server-error", 500)),
    );
    expect(causes.map(({ cause, checks }) => [cause, checks.toSorted()])).toEqual([
      ["crash", ["b/both", "c/crash", "d/crash"]],
      ["not-enforced", ["a/limits"]],
    ]);
  });

  it("counts what an answer of a crash lacks as the crash, and the same of other answers not", () => {
    const lacking = (cases: readonly string[]): Breach => breach("wrong-content-type", 500, { cases });
    const crash = failed("c/crash", "error.no-crash", breach("server-error", 500));
    expect(of(crash, failed("a/type", "error.content-type", lacking(["a/b#1"])))).toMatchObject([{ cause: "crash", checks: ["c/crash", "a/type"] }]);
    expect(of(crash, failed("a/type", "error.content-type", lacking(["a/b#1", "a/b#2"])))).toMatchObject([{ cause: "crash" }, { cause: "error-shape" }]);
  });

  it("names the operation that is missing", () => {
    const found = breach("valid-refused", 400, { response: { status: 400, code: "UnknownOperationException" } });
    const check = { ...failed("s/created", "sessions.anew", found), counterexample: sending("CreateSession", "{}", 400) };
    expect(of(check)).toMatchObject([{ cause: "missing-operation", text: "CreateSession is not implemented (400 UnknownOperationException)." }]);
  });

  it("says what crashes", () => {
    const check: Check = {
      ...failed("c/crash", "error.no-crash", breach("server-error", 500)),
      violations: [{ code: "server-error", pointer: "/status", expected: "no crash", received: 500 }],
      counterexample: sending("ListSessions", '{"MaxResults":"ten"}', 500),
    };
    expect(of(check)[0]?.text).toBe('The service crashes (500) on MaxResults "ten".');
  });

  it("finds nothing where nothing failed", () => {
    expect(of(sampleCheck({ id: "a/b" }))).toEqual([]);
  });
});

describe("causesOf()", () => {
  it("takes those of the record, and finds those of an older one", () => {
    const older: RunRecord = sampleRecord(3);
    expect(causesOf(older).flatMap(({ checks }) => checks)).toHaveLength(3);
    expect(causesOf({ ...older, causes: [] })).toEqual([]);
  });
});
