import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import type { Fault } from "./fault.ts";
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
  {
    name: "max-results-numeric-text",
    title: "takes a numeric string for MaxResults",
    level: "must",
    caughtBy: maxResults,
    apply: from("string", "MaxResults", (value) => (value === "" || Number.isNaN(Number(value)) ? value : Number(value))),
  },
  {
    name: "max-results-true-is-one",
    title: "takes true for MaxResults 1",
    level: "must",
    caughtBy: maxResults,
    apply: from("boolean", "MaxResults", Number),
  },
  {
    name: "max-results-falsy-is-absent",
    title: "takes false and an empty string for no MaxResults",
    level: "must",
    caughtBy: maxResults,
    apply: reads("MaxResults", (value) => (value === false || value === "" ? undefined : value)),
  },
  {
    name: "max-results-mistyped-is-absent",
    title: "passes over MaxResults that is no number",
    level: "must",
    caughtBy: maxResults,
    apply: reads("MaxResults", (value) => (typeof value === "number" ? value : undefined)),
  },
  {
    name: "max-results-type-unchecked-with-tags",
    title: "passes over MaxResults that is no number in a request that filters",
    level: "must",
    caughtBy: maxResults,
    apply: reads("MaxResults", (value, place) => (typeof value === "number" || !names(place, "Tags") ? value : undefined)),
  },
  {
    name: "origin-number-as-text",
    title: "writes a number for RequestOrigin as a string",
    level: "must",
    caughtBy: origin,
    apply: from("number", "RequestOrigin", String),
  },
  {
    name: "origin-boolean-as-text",
    title: "writes a boolean for RequestOrigin as a string",
    level: "must",
    caughtBy: origin,
    apply: from("boolean", "RequestOrigin", String),
  },
  {
    name: "origin-falsy-is-absent",
    title: "takes 0 and false for no RequestOrigin",
    level: "must",
    caughtBy: origin,
    apply: reads("RequestOrigin", (value) => (value === 0 || value === false ? undefined : value)),
  },
  {
    name: "origin-list-of-one",
    title: "takes a list of one string for RequestOrigin",
    level: "must",
    caughtBy: origin,
    apply: reads("RequestOrigin", (value) => (Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value)),
  },
  {
    name: "origin-structure-passed-over",
    title: "passes over a structure for RequestOrigin",
    level: "must",
    caughtBy: origin,
    apply: reads("RequestOrigin", (value) => (isJsonObject(value) ? undefined : value)),
  },
  {
    name: "token-mistyped-is-absent",
    title: "passes over a NextToken that is no string",
    level: "must",
    caughtBy: token,
    apply: reads("NextToken", (value) => (typeof value === "string" ? value : undefined)),
  },
  {
    name: "token-falsy-is-absent",
    title: "takes 0 and false for no NextToken",
    level: "must",
    caughtBy: token,
    apply: reads("NextToken", (value) => (value === 0 || value === false ? undefined : value)),
  },
  {
    name: "tags-empty-list-is-empty-map",
    title: "takes an empty list for an empty map of tags",
    level: "must",
    caughtBy: tags,
    apply: reads("Tags", (value) => (Array.isArray(value) && value.length === 0 ? {} : value)),
  },
  {
    name: "tags-list-of-keys",
    title: "takes a list of keys for tags",
    level: "must",
    caughtBy: tags,
    apply: reads("Tags", (value) => (Array.isArray(value) ? Object.fromEntries(value.map((name) => [String(name), ""])) : value)),
  },
  {
    name: "tags-text-passed-over",
    title: "passes over tags that are a string",
    level: "must",
    caughtBy: tags,
    apply: from("string", "Tags", () => undefined),
  },
  {
    name: "tags-number-is-empty-map",
    title: "takes a number for a map without tags",
    level: "must",
    caughtBy: tags,
    apply: from("number", "Tags", () => ({})),
  },
  {
    name: "tag-value-number-as-text",
    title: "writes a number for a tag value as a string",
    level: "must",
    caughtBy: tagValue,
    apply: readsTagValue((value) => (typeof value === "number" ? String(value) : value)),
  },
  {
    name: "tag-value-boolean-as-text",
    title: "writes a boolean for a tag value as a string",
    level: "must",
    caughtBy: tagValue,
    apply: readsTagValue((value) => (typeof value === "boolean" ? String(value) : value)),
  },
  {
    name: "tag-value-list-joined",
    title: "joins a list for a tag value into one string",
    level: "must",
    caughtBy: tagValue,
    apply: readsTagValue((value) => (Array.isArray(value) ? value.join(",") : value)),
  },
  {
    name: "tag-value-type-of-first-only",
    title: "checks the type of the first tag value only",
    level: "must",
    caughtBy: tagValue,
    apply: readsTagValue((value, { body }) => (typeof value === "string" || value === Object.values(memberOf(body, "Tags") ?? {})[0] ? value : "")),
  },
];
