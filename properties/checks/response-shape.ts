import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { bindingLimits, openLimits } from "../../spec/answer-limits.ts";
import type { Contract, Schema } from "../../spec/contract.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { readablePattern } from "../../spec/readable-pattern.ts";
import { type Answer, isLarge, maxJudgedItems } from "../core/answer.ts";
import type { Violation } from "../core/property.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Which demands of a response schema are judged: JSON types, limits that bind a request too, all other limits that the page prints for answers, or
 * integers. Of the third, pointers name members and no keys of maps: what breaks such a limit is not the target's doing alone.
 */
export type JudgedPart = "types" | "limits" | "printed-limits" | "integers";

/** A compiled schema, and what it said of bodies that are still held: most answers of a run are a page that came before. */
interface Validator {
  readonly validate: ValidateFunction;
  readonly said: WeakMap<object, readonly Violation[]>;
}

const compiled = new WeakMap<Contract, Partial<Record<JudgedPart, Validator>>>();

/** Judges the body of a success against one aspect of the response schema. A body that is no object is not judged here. */
export function judgeShape(answer: Answer, contract: Contract, aspect: JudgedPart): readonly Violation[] {
  if (answer.object === undefined) return [];
  const { validate, said } = validatorOf(contract, aspect);
  const known = said.get(answer.object);
  if (known !== undefined) return known;
  const isValid = validate(isLarge(answer) ? shortOf(answer.object) : answer.object);
  const violations = isValid ? [] : (validate.errors ?? []).map((error) => violationOf(error, parts[aspect]));
  said.set(answer.object, violations);
  return violations;
}

/** Levels of an answer that a schema may tell of. */
const maxAnswerNesting = 12;

/** Each aspect asks for it. */
const short = new WeakMap<object, unknown>();

function shortOf(value: object): unknown {
  const known = short.get(value) ?? shortened(value);
  short.set(value, known);
  return known;
}

/** A value whose lists and maps are no longer than what is judged of them. */
function shortened(value: unknown, level = 0): unknown {
  if (typeof value !== "object" || value === null || level === maxAnswerNesting) return value;
  if (Array.isArray(value)) return value.slice(0, maxJudgedItems).map((item) => shortened(item, level + 1));
  const entries = Object.entries(value).slice(0, maxJudgedItems);
  return Object.fromEntries(entries.map(([name, member]) => [name, shortened(member, level + 1)]));
}

function validatorOf(contract: Contract, aspect: JudgedPart): Validator {
  const own = compiled.get(contract) ?? {};
  compiled.set(contract, own);
  return (own[aspect] ??= { validate: new Ajv2020(options).compile(parts[aspect].schemaOf(contract)), said: new WeakMap() });
}

// All errors are collected, though few are of use: a list of a thousand wrong items is cut when it is recorded.
const options = {
  allErrors: true,
  strict: true,
  strictTypes: false,
  validateFormats: false,
  verbose: true,
  // The schemas are made here: to compile the schema of schemas would take most of the time.
  meta: false,
  validateSchema: false,
  // Each is run for a second or two, in which it takes longer to make its code better than that saves.
  code: { optimize: false },
};

/** What is judged of one part: by which schema, and what is reported of an error, where that is not the value that breaks a limit. */
interface Part {
  readonly schemaOf: (contract: Contract) => Json;
  readonly report?: (error: ErrorObject) => Partial<Violation>;
}

const parts: Readonly<Record<JudgedPart, Part>> = {
  types: { schemaOf: ({ response }) => typesOf(response), report: (error) => ({ code: "wrong-type", expected: expectedType(error) }) },
  limits: { schemaOf: (contract) => ({ ...limitsOf(bindingLimits(contract)), type: "object" }) },
  "printed-limits": {
    schemaOf: (contract) => ({ ...limitsOf(openLimits(contract)), type: "object" }),
    report: (error) => ({ pointer: memberPointer(error) }),
  },
  integers: { schemaOf: ({ response }) => integersOf(response, integerNames()), report: () => ({ code: "wrong-type", expected: "a whole number" }) },
};

function violationOf(error: ErrorObject, { report }: Part): Violation {
  const expected = `a value that keeps ${error.keyword} as the page prints it`;
  return { code: "outside-limits", pointer: `/body${error.instancePath}`, expected, received: error.data ?? null, ...report?.(error) };
}

/** A schema of what is inside of one: members, items, keys and values of maps, as far as it has any. */
function inside({ properties, items, additionalProperties, propertyNames }: Schema, convert: (schema: Schema, name?: string) => Json): Json {
  const members = Object.entries(properties ?? {}).map(([name, member]) => [name, convert(member, name)]);
  return {
    ...(properties === undefined ? {} : { properties: Object.fromEntries(members) as unknown }),
    ...(items === undefined ? {} : { items: convert(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: convert(additionalProperties) }),
    ...(propertyNames === undefined ? {} : { propertyNames: convert({ type: "string", ...propertyNames }) }),
  };
}

/**
 * Types as the protocol writes them: a null member is an absent one, a double may be spelled as `NaN` or an infinity in a string, unknown members are
 * legal, lists and maps hold no nulls. Source: Smithy AWS JSON 1.1, shape serialization.
 */
function typesOf({ propertyNames: _keys, ...schema }: Schema): Json {
  if (schema.type === "number") return { type: ["number", "string"], pattern: "^(?:NaN|-?Infinity)$" };
  return { type: schema.type, ...inside(schema, (inner, name) => (name === undefined ? typesOf(inner) : nullable(typesOf(inner)))) };
}

function nullable(schema: Json): Json {
  const types: unknown = schema["type"];
  return { ...schema, type: [types, "null"].flat() };
}

// Values of another type are another part's matter: without `type`, a limit says nothing about them.
function limitsOf(schema: Schema): Json {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = schema;
  const bounds = { minimum, maximum, minLength, maxLength, minItems, maxItems, minProperties, maxProperties };
  const pattern = schema.pattern === undefined ? undefined : readablePattern(wholeValue(schema.pattern));
  return {
    ...Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined)),
    ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }),
    ...inside(schema, limitsOf),
  };
}

function wholeValue(pattern: string): string {
  return pattern.replaceAll(/\\uD800\\uDC00-\\uDBFF\\uDFFF/giu, "\\u{10000}-\\u{10FFFF}");
}

// This page prints every number as a number; that some are integers is read where the same member is set.
function integerNames(): ReadonlySet<string> {
  const { properties } = contractOf("CreateSession").request;
  return new Set(Object.keys(properties).filter((name) => properties[name]?.type === "integer"));
}

function integersOf({ properties = {}, items }: Schema, names: ReadonlySet<string>): Json {
  const schema: Schema = { type: "object", properties, ...(items === undefined ? {} : { items }) };
  return inside(schema, (inner, name = "") =>
    names.has(name) && inner.type === "number" ? { multipleOf: 1, not: { type: "string" } } : integersOf(inner, names),
  );
}

/** What broke a limit, by the names of members, with an asterisk for items of lists and values of maps. */
function memberPointer({ schemaPath }: ErrorObject): string {
  const steps = schemaPath.split("/").slice(1, -1);
  const names: string[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] ?? "";
    if (step === "properties") names.push(steps[(at += 1)] ?? "");
    else if (step !== "propertyNames") names.push("*");
  }
  return ["/body", ...names].join("/");
}

function expectedType(error: ErrorObject): string {
  if (error.keyword === "pattern") return "a JSON number, or NaN or an infinity as a string";
  const types: unknown = error.schema;
  const wanted = (Array.isArray(types) ? types : [types]).filter((type) => type !== "null");
  return `a value of JSON type ${wanted.includes("number") ? "number" : wanted.join(" or ")}`;
}
