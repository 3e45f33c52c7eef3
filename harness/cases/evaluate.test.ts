import { describe, expect, it } from "vitest";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { validProbe } from "../../properties/core/request.ts";
import type { CaseResult, Step } from "./run-case.ts";
import { breach, derivedProperty, failing, judgedOf, probing, resultOf, watching } from "./exchange.testdata.ts";
import { Evaluator } from "./evaluate.ts";

const contract = contractOf("ListSessions");
const owner = probing("a/owner");
const step = (forProperty: boolean, operation = "ListSessions"): Step => ({ judged: judgedOf(undefined, validProbe(operation, {})), forProperty, listed: 0 });

const three = [step(true), step(true), step(true)] as const;

function said(evaluator: Evaluator, result: CaseResult): readonly (readonly [id: string, violations: number, steps: readonly number[]])[] {
  return evaluator.evaluations(owner, result).map(({ property, judgement, steps }) => [property.id, judgement.violations.length, steps]);
}

describe("evaluations()", () => {
  it.each<readonly [name: string, steps: readonly Step[], judgement: CaseResult["judgement"], about: readonly number[]]>([
    ["the only step", [step(true)], failing(), [0]],
    ["the last step for the property", [step(true), step(true), step(false)], failing(), [1]],
    ["the last step of all where none is for the property", [step(false), step(false)], failing(), [1]],
    ["the steps that it names", three, { ...failing(), shownBy: [three[0], three[2]].map(({ judged }) => judged) }, [0, 2]],
  ])("are about %s", (_name, steps, judgement, about) => {
    expect(said(new Evaluator(contract, [owner]), resultOf("a/owner#x", { steps, judgement }))).toEqual([["a/owner", 1, about]]);
  });

  it("contain what a case says of derived properties that are judged, with their own steps", () => {
    const evaluator = new Evaluator(contract, [owner, derivedProperty("a/derived", ["a/owner"])]);
    const [first] = three;
    const derived = { "a/derived": { violations: [breach(), breach()], shownBy: [first.judged] }, "a/skipped": failing() };
    const result = resultOf("a/owner#x", { steps: [first, step(true)], judgement: { violations: [], derived } });
    expect(said(evaluator, result)).toEqual([
      ["a/owner", 0, [1]],
      ["a/derived", 2, [0]],
    ]);
  });

  it("show watchers each exchange that is sent for a property, of the operation that is judged", () => {
    const evaluator = new Evaluator(contract, [
      owner,
      watching("a/watcher", ({ attempts }) => ({ violations: Array.from({ length: attempts }, () => breach()) })),
      watching("a/indifferent", () => undefined),
    ]);
    const steps = [step(true), step(false), step(true, "GetSession"), step(true)];
    expect(said(evaluator, resultOf("a/owner#x", { steps }))).toEqual([
      ["a/owner", 0, [3]],
      ["a/watcher", 1, [0]],
      ["a/watcher", 1, [3]],
    ]);
  });

  it.each<readonly [name: string, more: Partial<CaseResult>]>([
    ["was not played to its end", { sendError: { status: "errored", reason: "dropped" } }],
    ["is a fault of the suite", { suiteError: "broken" }],
  ])("of a case that %s are those of the watchers alone", (_name, more) => {
    const evaluator = new Evaluator(contract, [owner, derivedProperty("a/derived", ["a/owner"]), watching("a/watcher", () => failing())]);
    expect(said(evaluator, resultOf("a/owner#x", { ...more, judgement: { violations: [], derived: { "a/derived": failing() } } }))).toEqual([
      ["a/watcher", 1, [0]],
    ]);
  });
});
