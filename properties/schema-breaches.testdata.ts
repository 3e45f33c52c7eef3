import fc from "fast-check";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { ObjectSchema, Schema } from "../spec/contract.ts";
import type { BrokenKeyword } from "./core/property.ts";

const compiled = new WeakMap<ObjectSchema, ValidateFunction>();

/** What an independent validator says of an input: `member keyword` of every constraint that it breaks, sorted. Patterns hold for whole values, top-level nulls are absent. */
export function breachesOf(request: ObjectSchema, input: unknown): readonly string[] {
  let validate = compiled.get(request);
  if (validate === undefined) {
    validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, allowMatchingProperties: true }).compile(anchored(request) as object);
    compiled.set(request, validate);
  }
  const present = Object.entries(input as object).filter(([, value]) => value !== null);
  if (validate(Object.fromEntries(present))) return [];
  const named = new Set((validate.errors ?? []).filter(({ keyword }) => keyword !== "propertyNames").map(({ schemaPath }) => nameOf(schemaPath)));
  // A value of another type is in no enumeration either.
  return [...named].filter((breach) => !(breach.endsWith(" enum") && named.has(breach.replace(/ enum$/u, " type")))).toSorted();
}

/** A breach as `breachesOf` writes it. */
export function written({ member, keyword }: BrokenKeyword): string {
  return `${member} ${keyword}`;
}

/** Whether it is what ajv says, give or take the one exception: where a pattern has nothing of a length, a breach of the length breaks the pattern too. */
export function isOnly(breach: BrokenKeyword, said: readonly string[]): boolean {
  if (said.length === 1) return said[0] === written(breach);
  const both = [written(breach), written({ ...breach, keyword: "pattern" })].toSorted();
  return (breach.keyword === "minLength" || breach.keyword === "maxLength") && said.length === 2 && both.every((text, index) => text === said[index]);
}

/** All (member, keyword) of a request schema that a value can break, as `breachesOf` writes them. */
export function breakableOf(schema: Schema, member = ""): readonly string[] {
  const { properties = {}, items, additionalProperties, propertyNames } = schema;
  const inner = (step: string): string => (member === "" ? step : `${member}/${step}`);
  const own = Object.entries(schema).filter(
    ([keyword, bound]) => breakable.has(keyword) && !(keyword.startsWith("min") && keyword !== "minimum" && bound === 0),
  );
  return [
    ...(member === "" ? [] : own.map(([keyword]) => written({ member, keyword }))),
    ...Object.entries(properties).flatMap(([name, value]) => breakableOf(value, inner(name))),
    ...(items === undefined ? [] : breakableOf(items, inner("item"))),
    ...(propertyNames === undefined ? [] : breakableOf(propertyNames as Schema, inner("key"))),
    ...(additionalProperties === undefined ? [] : breakableOf(additionalProperties, inner("value"))),
  ];
}

const breakable = new Set([
  "type",
  "enum",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
]);

function anchored(value: unknown, key = ""): unknown {
  if (key === "pattern") return `^(?:${String(value)})$`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, anchored(child, key === "properties" ? "" : name)]));
}

/** `#/properties/Tags/propertyNames/maxLength` to `Tags/key maxLength`. */
function nameOf(schemaPath: string): string {
  const steps = schemaPath.split("/").slice(1);
  const keyword = steps.pop() ?? "";
  const names: Readonly<Record<string, string>> = { propertyNames: "key", additionalProperties: "value", items: "item" };
  const path = steps.map((step, index) => (steps[index - 1] === "properties" ? step : (names[step] ?? ""))).filter((step) => step !== "");
  return written({ member: path.join("/"), keyword });
}

const classPatterns = [
  "[a-c]+",
  "[0-9]*",
  "[\\.\\-_A-Za-z0-9]+",
  "[^:]*",
  "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*",
  "[\\u4E00-\\u9FFF]+",
  "[\\w ]+",
];
const otherPatterns = ["a|bc", "([2-3]|3[.]9)", "^(\\w+\\.)+\\w+$", "arn:x[^:]*:.+", "[a-z]{2,4}", "x?[0-9]+(-[0-9]+)*", "[\\p{L}_]*"];

/** Two bounds, either of which may be missing. */
const bounds = (min: string, max: string, least: number): fc.Arbitrary<Partial<Schema>> =>
  fc
    .tuple(fc.option(fc.integer({ min: 0, max: 4 })), fc.option(fc.integer({ min: least, max: 9 })))
    .map(([low, high]) => ({ ...(low === null ? {} : { [min]: low }), ...(high === null ? {} : { [max]: Math.max(high, low ?? 0) }) }));

// A pattern may have nothing below a length or beyond one: its bounds leave room for its matches.
const text = fc.oneof(
  bounds("minLength", "maxLength", 1),
  fc.tuple(bounds("minLength", "maxLength", 1), fc.constantFrom(...classPatterns)).map(([own, pattern]) => ({ ...own, pattern })),
  fc
    .tuple(fc.constantFrom({}, { minLength: 1 }, { minLength: 0, maxLength: 12 }, { maxLength: 9 }), fc.constantFrom(...otherPatterns))
    .map(([own, pattern]) => ({ ...own, pattern })),
);

const keyText = fc.oneof(
  fc.constantFrom({}, { minLength: 1, maxLength: 128 }, { minLength: 2 }, { maxLength: 2 }),
  fc
    .tuple(fc.constantFrom({ minLength: 1, maxLength: 128 }, { maxLength: 2 }), fc.constantFrom("[a-e]+", "[\\.\\-_A-Za-z0-9]+", "[A-Z0-9]*"))
    .map(([own, pattern]) => ({ ...own, pattern })),
);

const { value } = fc.letrec<{ value: Schema }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    text.map((own): Schema => ({ type: "string", ...own })),
    fc.constant<Schema>({ type: "string", enum: ["STANDARD", "G.1X", "none"] }),
    fc.tuple(fc.constantFrom("integer", "number"), bounds("minimum", "maximum", -3)).map(([type, own]): Schema => ({ type, ...own })),
    fc.constant<Schema>({ type: "boolean" }),
    fc.tuple(bounds("minItems", "maxItems", 1), tie("value")).map(([own, items]): Schema => ({ type: "array", ...own, items })),
    fc
      .tuple(bounds("minProperties", "maxProperties", 1), keyText, tie("value"))
      .map(([own, propertyNames, additionalProperties]): Schema => ({ type: "object", ...own, propertyNames, additionalProperties })),
    fc.dictionary(fc.constantFrom("Name", "Other"), tie("value"), { maxKeys: 2 }).map((properties): Schema => ({ type: "object", properties })),
  ),
}));

/** Small request schemas of every keyword that a page can settle. No page requires a token: the first page could not be asked for. */
export const requestSchema: fc.Arbitrary<ObjectSchema> = fc
  .record({ First: value, Second: value, NextToken: fc.constant<Schema>({ type: "string", maxLength: 9 }) }, { requiredKeys: ["First"] })
  .chain((properties) =>
    fc.subarray(Object.keys(properties).filter((name) => name !== "NextToken")).map((required): ObjectSchema => ({ type: "object", required, properties })),
  );
