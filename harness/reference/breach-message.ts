import type { Breach } from "./decisions.ts";

const wordings: Readonly<Record<Breach["keyword"], (limit: string) => string>> = {
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
export function describeBreaches(breaches: readonly Breach[]): string {
  const count = `${breaches.length} validation error${breaches.length === 1 ? "" : "s"} detected`;
  return `${count}: ${breaches.map(describeBreach).join("; ")}`;
}

function describeBreach({ path, keyword, limit }: Breach): string {
  // Faults of keys, values and items are told at their map or list.
  const [, member = path, part] = /^(.*)\/(key|value|item)$/u.exec(path) ?? [];
  const name = member.replace(/\b\w/gu, (initial) => initial.toLowerCase()).replaceAll("/", ".");
  return `Value at '${name}' failed to satisfy constraint: ${describePart(part, wordings[keyword]([limit].flat().join(", ")))}`;
}

function describePart(part: string | undefined, wording: string): string {
  if (part === "key") return `Map keys must satisfy constraint: [${wording}]`;
  if (part === "value") return `Map value must satisfy constraint: [${wording}]`;
  return part === "item" ? `Member must satisfy constraint: [${wording}]` : wording;
}
