import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { type Fault, must } from "./fault.ts";
import { type BehaviourChange, names, reads, readsTagValue } from "./change.ts";

const maxResults = "request/max-results/refuses-wrong-type";
const origin = "request/request-origin/refuses-wrong-type";
const token = "request/next-token/refuses-wrong-type";
const tags = "request/tags/refuses-wrong-type";
const tagValue = "request/tags/value/refuses-wrong-type";

const from = (type: string, member: string, convert: (value: unknown) => unknown): BehaviourChange =>
  reads(member, (value) => (typeof value === type ? convert(value) : value));

/** Faults in the types of members. */
export const coercionFaults: readonly Fault[] = [
  must(
    "max-results-numeric-text",
    "takes a numeric string for MaxResults",
    maxResults,
    from("string", "MaxResults", (value) => (value === "" || Number.isNaN(Number(value)) ? value : Number(value))),
  ),
  must("max-results-true-is-one", "takes true for MaxResults 1", maxResults, from("boolean", "MaxResults", Number)),
  must(
    "max-results-falsy-is-absent",
    "takes false and an empty string for no MaxResults",
    maxResults,
    reads("MaxResults", (value) => (value === false || value === "" ? undefined : value)),
  ),
  must(
    "max-results-mistyped-is-absent",
    "passes over MaxResults that is no number",
    maxResults,
    reads("MaxResults", (value) => (typeof value === "number" ? value : undefined)),
  ),
  must(
    "max-results-type-unchecked-with-tags",
    "passes over MaxResults that is no number in a request that filters",
    maxResults,
    reads("MaxResults", (value, place) => (typeof value === "number" || !names(place, "Tags") ? value : undefined)),
  ),
  must("origin-number-as-text", "writes a number for RequestOrigin as a string", origin, from("number", "RequestOrigin", String)),
  must("origin-boolean-as-text", "writes a boolean for RequestOrigin as a string", origin, from("boolean", "RequestOrigin", String)),
  must(
    "origin-falsy-is-absent",
    "takes 0 and false for no RequestOrigin",
    origin,
    reads("RequestOrigin", (value) => (value === 0 || value === false ? undefined : value)),
  ),
  must(
    "origin-list-of-one",
    "takes a list of one string for RequestOrigin",
    origin,
    reads("RequestOrigin", (value) => (Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value)),
  ),
  must(
    "origin-structure-passed-over",
    "passes over a structure for RequestOrigin",
    origin,
    reads("RequestOrigin", (value) => (isJsonObject(value) ? undefined : value)),
  ),
  must(
    "token-mistyped-is-absent",
    "passes over a NextToken that is no string",
    token,
    reads("NextToken", (value) => (typeof value === "string" ? value : undefined)),
  ),
  must(
    "token-falsy-is-absent",
    "takes 0 and false for no NextToken",
    token,
    reads("NextToken", (value) => (value === 0 || value === false ? undefined : value)),
  ),
  must(
    "tags-empty-list-is-empty-map",
    "takes an empty list for an empty map of tags",
    tags,
    reads("Tags", (value) => (Array.isArray(value) && value.length === 0 ? {} : value)),
  ),
  must(
    "tags-list-of-keys",
    "takes a list of keys for tags",
    tags,
    reads("Tags", (value) => (Array.isArray(value) ? Object.fromEntries(value.map((name) => [String(name), ""])) : value)),
  ),
  must(
    "tags-text-passed-over",
    "passes over tags that are a string",
    tags,
    from("string", "Tags", () => undefined),
  ),
  must(
    "tags-number-is-empty-map",
    "takes a number for a map without tags",
    tags,
    from("number", "Tags", () => ({})),
  ),
  must(
    "tag-value-number-as-text",
    "writes a number for a tag value as a string",
    tagValue,
    readsTagValue((value) => (typeof value === "number" ? String(value) : value)),
  ),
  must(
    "tag-value-boolean-as-text",
    "writes a boolean for a tag value as a string",
    tagValue,
    readsTagValue((value) => (typeof value === "boolean" ? String(value) : value)),
  ),
  must(
    "tag-value-list-joined",
    "joins a list for a tag value into one string",
    tagValue,
    readsTagValue((value) => (Array.isArray(value) ? value.join(",") : value)),
  ),
  must(
    "tag-value-type-of-first-only",
    "checks the type of the first tag value only",
    tagValue,
    readsTagValue((value, { body }) => (typeof value === "string" || value === Object.values(memberOf(body, "Tags") ?? {})[0] ? value : "")),
  ),
];
