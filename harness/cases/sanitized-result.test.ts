import { describe, expect, it } from "vitest";
import { readAnswer } from "../../properties/core/answer.ts";
import type { WireResponse } from "../../properties/core/exchange.ts";
import { createNormaliser } from "../../reports/redaction/normalise.ts";
import type { CaseResult } from "./run-case.ts";
import { answerOf, breach, judgedOf, resultOf } from "./exchange.testdata.ts";
import { ResultSanitizer } from "./sanitized-result.ts";

/** A sanitizer whose redactor writes an x for every byte, and counts the answers that it was asked for. */
function counting(): { readonly sanitizer: ResultSanitizer; readonly redacted: WireResponse[] } {
  const redacted: WireResponse[] = [];
  const response = (given: WireResponse): WireResponse => {
    redacted.push(given);
    return { ...given, body: given.body.map(() => 120) };
  };
  const names = { runId: "0123456789", endpoint: "http://127.0.0.1:5000", startedAt: new Date(0) };
  return { sanitizer: new ResultSanitizer({ violation: (violation) => violation, response }, () => createNormaliser(names)), redacted };
}

/** A case whose answers each have the given size. */
function answered(...sizes: readonly number[]): CaseResult {
  const { judged } = resultOf("a/b#0").steps[0] ?? {};
  if (judged?.response === undefined) throw new Error("the case has no answer");
  const { response, ...rest } = judged;
  const steps = sizes.map((size) => {
    const large = { ...response, body: Buffer.alloc(size, "s") };
    return { judged: { ...rest, response: large, answer: readAnswer(large) }, forProperty: true, listed: 0 };
  });
  return resultOf("a/b#0", { steps });
}

function bodiesOf({ steps }: CaseResult): readonly (readonly [bytes: number | undefined, whole: number | undefined, isRead: boolean])[] {
  return steps.map(({ judged: { response, answer } }) => [response?.body.length, response?.whole, answer !== undefined]);
}

describe("kept()", () => {
  it("keeps the beginning of a long answer, redacted, and nothing that was read from it", () => {
    const kept = counting().sanitizer.kept(answered(1_000_000));
    expect(bodiesOf(kept)).toEqual([[262_144, 1_000_000, false]]);
    expect(Buffer.from(kept.steps[0]?.judged.response?.body ?? []).includes("s")).toBe(false);
  });

  it("shares that among the answers of a case, and leaves each 16 KiB", () => {
    const { sanitizer } = counting();
    expect(bodiesOf(sanitizer.kept(answered(200_000, 1_000, 200_000)))).toEqual([
      [87_381, 200_000, false],
      [1_000, undefined, true],
      [87_381, 200_000, false],
    ]);
    expect(bodiesOf(sanitizer.kept(answered(...Array.from({ length: 50 }, () => 20_000))))[49]).toEqual([16_384, 20_000, false]);
  });

  it("makes it once, however many properties fail on it", () => {
    const { sanitizer, redacted } = counting();
    const result = answered(1_000_000, 1_000_000);
    const kept = sanitizer.kept(result);
    expect([sanitizer.kept(result), sanitizer.kept(kept)]).toEqual([kept, kept]);
    sanitizer.reported(result, breach(), 0);
    sanitizer.reported(result, breach(), 1);
    expect(redacted).toHaveLength(2);
  });
});

describe("reported()", () => {
  it("knows the tokens of its case", () => {
    const { sanitizer } = counting();
    const judged = judgedOf(answerOf(200, { NextToken: "a-token-of-theirs" }));
    const plain = new ResultSanitizer({ violation: (violation) => violation, response: (response) => response }, () =>
      createNormaliser({ runId: "0123456789", endpoint: "http://127.0.0.1:5000", startedAt: new Date(0) }),
    );
    const result = resultOf("a/b#0", { steps: [{ judged, forProperty: true, listed: 0 }] });
    const violation = { ...breach(), received: "a-token-of-theirs" };
    expect(plain.reported(result, violation, 0).received).toBe("{token:1}");
    expect(sanitizer.reported(resultOf("a/b#1"), violation, 0).received).toBe("a-token-of-theirs");
  });

  it("takes out what must not be stored by the answer that a violation points into", () => {
    const asked: (WireResponse | undefined)[] = [];
    const sanitizer = new ResultSanitizer(
      {
        violation: (violation, response) => {
          asked.push(response);
          return { ...violation, received: "taken out" };
        },
        response: (response) => response,
      },
      () => createNormaliser({ runId: "0123456789", endpoint: "http://127.0.0.1:5000", startedAt: new Date(0) }),
    );
    const result = answered(10, 20);
    expect([sanitizer.reported(result, breach(), 1).received, sanitizer.redacted(result, breach()).received]).toEqual(["taken out", "taken out"]);
    expect(asked).toEqual([result.steps[1]?.judged.response, undefined]);
  });
});
