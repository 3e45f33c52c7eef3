import { Refusal } from "../service/refusal.ts";
import { type Change, codeFor, parses, reads, readsTagValue, statusFor } from "./change.ts";
import { type Fault, must } from "./fault.ts";

const spelling = "body/reads-any-spelling";
const target = "protocol/target/refuses-unknown";

const refusesText = (expression: RegExp): Change =>
  parses((text, usual) => {
    if (expression.test(text)) throw new Refusal("syntax", "The request body is not valid JSON");
    return usual(text);
  });

const namedBy =
  (expression: RegExp): Change =>
  (behaviour) => ({ operationOf: (text, context) => behaviour.operationOf(expression.exec(text ?? "")?.[0], context) });

/** Faults in the reading of unusual spellings: JSON, headers, values of a neighbouring type. */
export const spellingFaults: readonly Fault[] = [
  ...must(spelling, {
    "json-with-outer-blanks-refused: refuses blanks around a body": refusesText(/^\s|\s$/u),
    "json-on-several-lines-refused: refuses a body of several lines": refusesText(/\n/u),
    "json-escapes-refused: refuses escapes in a body": refusesText(/\\u[0-9a-f]{4}/iu),
    "json-escaped-names-unknown: does not know a member whose name holds an escape": parses((text, usual) => usual(text.replaceAll(/\{"\\u/gu, '{"?'))),
  }),
  ...must("protocol/header-names/any-case", {
    "header-names-as-written: knows headers by their names in lower case only": () => ({ readHeaders: (headers) => headers }),
  }),
  ...must(target, {
    "target-goes-on: takes a target that goes on behind a second dot": namedBy(/^AWSGlue\.\w+/u),
    "target-found-anywhere: takes a target with something before it": namedBy(/AWSGlue\.\w+$/u),
    "target-of-any-version: takes a target whose prefix goes on": (behaviour) => ({
      operationOf: (text, context) => behaviour.operationOf(text?.replace(/^AWSGlue[^.]*\./u, "AWSGlue."), context),
    }),
  }),
  ...must("request/max-results/refuses-wrong-type", {
    "max-results-text-with-blanks: takes a number among blanks in a string for MaxResults": reads("MaxResults", (value) =>
      typeof value === "string" && /^\s+\d+\s+$/u.test(value) ? Number(value) : value,
    ),
    "max-results-list-of-one: takes a list of one number for MaxResults": reads("MaxResults", (value) =>
      Array.isArray(value) && value.length === 1 && typeof value[0] === "number" ? value[0] : value,
    ),
  }),
  ...must("request/request-origin/refuses-wrong-type", {
    "origin-fraction-as-text: takes a fraction for the text of RequestOrigin": reads("RequestOrigin", (value) =>
      typeof value === "number" && !Number.isInteger(value) ? "fraction" : value,
    ),
  }),
  ...must("request/tags/value/refuses-wrong-type", {
    "tag-value-fraction-as-text: takes a fraction for the text of a tag value": readsTagValue((value) =>
      typeof value === "number" && !Number.isInteger(value) ? String(value) : value,
    ),
  }),
  ...must("request/tags/refuses-wrong-type", {
    "tags-as-list-of-pairs: takes a list of Key and Value for Tags, as other services have it": reads("Tags", (value) =>
      Array.isArray(value) && value.length > 0 && value.every((pair) => Object.hasOwn(Object(pair) as object, "Key")) ? {} : value,
    ),
    "tags-encoded-twice: takes JSON in a string for Tags": reads("Tags", (value) =>
      typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as unknown) : value,
    ),
  }),
  ...must("error/code/of-broken-constraint", {
    "constraint-as-want-of-capacity: answers a broken constraint as if there were too many requests": codeFor("constraint", "ThrottlingException"),
    "constraint-as-want-of-permission: answers a broken constraint as if access were denied": codeFor("constraint", "AccessDeniedException"),
  }),
  ...must("request/max-results/refuses-wrong-range", {
    "constraint-as-unavailable: answers a broken constraint with status 503": [codeFor("constraint", "ServiceUnavailable"), statusFor("constraint", 503)],
  }),
];
