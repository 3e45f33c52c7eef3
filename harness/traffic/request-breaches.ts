import type { Schema } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { isJsonObject } from "../../spec/json.ts";
import type { BrokenKeyword } from "../../properties/core/property.ts";
import { lengthOf, wholeMatch } from "../../properties/generators/pattern-match.ts";

/** A demand of a contract that a recorded request breaks; `isOpen` where it is not settled that it must be refused. */
export interface RequestBreach extends BrokenKeyword {
  readonly isOpen: boolean;
}

/** Values of one list or map that are looked at. */
const itemsSeen = 1_000;

/** Characters of a text that is held against a pattern. */
const longestMatched = 1_000;

/** What an input breaks of a request schema. */
export function breachesOf(input: Readonly<Record<string, unknown>>, request: Schema): readonly RequestBreach[] {
  const missing = (request.required ?? []).filter((name) => (input[name] ?? null) === null).map((member) => ({ member, keyword: "required", isOpen: false }));
  // A null member is an absent one.
  const others = Object.entries(request.properties ?? {}).flatMap(([name, schema]) =>
    (input[name] ?? null) === null || !Object.hasOwn(input, name) ? [] : below(input[name], schema, name, isTokenMember(name)),
  );
  return [...missing, ...others];
}

function below(value: unknown, schema: Omit<Schema, "type"> & Partial<Pick<Schema, "type">>, member: string, isOpen: boolean): readonly RequestBreach[] {
  const breach = (keyword: string, open = isOpen): RequestBreach => ({ member, keyword, isOpen: open });
  // What null means below the outermost members is not settled.
  if (value === null) return [breach("type", true)];
  const wrong = schema.type === undefined ? undefined : wrongType(value, schema.type);
  if (wrong !== undefined) return [breach("type", wrong === "open" || isOpen)];
  if (typeof value === "string") return textBreaches(value, schema).map(({ keyword, isOpen: open }) => breach(keyword, open || isOpen));
  if (typeof value === "number") {
    const isBelow = schema.minimum !== undefined && value < schema.minimum;
    return isBelow ? [breach("minimum")] : schema.maximum !== undefined && value > schema.maximum ? [breach("maximum")] : [];
  }
  const size = Array.isArray(value) ? value.length : Object.keys(value as object).length;
  const sizes = [
    ["minItems", Array.isArray(value) && size < (schema.minItems ?? 0)],
    ["maxItems", Array.isArray(value) && size > (schema.maxItems ?? Infinity)],
    ["minProperties", !Array.isArray(value) && size < (schema.minProperties ?? 0)],
    ["maxProperties", !Array.isArray(value) && size > (schema.maxProperties ?? Infinity)],
  ] as const;
  return [...sizes.flatMap(([keyword, isBroken]) => (isBroken ? [breach(keyword)] : [])), ...innerBreaches(value, schema, member, isOpen)];
}

function innerBreaches(value: unknown, schema: Omit<Schema, "type">, member: string, isOpen: boolean): readonly RequestBreach[] {
  const { items, additionalProperties, propertyNames, properties, required = [] } = schema;
  if (Array.isArray(value))
    return items === undefined ? [] : (value as readonly unknown[]).slice(0, itemsSeen).flatMap((item) => below(item, items, `${member}/item`, isOpen));
  if (!isJsonObject(value)) return [];
  const entries = Object.entries(value).slice(0, itemsSeen);
  if (additionalProperties !== undefined)
    return entries.flatMap(([key, item]) => [
      ...(propertyNames === undefined ? [] : below(key, propertyNames, `${member}/key`, isOpen)),
      ...below(item, additionalProperties, `${member}/value`, isOpen),
    ]);
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => ({ member: `${member}/${name}`, keyword: "required", isOpen: true })),
    ...entries.flatMap(([name, item]) => {
      const inner = properties?.[name];
      return inner === undefined ? [] : below(item, inner, `${member}/${name}`, isOpen);
    }),
  ];
}

/** Whether a value has another type; `open` where services read it in one way or another. */
function wrongType(value: unknown, type: Schema["type"]): "wrong" | "open" | undefined {
  if (type === "integer" && typeof value === "number") return Number.isSafeInteger(value) && Math.abs(value) < 2 ** 31 ? undefined : "open";
  const own = Array.isArray(value) ? "array" : typeof value;
  const wanted = type === "integer" ? "number" : type;
  if (own === wanted) return undefined;
  return type === "number" && typeof value === "string" ? "open" : "wrong";
}

function textBreaches(
  text: string,
  { enum: values, minLength = 0, maxLength = Infinity, pattern, contentEncoding }: Omit<Schema, "type">,
): readonly { keyword: string; isOpen: boolean }[] {
  if (contentEncoding !== undefined) return [];
  if (values !== undefined) return values.includes(text) ? [] : [{ keyword: "enum", isOpen: false }];
  // In what unit a length is counted is not settled.
  // eslint-disable-next-line no-control-regex -- ASCII is what is meant.
  const isOpen = !/^[\u0000-\u007F]*$/u.test(text);
  const length = lengthOf(text);
  // Some patterns take very long on long texts.
  const expression = pattern === undefined || length > longestMatched ? undefined : wholeMatch(pattern);
  return [
    ...(length < minLength ? [{ keyword: "minLength", isOpen }] : []),
    ...(length > maxLength ? [{ keyword: "maxLength", isOpen }] : []),
    ...(expression?.test(text) === false ? [{ keyword: "pattern", isOpen: false }] : []),
  ];
}
