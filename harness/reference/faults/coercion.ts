import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { type Change, names, reads, readsTagValue } from "./change.ts";
import { type Fault, must } from "./fault.ts";

const origin = "request/request-origin/refuses-wrong-type";
const token = "request/next-token/refuses-wrong-type";
const tags = "request/tags/refuses-wrong-type";

const from = (type: string, member: string, convert: (value: unknown) => unknown): Change =>
  reads(member, (value) => (typeof value === type ? convert(value) : value));

/** Faults in the types of members. */
export const coercionFaults: readonly Fault[] = [
  ...must("request/max-results/refuses-wrong-type", {
    "max-results-numeric-text: takes a numeric string for MaxResults": from("string", "MaxResults", (value) =>
      value === "" || Number.isNaN(Number(value)) ? value : Number(value),
    ),
    "max-results-true-is-one: takes true for MaxResults 1": from("boolean", "MaxResults", Number),
    "max-results-falsy-is-absent: takes false and an empty string for no MaxResults": reads("MaxResults", (value) =>
      value === false || value === "" ? undefined : value,
    ),
    "max-results-mistyped-is-absent: passes over MaxResults that is no number": reads("MaxResults", (value) => (typeof value === "number" ? value : undefined)),
    "max-results-type-unchecked-with-tags: passes over MaxResults that is no number in a request that filters": reads("MaxResults", (value, place) =>
      typeof value === "number" || !names(place, "Tags") ? value : undefined,
    ),
  }),
  ...must(origin, {
    "origin-number-as-text: writes a number for RequestOrigin as a string": from("number", "RequestOrigin", String),
    "origin-boolean-as-text: writes a boolean for RequestOrigin as a string": from("boolean", "RequestOrigin", String),
    "origin-falsy-is-absent: takes 0 and false for no RequestOrigin": reads("RequestOrigin", (value) => (value === 0 || value === false ? undefined : value)),
    "origin-list-of-one: takes a list of one string for RequestOrigin": reads("RequestOrigin", (value) =>
      Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
    ),
    "origin-structure-passed-over: passes over a structure for RequestOrigin": reads("RequestOrigin", (value) => (isJsonObject(value) ? undefined : value)),
  }),
  ...must(token, {
    "token-mistyped-is-absent: passes over a NextToken that is no string": reads("NextToken", (value) => (typeof value === "string" ? value : undefined)),
    "token-falsy-is-absent: takes 0 and false for no NextToken": reads("NextToken", (value) => (value === 0 || value === false ? undefined : value)),
  }),
  ...must(tags, {
    "tags-empty-list-is-empty-map: takes an empty list for an empty map of tags": reads("Tags", (value) =>
      Array.isArray(value) && value.length === 0 ? {} : value,
    ),
    "tags-list-of-keys: takes a list of keys for tags": reads("Tags", (value) =>
      Array.isArray(value) ? Object.fromEntries(value.map((name) => [String(name), ""])) : value,
    ),
    "tags-text-passed-over: passes over tags that are a string": from("string", "Tags", () => undefined),
    "tags-number-is-empty-map: takes a number for a map without tags": from("number", "Tags", () => ({})),
  }),
  ...must("request/tags/value/refuses-wrong-type", {
    "tag-value-number-as-text: writes a number for a tag value as a string": readsTagValue((value) => (typeof value === "number" ? String(value) : value)),
    "tag-value-boolean-as-text: writes a boolean for a tag value as a string": readsTagValue((value) => (typeof value === "boolean" ? String(value) : value)),
    "tag-value-list-joined: joins a list for a tag value into one string": readsTagValue((value) => (Array.isArray(value) ? value.join(",") : value)),
    "tag-value-type-of-first-only: checks the type of the first tag value only": readsTagValue((value, { body }) =>
      typeof value === "string" || value === Object.values(memberOf(body, "Tags") ?? {})[0] ? value : "",
    ),
  }),
];
