import { type Fault, must } from "./fault.ts";
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
  must("json-with-outer-blanks-refused", "refuses blanks around a body", spelling, refusesText(/^\s|\s$/u)),
  must("json-on-several-lines-refused", "refuses a body of several lines", spelling, refusesText(/\n/u)),
  must("json-escapes-refused", "refuses escapes in a body", spelling, refusesText(/\\u[0-9a-f]{4}/iu)),
  must(
    "json-escaped-names-unknown",
    "does not know a member whose name holds an escape",
    spelling,
    parses((text, usual) => usual(text.replaceAll(/\{"\\u/gu, '{"?'))),
  ),
  must("header-names-as-written", "knows headers by their names in lower case only", "protocol/header-names/any-case", (behaviour) => ({
    ...behaviour,
    readHeaders: (headers) => headers,
  })),
  must("target-goes-on", "takes a target that goes on behind a second dot", target, namedBy(/^AWSGlue\.\w+/u)),
  must("target-found-anywhere", "takes a target with something before it", target, namedBy(/AWSGlue\.\w+$/u)),
  must("target-of-any-version", "takes a target whose prefix goes on", target, (behaviour) => ({
    ...behaviour,
    operationOf: (text, context) => behaviour.operationOf(text?.replace(/^AWSGlue[^.]*\./u, "AWSGlue."), context),
  })),
  must(
    "max-results-text-with-blanks",
    "takes a number among blanks in a string for MaxResults",
    "request/max-results/refuses-wrong-type",
    reads("MaxResults", (value) => (typeof value === "string" && /^\s+\d+\s+$/u.test(value) ? Number(value) : value)),
  ),
  must(
    "max-results-list-of-one",
    "takes a list of one number for MaxResults",
    "request/max-results/refuses-wrong-type",
    reads("MaxResults", (value) => (Array.isArray(value) && value.length === 1 && typeof value[0] === "number" ? value[0] : value)),
  ),
  must(
    "origin-fraction-as-text",
    "takes a fraction for the text of RequestOrigin",
    "request/request-origin/refuses-wrong-type",
    reads("RequestOrigin", (value) => (typeof value === "number" && !Number.isInteger(value) ? "fraction" : value)),
  ),
  must(
    "tag-value-fraction-as-text",
    "takes a fraction for the text of a tag value",
    "request/tags/value/refuses-wrong-type",
    readsTagValue((value) => (typeof value === "number" && !Number.isInteger(value) ? String(value) : value)),
  ),
  must(
    "tags-as-list-of-pairs",
    "takes a list of Key and Value for Tags, as other services have it",
    "request/tags/refuses-wrong-type",
    reads("Tags", (value) => (Array.isArray(value) && value.length > 0 && value.every((pair) => Object.hasOwn(Object(pair) as object, "Key")) ? {} : value)),
  ),
  must(
    "tags-encoded-twice",
    "takes JSON in a string for Tags",
    "request/tags/refuses-wrong-type",
    reads("Tags", (value) => (typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as unknown) : value)),
  ),
  must(
    "constraint-as-want-of-capacity",
    "answers a broken constraint as if there were too many requests",
    "error/code/of-broken-constraint",
    codeFor("constraint", "ThrottlingException"),
  ),
  must(
    "constraint-as-unavailable",
    "answers a broken constraint with status 503",
    "request/max-results/refuses-wrong-range",
    inTurn(codeFor("constraint", "ServiceUnavailable"), statusFor("constraint", 503)),
  ),
  must(
    "constraint-as-want-of-permission",
    "answers a broken constraint as if access were denied",
    "error/code/of-broken-constraint",
    codeFor("constraint", "AccessDeniedException"),
  ),
];
