import type { ErrorObject } from "ajv/dist/2020.js";
import { shortJson } from "../record/request-diff.ts";
import { escapeText } from "../encoding/escape.ts";
import { counted } from "../encoding/layout.ts";
import { toReceived } from "../record/violations.ts";

/** A schema error in words: the place, what was seen and what was expected. The schema must be compiled with `verbose`. */
export function describeSchemaError(error: ErrorObject | undefined, what: string): string {
  if (error === undefined) return `/: it is not a ${what}`;
  const place = escapeText(error.instancePath === "" ? "/" : error.instancePath);
  return `${place}: saw ${shownValue(error.data)}, ${ruleOf(error)}`;
}

/** A value of a document as messages show it: short, and safe to print. */
export function shownValue(value: unknown): string {
  return escapeText(shortJson(JSON.stringify(toReceived(value))));
}

/** What a schema demands of a value that it refuses, behind a comma: `expected one of ["a","b"]`, `which must be an object`. */
export function ruleOf({ keyword, message, params }: ErrorObject): string {
  if (keyword === "additionalProperties") return escapeText(`expected no member ${JSON.stringify(params["additionalProperty"])}`);
  const allowed: unknown = params["allowedValues"] ?? params["allowedValue"];
  if (allowed !== undefined) return escapeText(`expected one of ${JSON.stringify(allowed)}`);
  return escapeText(`which ${demandOf(keyword, params) ?? message ?? `breaks ${keyword}`}`);
}

/** What the keywords limit that bound a number or a size. */
const bounds: Readonly<Record<string, readonly [bound: string, unit?: string]>> = {
  minimum: ["at least"],
  maximum: ["at most"],
  minLength: ["at least", "character"],
  maxLength: ["at most", "character"],
  minItems: ["at least", "item"],
  maxItems: ["at most", "item"],
  minProperties: ["at least", "member"],
  maxProperties: ["at most", "member"],
};

function demandOf(keyword: string, { type, missingProperty, limit }: ErrorObject["params"]): string | undefined {
  if (keyword === "type") return `must be ${[type].flat().map(ofType).join(" or ")}`;
  if (keyword === "required") return `must have the member ${JSON.stringify(missingProperty)}`;
  const [bound, unit] = bounds[keyword] ?? [];
  if (bound === undefined) return undefined;
  return unit === undefined ? `must be ${bound} ${String(limit)}` : `must have ${bound} ${counted(Number(limit), unit)}`;
}

function ofType(type: unknown): string {
  const name = String(type);
  if (name === "null") return name;
  return `${/^[aeiou]/u.test(name) ? "an" : "a"} ${name}`;
}
