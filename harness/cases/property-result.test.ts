import { describe, expect, it } from "vitest";
import type { Judgement, Violation } from "../../properties/core/property.ts";
import { createNormaliser } from "../../reports/redaction/normalise.ts";
import { answerOf, breach, failing, judgedOf, probing, resultOf } from "./exchange.testdata.ts";
import { breachKey, PropertyResult } from "./property-result.ts";
import { ResultSanitizer } from "./sanitized-result.ts";

type Entry = Judgement | { readonly markUnjudged: "errored" | "unexercised" | "skipped"; readonly reason: string };

const passing: Judgement = { violations: [] };
const idle: Judgement = { violations: [], unexercised: "it did not occur" };
const markUnjudged = (kind: "errored" | "unexercised" | "skipped"): Entry => ({ markUnjudged: kind, reason: `why ${kind}` });

const asItIs = new ResultSanitizer({ violation: (violation) => violation, response: (response) => response }, () =>
  createNormaliser({ runId: "0123456789", endpoint: "http://127.0.0.1:5000", startedAt: new Date(0) }),
);

function propertyResultOf(entries: readonly Entry[]): PropertyResult {
  const propertyResult = new PropertyResult(probing("a/b"), asItIs);
  for (const [index, entry] of entries.entries()) {
    if ("markUnjudged" in entry) propertyResult.markUnjudged(entry.markUnjudged, entry.reason);
    else propertyResult.add(resultOf(`a/b#${String(index)}`), entry, [0], index);
  }
  return propertyResult;
}

describe("status", () => {
  const nothing = "not exercised by any request";
  it.each<readonly [name: string, entries: readonly Entry[], status: PropertyResult["status"], reason: string | undefined]>([
    ["no case", [], "unexercised", nothing],
    ["a case that passed", [passing], "passed", undefined],
    ["a case that failed", [failing()], "failed", undefined],
    ["one that failed among many that passed", [passing, failing(), passing], "failed", undefined],
    ["cases without their precondition", [idle, idle], "unexercised", "it did not occur"],
    ["one that passed among those without their precondition", [idle, passing], "passed", undefined],
    ["one that failed among those without their precondition", [idle, failing()], "failed", undefined],
    ["a send error", [markUnjudged("errored")], "errored", "why errored"],
    ["a send error in one case of many", [passing, markUnjudged("errored"), passing], "errored", "why errored"],
    ["a send error, and a failure", [markUnjudged("errored"), failing()], "failed", undefined],
    ["a skip", [markUnjudged("skipped")], "skipped", "why skipped"],
    ["a skip of one case, and another that passed", [markUnjudged("skipped"), passing], "passed", undefined],
    ["a skip, and a case without its precondition", [markUnjudged("skipped"), idle], "unexercised", "it did not occur"],
    ["a skip, and a send error", [markUnjudged("skipped"), markUnjudged("errored")], "errored", "why errored"],
    ["a precondition that was known to be missing", [markUnjudged("unexercised")], "unexercised", "why unexercised"],
  ])("of %s", (_name, entries, status, reason) => {
    const propertyResult = propertyResultOf(entries);
    expect([propertyResult.status, propertyResult.reason]).toEqual([status, reason]);
  });

  it("keeps, of each kind, the reason of the first case, whatever came first", () => {
    const propertyResult = propertyResultOf([]);
    for (const place of [3, 1, 2]) propertyResult.markUnjudged("errored", `of case ${String(place)}`, place);
    expect(propertyResult.reason).toBe("of case 1");
    propertyResult.markUnjudged("errored", "of the property");
    expect(propertyResult.reason).toBe("of the property");
  });
});

describe("add()", () => {
  it("counts cases, and breaches of all of them", () => {
    const propertyResult = propertyResultOf([passing, { violations: [breach(), breach()] }, idle, failing()]);
    expect([propertyResult.cases, propertyResult.passed, propertyResult.violationCount, propertyResult.violations.length]).toEqual([4, 1, 3, 3]);
  });

  it("keeps the first finding in the order of the cases, of all and of each constraint, whatever came first", () => {
    const propertyResult = new PropertyResult(probing("a/b"), asItIs);
    const constraints = [
      undefined,
      { member: "Tags/key", keyword: "maxLength" },
      { member: "Tags", keyword: "type" },
      { member: "Tags/key", keyword: "maxLength" },
    ];
    for (const [index, breaks] of [...constraints.entries()].toReversed())
      propertyResult.add(resultOf(`a/b#${String(index)}`, {}, breaks === undefined ? {} : { breaks }), failing(), [index], index);
    expect(propertyResult.first).toMatchObject({ result: { case: { id: "a/b#0" } }, steps: [0] });
    expect(Object.fromEntries([...propertyResult.firstByBreach].map(([key, { result }]) => [key, result.case.id]))).toEqual({
      "Tags/key/maxLength": "a/b#1",
      "Tags/type": "a/b#2",
    });
  });

  it("redacts each breach by the answer that shows it", () => {
    const seen: unknown[] = [];
    const propertyResult = new PropertyResult(
      probing("a/b"),
      new ResultSanitizer(
        {
          violation: (violation, response) => {
            seen.push(response?.status);
            return { ...violation, received: "{redacted}" };
          },
          response: (response) => response,
        },
        () => createNormaliser({ runId: "0123456789", endpoint: "http://127.0.0.1:5000", startedAt: new Date(0) }),
      ),
    );
    propertyResult.add(resultOf("a/b#0"), failing(), [0], 0);
    propertyResult.add(resultOf("a/b#1", { steps: [] }), failing(), [-1], 1);
    expect([...new Set(seen)]).toEqual([200, undefined]);
    expect(propertyResult.violations.map(({ violation }) => violation.received)).toEqual(["{redacted}", "{redacted}"]);
  });

  it("does not grow without end", () => {
    const propertyResult = new PropertyResult(probing("a/b"), asItIs);
    const many: readonly Violation[] = Array.from({ length: 500 }, () => breach());
    for (let index = 0; index < 100; index += 1) {
      propertyResult.add(resultOf("a/b#0"), { violations: many, observations: [{ code: "seen", text: String(index) }] }, [0], index);
    }
    expect([propertyResult.violationCount, propertyResult.violations.length, propertyResult.observations.size]).toEqual([50_000, 20, 50]);
  });

  it("keeps the first violations by code, pointer and case, whatever came first", () => {
    const propertyResult = new PropertyResult(probing("a/b"), asItIs);
    const places = Array.from({ length: 30 }, (_, index) => index);
    for (const place of [...places.toReversed(), 30]) {
      const judgement = { violations: [{ ...breach(), received: place }, breach("wrong-code", place === 30 ? "/body/a" : "/body/b")] };
      propertyResult.add(resultOf(`a/b#${String(place)}`), judgement, [0], place);
    }
    expect(propertyResult.violations.map(({ violation: { code, pointer }, place }) => [code, pointer, place])).toEqual([
      ["wrong-code", "/body/a", 30],
      ...places.slice(0, 19).map((place) => ["wrong-code", "/body/b", place]),
    ]);
  });

  it("numbers the tokens of each case by their place in it", () => {
    const propertyResult = new PropertyResult(probing("a/b"), asItIs);
    for (const [index, token] of ["first-token", "other-token"].entries()) {
      const judged = judgedOf(answerOf(200, { NextToken: token }));
      propertyResult.add(
        resultOf(`a/b#${String(index)}`, { steps: [{ judged, forProperty: true, listed: 0 }] }),
        { violations: [{ ...breach(), received: token }] },
        [0],
        index,
      );
    }
    expect(propertyResult.violations.map(({ violation }) => violation.received)).toEqual(["{token:1}", "{token:1}"]);
  });

  it("keeps an observation once", () => {
    const observed: Judgement = { violations: [], observations: [{ code: "seen", text: "the same" }] };
    expect([...propertyResultOf([observed, observed]).observations.values()]).toEqual([{ code: "seen", text: "the same" }]);
  });
});

describe("breachKey()", () => {
  it("names member and keyword", () => {
    expect(breachKey({ member: "Tags/value", keyword: "maxLength" })).toBe("Tags/value/maxLength");
  });
});

describe("what a baseline needs", () => {
  const many: Judgement = { violations: [breach("wrong-code"), breach("wrong-status"), breach("wrong-code", "/body")] };

  it("is every code, and every failing case with its own", () => {
    const propertyResult = propertyResultOf([passing, many, failing("server-error")]);
    expect([...propertyResult.codes]).toEqual(["wrong-code", "wrong-status", "server-error"]);
    expect([...propertyResult.failingCases]).toEqual([
      ["a/b#1", new Set(["wrong-code", "wrong-status"])],
      ["a/b#2", new Set(["server-error"])],
    ]);
  });

  it("is bounded by cases, never by codes, and says so", () => {
    const propertyResult = propertyResultOf([...Array.from({ length: 5_000 }, () => failing()), failing("server-error")]);
    expect([propertyResult.failingCases.size, propertyResult.failingCasesCut, propertyResult.codes.has("server-error")]).toEqual([5_000, true, true]);
    expect(propertyResultOf([failing()]).failingCasesCut).toBe(false);
  });

  it("is which of the cases it names were judged", () => {
    const propertyResult = new PropertyResult(probing("a/b"), asItIs, new Set(["a/b#1", "a/b#2", "a/b#3"]));
    propertyResult.add(resultOf("a/b#0"), passing, [0], 0);
    propertyResult.add(resultOf("a/b#1"), passing, [0], 1);
    propertyResult.add(resultOf("a/b#2"), idle, [0], 2);
    expect([...propertyResult.listedCases]).toEqual(["a/b#1"]);
  });
});

describe("breaches", () => {
  it("are one for each code, pointer without indices and kind of value, with what shows the first case", () => {
    const propertyResult = propertyResultOf([]);
    const of = (pointer: string, received: unknown): Violation => ({ code: "wrong-type", pointer, expected: "a number", received });
    const answer = judgedOf(answerOf(400, { __type: "InvalidInputException" }));
    const steps = [{ judged: answer, forProperty: true, listed: 0 }];
    propertyResult.add(resultOf("a/b#2", { steps }), { violations: [of("/body/Sessions/7/CreatedOn", "later")] }, [0], 2);
    propertyResult.add(
      resultOf("a/b#1", { steps }),
      { violations: [of("/body/Sessions/0/CreatedOn", "soon"), of("/body/Sessions/1/CreatedOn", "x"), of("/body/Sessions/1/CreatedOn", null)] },
      [0],
      1,
    );
    expect(
      propertyResult.breaches.collected.map(({ count, cases, evidence }) => [count, cases.map(({ caseId }) => caseId), evidence.violation.received]),
    ).toEqual([
      [3, ["a/b#1", "a/b#2"], "soon"],
      [1, ["a/b#1"], null],
    ]);
    expect(propertyResult.breaches.collected[0]?.evidence).toMatchObject({ response: { status: 400, code: "InvalidInputException" }, step: 0, steps: 1 });
  });

  it("keep the value as it was seen beside the one with names for what varies", () => {
    const propertyResult = propertyResultOf([{ violations: [{ ...breach(), received: "of 0123456789" }] }]);
    expect(propertyResult.breaches.collected[0]?.evidence).toMatchObject({ seen: "of 0123456789", violation: { received: "of {run}" } });
  });

  it("do not grow without bound, and keep those of the first cases, whatever comes first", () => {
    const of = (index: number): Judgement => ({ violations: [{ ...breach(), pointer: `/body/member-${String(index)}` }] });
    const kept = [true, false].map((isReversed) => {
      const propertyResult = propertyResultOf([]);
      const all = Array.from({ length: 3_000 }, (_, index) => index);
      for (const index of isReversed ? all.toReversed() : all) propertyResult.add(resultOf(`a/b#${String(index)}`), of(index), [0], index);
      return propertyResult.breaches.collected.map(({ cases }) => cases[0]?.place).toSorted((a = 0, b = 0) => a - b);
    });
    expect(kept).toEqual([Array.from({ length: 50 }, (_, index) => index), Array.from({ length: 50 }, (_, index) => index)]);
  });
});
