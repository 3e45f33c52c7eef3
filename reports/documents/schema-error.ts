import type { ErrorObject } from "ajv/dist/2020.js";
import { shortJson } from "../record/request-diff.ts";
import { escapeText } from "../encoding/escape.ts";
import { toReceived } from "../record/violations.ts";

/** A schema error in words: the place, what was seen and what was expected. The schema must be compiled with `verbose`. */
export function describeSchemaError(error: ErrorObject | undefined, what: string): string {
  if (error === undefined) return `/: it is no ${what}`;
  const place = escapeText(error.instancePath === "" ? "/" : error.instancePath);
  const seen = shortJson(JSON.stringify(toReceived(error.data)));
  const allowed: unknown = error.params["allowedValues"] ?? error.params["allowedValue"];
  const wanted =
    error.keyword === "additionalProperties"
      ? `no member ${JSON.stringify(error.params["additionalProperty"])}`
      : allowed === undefined
        ? (error.message ?? error.keyword).replace(/^must /u, "something that must ")
        : `one of ${JSON.stringify(allowed)}`;
  return `${place}: saw ${escapeText(seen)}, wanted ${escapeText(wanted)}`;
}
