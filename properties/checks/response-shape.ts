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
  const violations = isValid ? [] : (validate.errors ?? []).map((error) => violationOf(error, aspect));
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
  return (own[aspect] ??= { validate: new Ajv2020(options).compile(schemaFor(contract, aspect)), said: new WeakMap() });
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

function schemaFor(contract: Contract, aspect: JudgedPart): Json {
  switch (aspect) {
    case "types":
      return typesOf(contract.response);
    case "limits":
      return { ...limitsOf(bindingLimits(contract)), type: "object" };
    case "printed-limits":
      return { ...limitsOf(openLimits(contract)), type: "object" };
    case "integers":
      return integersOf(contract.response, integerNames());
  }
}

/**
 * Types as the protocol writes them: a null member is an absent one, a double may be spelled as `NaN` or an infinity in a string, unknown members are
 * legal, lists and maps hold no nulls. Source: Smithy AWS JSON 1.1, shape serialization.
 */
function typesOf(schema: Schema): Json {
  switch (schema.type) {
    case "object": {
      const members = Object.entries(schema.properties ?? {}).map(([name, member]): [string, Json] => [name, nullable(typesOf(member))]);
      return {
        type: "object",
        properties: Object.fromEntries(members),
        ...(schema.additionalProperties === undefined ? {} : { additionalProperties: typesOf(schema.additionalProperties) }),
      };
    }
    case "array":
      return { type: "array", items: typesOf(schema.items ?? { type: "string" }) };
    case "number":
      return { type: ["number", "string"], pattern: "^(?:NaN|-?Infinity)$" };
    default:
      return { type: schema.type };
  }
}

function nullable(schema: Json): Json {
  const types: unknown = schema["type"];
  return { ...schema, type: [types, "null"].flat() };
}

// Values of another type are another aspect's matter: without `type`, a limit says nothing about them.
function limitsOf(schema: Schema): Json {
  const {
    type: _type,
    enum: _enum,
    contentEncoding: _encoding,
    pattern,
    properties,
    required: _required,
    items,
    additionalProperties,
    propertyNames,
    ...bounds
  } = schema;
  const readable = pattern === undefined ? undefined : readablePattern(wholeValue(pattern));
  return {
    ...bounds,
    ...(readable === undefined ? {} : { pattern: `^(?:${readable})$` }),
    ...(properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, limitsOf(member)])) }),
    ...(items === undefined ? {} : { items: limitsOf(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: limitsOf(additionalProperties) }),
    ...(propertyNames === undefined ? {} : { propertyNames: limitsOf({ type: "string", ...propertyNames }) }),
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

function integersOf(schema: Schema, names: ReadonlySet<string>): Json {
  return {
    ...(schema.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, member]) => [
              name,
              names.has(name) && member.type === "number" ? { multipleOf: 1, not: { type: "string" } } : integersOf(member, names),
            ]),
          ),
        }),
    ...(schema.items === undefined ? {} : { items: integersOf(schema.items, names) }),
  };
}

function violationOf(error: ErrorObject, aspect: JudgedPart): Violation {
  const pointer = `/body${error.instancePath}`;
  const received = error.data ?? null;
  switch (aspect) {
    case "types":
      return { code: "wrong-type", pointer, expected: expectedType(error), received };
    case "limits":
      return { code: "outside-limits", pointer, expected: `a value that keeps ${error.keyword} as the page prints it`, received };
    case "printed-limits":
      return { code: "outside-limits", pointer: memberPointer(error), expected: `a value that keeps ${error.keyword} as the page prints it`, received };
    case "integers":
      return { code: "wrong-type", pointer, expected: "a whole number", received };
  }
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
