import { type Fault, must, should } from "./fault.ts";
import { codeFor } from "./change.ts";

const constraintCode = "error/code/of-broken-constraint";

/** Faults in the codes of errors. */
export const errorCodeFaults: readonly Fault[] = [
  must(
    "constraint-code-of-another-service",
    "reports a broken constraint as InvalidParameterException",
    constraintCode,
    codeFor("constraint", "InvalidParameterException"),
  ),
  must(
    "constraint-code-of-the-query-protocol",
    "reports a broken constraint as InvalidParameterValue",
    constraintCode,
    codeFor("constraint", "InvalidParameterValue"),
  ),
  must("constraint-code-of-decoding", "reports a broken constraint as SerializationException", constraintCode, codeFor("constraint", "SerializationException")),
  must("constraint-code-bad-request", "reports a broken constraint as BadRequest", constraintCode, codeFor("constraint", "BadRequest")),
  must("constraint-code-is-status", "gives the status as the code of an error", constraintCode, codeFor("constraint", "400")),
  must("constraint-code-lower-camel", "reports a broken constraint as validationException", constraintCode, codeFor("constraint", "validationException")),
  should("type-code-of-the-language", "reports a wrong type as TypeError", "error/code/of-wrong-type", codeFor("type", "TypeError")),
  should(
    "malformed-body-code-of-the-parser",
    "reports a body that is no JSON as JSONDecodeError",
    "error/code/of-malformed-body",
    codeFor("syntax", "JSONDecodeError"),
  ),
  should(
    "unknown-operation-code-of-the-query-protocol",
    "reports an unknown operation as InvalidAction",
    "error/code/of-unknown-operation",
    codeFor("unknown-operation", "InvalidAction"),
  ),
  should(
    "foreign-token-code-of-another-service",
    "reports a token that it never gave as InvalidToken",
    "error/code/of-bad-token",
    codeFor("token", "InvalidToken"),
  ),
  should(
    "overlong-token-code-of-another-service",
    "reports a token above its length as InvalidNextTokenException",
    "error/code/of-overlong-token",
    (behaviour) => ({
      ...behaviour,
      errorCodeOf: (refusal, operation) =>
        refusal.paths.includes("NextToken") && refusal.reason === "constraint" ? "InvalidNextTokenException" : behaviour.errorCodeOf(refusal, operation),
    }),
  ),
];
