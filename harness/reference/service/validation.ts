import type { Schema } from "../../../spec/contract.ts";
import { locationOfPart } from "./decode-input.ts";
import type { BrokenConstraint, Keywords, InputLocation } from "./decisions.ts";

// The page's minimum for lists and maps is none, so minItems and minProperties decide nothing.
// Lengths come first: an over-long value never reaches a pattern, whose matcher runs out of stack on tens of millions of characters,
// and no entry of a map or list with too many entries is checked.
const valueKeywords = ["minimum", "maximum", "minLength", "maxLength", "pattern", "enum", "maxItems", "maxProperties"] as const;

/**
 * Every broken constraint of a decoded request once, however many keys or items break it: of a value the first one, and those of its parts
 * only where it keeps its own.
 */
export function brokenConstraintsOf(keywords: Keywords, schema: Schema, input: unknown, place: InputLocation): readonly BrokenConstraint[] {
  const breaches = new Map<string, BrokenConstraint>();
  collect(keywords, schema, input, place, (breach) => void breaches.set(`${breach.path} ${breach.keyword}`, breach));
  return [...breaches.values()];
}

function collect(keywords: Keywords, schema: Omit<Schema, "type">, value: unknown, place: InputLocation, found: (breach: BrokenConstraint) => void): void {
  for (const keyword of valueKeywords) {
    const limit = schema[keyword];
    if (limit === undefined) continue;
    // Decoding has made sure that the value has the type to which the schema's keywords apply.
    const keeps = keywords[keyword] as (value: unknown, limit: unknown, place: InputLocation) => boolean;
    if (!keeps(value, limit, place)) {
      found({ path: place.path, keyword, limit });
      return;
    }
  }
  const { propertyNames, additionalProperties, items, properties = {} } = schema;
  const collectEach = (part: string, child: Omit<Schema, "type">, values: Iterable<unknown>): void => {
    const partPlace = locationOfPart(place, part);
    for (const item of values) collect(keywords, child, item, partPlace, found);
  };
  if (propertyNames !== undefined) collectEach("key", propertyNames, (value as ReadonlyMap<string, unknown>).keys());
  if (additionalProperties !== undefined) collectEach("value", additionalProperties, (value as ReadonlyMap<string, unknown>).values());
  if (items !== undefined) collectEach("item", items, value as readonly unknown[]);
  for (const [name, child] of Object.entries(properties)) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined) collectEach(name, child, [member]);
  }
  for (const name of schema.required ?? []) {
    const memberPlace = locationOfPart(place, name);
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (!keywords.required(member, memberPlace)) found({ path: memberPlace.path, keyword: "required", limit: name });
  }
}
