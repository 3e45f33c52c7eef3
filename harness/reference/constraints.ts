import { describeBreaches } from "./breach-message.ts";
import { Refusal } from "./refusal.ts";
import type { Constraints } from "./decisions.ts";

const expressions = new Map<string, RegExp>();

function wholeMatch(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    // The u flag reads the surrogates of a printed class as Java does: as U+10000 to U+10FFFF.
    expression = new RegExp(`^(?:${pattern})$`, "u");
    expressions.set(pattern, expression);
  }
  return expression;
}

/** The length of a string as the contract counts it: in Unicode scalar values. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Inclusive limits, patterns on the whole value, all breaches told in one message. */
export const constraints: Constraints = {
  keywords: {
    minimum: (value, limit) => value >= limit,
    maximum: (value, limit) => value <= limit,
    minLength: (value, limit) => lengthOf(value) >= limit,
    maxLength: (value, limit) => lengthOf(value) <= limit,
    pattern: (value, pattern) => wholeMatch(pattern).test(value),
    enum: (value, values) => values.includes(value),
    maxItems: (value, limit) => value.length <= limit,
    maxProperties: (value, limit) => value.size <= limit,
    required: (value) => value !== undefined,
  },
  refuseBreaches: (breaches) =>
    new Refusal(
      "constraint",
      describeBreaches(breaches),
      breaches.map(({ path }) => path),
    ),
};
