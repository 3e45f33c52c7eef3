import type { ErrorObject } from "ajv/dist/2020.js";
import { shortJson } from "../record/request-diff.ts";
import { escapeText } from "../encoding/escape.ts";
import { toReceived } from "../record/violations.ts";

/** A schema error in words: the place, what was seen and what was expected. The schema must be compiled with `verbose`. */
export function describeSchemaError(error: ErrorObject | undefined, what: string): string {
  if (error === undefined) return `/: it is not a ${what}`;
  const place = escapeText(error.instancePath === "" ? "/" : error.instancePath);
  const seen = shortJson(JSON.stringify(toReceived(error.data)));
  return `${place}: saw ${escapeText(seen)}, ${ruleOf(error)}`;
}

/** What a schema demands of a value that it refuses, behind a comma: `expected one of ["a","b"]`, `which must be object`. */
export function ruleOf({ keyword, message, params }: ErrorObject): string {
  if (keyword === "additionalProperties") return escapeText(`expected no member ${JSON.stringify(params["additionalProperty"])}`);
  const allowed: unknown = params["allowedValues"] ?? params["allowedValue"];
  return escapeText(allowed === undefined ? `which ${message ?? `breaks ${keyword}`}` : `expected one of ${JSON.stringify(allowed)}`);
}
