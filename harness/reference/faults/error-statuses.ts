import { codeFor, statusFor } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const range = "request/max-results/refuses-wrong-range";

/** Faults in the statuses of errors. */
export const errorStatusFaults: readonly Fault[] = [
  ...must(range, {
    "constraint-unprocessable: answers a broken constraint with status 422": statusFor("constraint", 422),
    "constraint-error-in-success: sends the error of a broken constraint with status 200": statusFor("constraint", 200),
    "constraint-server-error: answers a broken constraint with status 500": statusFor("constraint", 500),
  }),
  ...must("request/refuses-generated", { "constraint-forbidden: answers a broken constraint with status 403": statusFor("constraint", 403) }),
  ...must("request/tags/refuses-wrong-size", { "constraint-not-found: answers a broken constraint with status 404": statusFor("constraint", 404) }),
  ...must("request/request-origin/refuses-wrong-pattern", { "constraint-redirect: answers a broken constraint with status 302": statusFor("constraint", 302) }),
  ...must("request/tags/refuses-wrong-type", { "type-server-error: answers a wrong type with status 500": statusFor("type", 500) }),
  ...must("request/max-results/refuses-wrong-type", { "type-unprocessable: answers a wrong type with status 422": statusFor("type", 422) }),
  ...must("body/refuses-malformed-json", {
    "malformed-body-in-success: sends the error of a body that is no JSON with status 200": statusFor("syntax", 200),
    "malformed-body-server-error: answers a body that is no JSON with status 500": statusFor("syntax", 500),
  }),
  ...must("request/next-token/survives-foreign-tokens", {
    "foreign-token-server-error: answers a token that it never gave with status 500": statusFor("token", 500),
  }),
  ...must("protocol/target/refuses-unknown", {
    "unknown-operation-unavailable: answers an unknown operation with status 501": statusFor("unknown-operation", 501),
    "unknown-operation-in-success: sends the error of an unknown operation with status 200": statusFor("unknown-operation", 200),
  }),
  ...must("error/status-of-code", {
    "invalid-input-unprocessable: sends InvalidInputException with status 422": statusFor("token", 422),
    "invalid-input-conflict: reports a broken constraint as InvalidInputException with status 409": [
      codeFor("constraint", "InvalidInputException"),
      statusFor("constraint", 409),
    ],
    "internal-error-as-client-error: reports a wrong type as InternalServiceException with status 400": codeFor("type", "InternalServiceException"),
  }),
  ...must("request/accepts-empty-input", {
    "success-created: answers a listing with status 201": (behaviour) => ({
      renderResult: (output, requestId, context, operation) => ({
        ...behaviour.renderResult(output, requestId, context, operation),
        status: operation === "ListSessions" ? 201 : 200,
      }),
    }),
  }),
];
