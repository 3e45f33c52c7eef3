import { Refusal } from "./refusal.ts";
import type { BrokenConstraint, Constraints } from "./decisions.ts";

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

/** Inclusive limits, patterns on the whole value, all breaches reported in one message. */
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

const wordings: Readonly<Record<BrokenConstraint["keyword"], (limit: string) => string>> = {
  minimum: (limit) => `Member must have value greater than or equal to ${limit}`,
  maximum: (limit) => `Member must have value less than or equal to ${limit}`,
  minLength: (limit) => `Member must have length greater than or equal to ${limit}`,
  maxLength: (limit) => `Member must have length less than or equal to ${limit}`,
  pattern: (pattern) => `Member must satisfy regular expression pattern: ${pattern}`,
  enum: (values) => `Member must satisfy enum value set: [${values}]`,
  maxItems: (limit) => `Member must have length less than or equal to ${limit}`,
  maxProperties: (limit) => `Member must have length less than or equal to ${limit}`,
  required: () => "Member must not be null",
};

/** All breaches in one sentence, in the framework's words that real services use; values are not echoed, as in the newer of these. */
function describeBreaches(breaches: readonly BrokenConstraint[]): string {
  const count = `${breaches.length} validation error${breaches.length === 1 ? "" : "s"} detected`;
  return `${count}: ${breaches.map(describeBreach).join("; ")}`;
}

function describeBreach({ path, keyword, limit }: BrokenConstraint): string {
  // Breaches of keys, values and items name their map or list.
  const [, member = path, part] = /^(.*)\/(key|value|item)$/u.exec(path) ?? [];
  const name = member.replace(/\b\w/gu, (initial) => initial.toLowerCase()).replaceAll("/", ".");
  return `Value at '${name}' failed to satisfy constraint: ${describePart(part, wordings[keyword]([limit].flat().join(", ")))}`;
}

function describePart(part: string | undefined, wording: string): string {
  if (part === "key") return `Map keys must satisfy constraint: [${wording}]`;
  if (part === "value") return `Map value must satisfy constraint: [${wording}]`;
  return part === "item" ? `Member must satisfy constraint: [${wording}]` : wording;
}
