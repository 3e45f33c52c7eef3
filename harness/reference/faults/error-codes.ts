import type { Fault } from "./fault.ts";
import { codeFor } from "./change.ts";

const constraintCode = "error/code/of-broken-constraint";

/** Faults in the codes of errors. */
export const errorCodeFaults: readonly Fault[] = [
  {
    name: "constraint-code-of-another-service",
    title: "reports a broken constraint as InvalidParameterException",
    level: "must",
    caughtBy: constraintCode,
    apply: codeFor("constraint", "InvalidParameterException"),
  },
  {
    name: "constraint-code-of-the-query-protocol",
    title: "reports a broken constraint as InvalidParameterValue",
    level: "must",
    caughtBy: constraintCode,
    apply: codeFor("constraint", "InvalidParameterValue"),
  },
  {
    name: "constraint-code-of-decoding",
    title: "reports a broken constraint as SerializationException",
    level: "must",
    caughtBy: constraintCode,
    apply: codeFor("constraint", "SerializationException"),
  },
  {
    name: "constraint-code-bad-request",
    title: "reports a broken constraint as BadRequest",
    level: "must",
    caughtBy: constraintCode,
    apply: codeFor("constraint", "BadRequest"),
  },
  {
    name: "constraint-code-is-status",
    title: "gives the status as the code of an error",
    level: "must",
    caughtBy: constraintCode,
    apply: codeFor("constraint", "400"),
  },
  {
    name: "constraint-code-lower-camel",
    title: "reports a broken constraint as validationException",
    level: "must",
    caughtBy: constraintCode,
    apply: codeFor("constraint", "validationException"),
  },
  {
    name: "type-code-of-the-language",
    title: "reports a wrong type as TypeError",
    level: "should",
    caughtBy: "error/code/of-wrong-type",
    apply: codeFor("type", "TypeError"),
  },
  {
    name: "malformed-body-code-of-the-parser",
    title: "reports a body that is no JSON as JSONDecodeError",
    level: "should",
    caughtBy: "error/code/of-malformed-body",
    apply: codeFor("syntax", "JSONDecodeError"),
  },
  {
    name: "unknown-operation-code-of-the-query-protocol",
    title: "reports an unknown operation as InvalidAction",
    level: "should",
    caughtBy: "error/code/of-unknown-operation",
    apply: codeFor("unknown-operation", "InvalidAction"),
  },
  {
    name: "foreign-token-code-of-another-service",
    title: "reports a token that it never gave as InvalidToken",
    level: "should",
    caughtBy: "error/code/of-bad-token",
    apply: codeFor("token", "InvalidToken"),
  },
  {
    name: "overlong-token-code-of-another-service",
    title: "reports a token above its length as InvalidNextTokenException",
    level: "should",
    caughtBy: "error/code/of-overlong-token",
    apply: (behaviour) => ({
      ...behaviour,
      errorCodeOf: (refusal, operation) =>
        refusal.paths.includes("NextToken") && refusal.reason === "constraint" ? "InvalidNextTokenException" : behaviour.errorCodeOf(refusal, operation),
    }),
  },
];
