import { codeFor } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
/** Faults in the codes of errors. */
export const errorCodeFaults: readonly Fault[] = [
  ...must("error/code/of-broken-constraint", {
    "constraint-code-of-another-service: reports a broken constraint as InvalidParameterException": codeFor("constraint", "InvalidParameterException"),
    "constraint-code-of-the-query-protocol: reports a broken constraint as InvalidParameterValue": codeFor("constraint", "InvalidParameterValue"),
    "constraint-code-of-decoding: reports a broken constraint as SerializationException": codeFor("constraint", "SerializationException"),
    "constraint-code-bad-request: reports a broken constraint as BadRequest": codeFor("constraint", "BadRequest"),
    "constraint-code-is-status: gives the status as the code of an error": codeFor("constraint", "400"),
    "constraint-code-lower-camel: reports a broken constraint as validationException": codeFor("constraint", "validationException"),
  }),
  ...should("error/code/of-wrong-type", { "type-code-of-the-language: reports a wrong type as TypeError": codeFor("type", "TypeError") }),
  ...should("error/code/of-malformed-body", {
    "malformed-body-code-of-the-parser: reports a body that is no JSON as JSONDecodeError": codeFor("syntax", "JSONDecodeError"),
  }),
  ...should("error/code/of-unknown-operation", {
    "unknown-operation-code-of-the-query-protocol: reports an unknown operation as InvalidAction": codeFor("unknown-operation", "InvalidAction"),
  }),
  ...should("error/code/of-bad-token", {
    "foreign-token-code-of-another-service: reports a token that it never gave as InvalidToken": codeFor("token", "InvalidToken"),
  }),
  ...should("error/code/of-overlong-token", {
    "overlong-token-code-of-another-service: reports a token above its length as InvalidNextTokenException": (behaviour) => ({
      errorCodeOf: (refusal, operation) =>
        refusal.paths.includes("NextToken") && refusal.reason === "constraint" ? "InvalidNextTokenException" : behaviour.errorCodeOf(refusal, operation),
    }),
  }),
];
