import type { Fault } from "./fault.ts";
import { Refusal } from "../service/refusal.ts";
import { type BehaviourChange, codeFor, inTurn, parses, reads, readsTagValue, statusFor } from "./change.ts";

const spelling = "body/reads-any-spelling";
const target = "protocol/target/refuses-unknown";

const refusesText = (expression: RegExp): BehaviourChange =>
  parses((text, usual) => {
    if (expression.test(text)) throw new Refusal("syntax", "The request body is not valid JSON");
    return usual(text);
  });

const namedBy =
  (expression: RegExp): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    operationOf: (text, context) => behaviour.operationOf(expression.exec(text ?? "")?.[0], context),
  });

/** Faults in the reading of unusual spellings: JSON, headers, values of a neighbouring type. */
export const spellingFaults: readonly Fault[] = [
  { name: "json-with-outer-blanks-refused", title: "refuses blanks around a body", level: "must", caughtBy: spelling, apply: refusesText(/^\s|\s$/u) },
  { name: "json-on-several-lines-refused", title: "refuses a body of several lines", level: "must", caughtBy: spelling, apply: refusesText(/\n/u) },
  { name: "json-escapes-refused", title: "refuses escapes in a body", level: "must", caughtBy: spelling, apply: refusesText(/\\u[0-9a-f]{4}/iu) },
  {
    name: "json-escaped-names-unknown",
    title: "does not know a member whose name holds an escape",
    level: "must",
    caughtBy: spelling,
    apply: parses((text, usual) => usual(text.replaceAll(/\{"\\u/gu, '{"?'))),
  },
  {
    name: "header-names-as-written",
    title: "knows headers by their names in lower case only",
    level: "must",
    caughtBy: "protocol/header-names/any-case",
    apply: (behaviour) => ({ ...behaviour, readHeaders: (headers) => headers }),
  },
  { name: "target-goes-on", title: "takes a target that goes on behind a second dot", level: "must", caughtBy: target, apply: namedBy(/^AWSGlue\.\w+/u) },
  { name: "target-found-anywhere", title: "takes a target with something before it", level: "must", caughtBy: target, apply: namedBy(/AWSGlue\.\w+$/u) },
  {
    name: "target-of-any-version",
    title: "takes a target whose prefix goes on",
    level: "must",
    caughtBy: target,
    apply: (behaviour) => ({
      ...behaviour,
      operationOf: (text, context) => behaviour.operationOf(text?.replace(/^AWSGlue[^.]*\./u, "AWSGlue."), context),
    }),
  },
  {
    name: "max-results-text-with-blanks",
    title: "takes a number among blanks in a string for MaxResults",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    apply: reads("MaxResults", (value) => (typeof value === "string" && /^\s+\d+\s+$/u.test(value) ? Number(value) : value)),
  },
  {
    name: "max-results-list-of-one",
    title: "takes a list of one number for MaxResults",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    apply: reads("MaxResults", (value) => (Array.isArray(value) && value.length === 1 && typeof value[0] === "number" ? value[0] : value)),
  },
  {
    name: "origin-fraction-as-text",
    title: "takes a fraction for the text of RequestOrigin",
    level: "must",
    caughtBy: "request/request-origin/refuses-wrong-type",
    apply: reads("RequestOrigin", (value) => (typeof value === "number" && !Number.isInteger(value) ? "fraction" : value)),
  },
  {
    name: "tag-value-fraction-as-text",
    title: "takes a fraction for the text of a tag value",
    level: "must",
    caughtBy: "request/tags/value/refuses-wrong-type",
    apply: readsTagValue((value) => (typeof value === "number" && !Number.isInteger(value) ? String(value) : value)),
  },
  {
    name: "tags-as-list-of-pairs",
    title: "takes a list of Key and Value for Tags, as other services have it",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-type",
    apply: reads("Tags", (value) =>
      Array.isArray(value) && value.length > 0 && value.every((pair) => Object.hasOwn(Object(pair) as object, "Key")) ? {} : value,
    ),
  },
  {
    name: "tags-encoded-twice",
    title: "takes JSON in a string for Tags",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-type",
    apply: reads("Tags", (value) => (typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as unknown) : value)),
  },
  {
    name: "constraint-as-want-of-capacity",
    title: "answers a broken constraint as if there were too many requests",
    level: "must",
    caughtBy: "error/code/of-broken-constraint",
    apply: codeFor("constraint", "ThrottlingException"),
  },
  {
    name: "constraint-as-unavailable",
    title: "answers a broken constraint with status 503",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-range",
    apply: inTurn(codeFor("constraint", "ServiceUnavailable"), statusFor("constraint", 503)),
  },
  {
    name: "constraint-as-want-of-permission",
    title: "answers a broken constraint as if access were denied",
    level: "must",
    caughtBy: "error/code/of-broken-constraint",
    apply: codeFor("constraint", "AccessDeniedException"),
  },
];
