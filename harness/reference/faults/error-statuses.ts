import { type Fault, must } from "./fault.ts";
import { codeFor, inTurn, statusFor } from "./change.ts";

const range = "request/max-results/refuses-wrong-range";

/** Faults in the statuses of errors. */
export const errorStatusFaults: readonly Fault[] = [
  must("constraint-unprocessable", "answers a broken constraint with status 422", range, statusFor("constraint", 422)),
  must("constraint-forbidden", "answers a broken constraint with status 403", "request/refuses-generated", statusFor("constraint", 403)),
  must("constraint-not-found", "answers a broken constraint with status 404", "request/tags/refuses-wrong-size", statusFor("constraint", 404)),
  must("constraint-error-in-success", "sends the error of a broken constraint with status 200", range, statusFor("constraint", 200)),
  must("constraint-server-error", "answers a broken constraint with status 500", range, statusFor("constraint", 500)),
  must("constraint-redirect", "answers a broken constraint with status 302", "request/request-origin/refuses-wrong-pattern", statusFor("constraint", 302)),
  must("type-server-error", "answers a wrong type with status 500", "request/tags/refuses-wrong-type", statusFor("type", 500)),
  must("type-unprocessable", "answers a wrong type with status 422", "request/max-results/refuses-wrong-type", statusFor("type", 422)),
  must("malformed-body-in-success", "sends the error of a body that is no JSON with status 200", "body/refuses-malformed-json", statusFor("syntax", 200)),
  must("malformed-body-server-error", "answers a body that is no JSON with status 500", "body/refuses-malformed-json", statusFor("syntax", 500)),
  must(
    "foreign-token-server-error",
    "answers a token that it never gave with status 500",
    "request/next-token/survives-foreign-tokens",
    statusFor("token", 500),
  ),
  must("unknown-operation-unavailable", "answers an unknown operation with status 501", "protocol/target/refuses-unknown", statusFor("unknown-operation", 501)),
  must(
    "unknown-operation-in-success",
    "sends the error of an unknown operation with status 200",
    "protocol/target/refuses-unknown",
    statusFor("unknown-operation", 200),
  ),
  must("invalid-input-unprocessable", "sends InvalidInputException with status 422", "error/status-of-code", statusFor("token", 422)),
  must(
    "invalid-input-conflict",
    "reports a broken constraint as InvalidInputException with status 409",
    "error/status-of-code",
    inTurn(codeFor("constraint", "InvalidInputException"), statusFor("constraint", 409)),
  ),
  must(
    "internal-error-as-client-error",
    "reports a wrong type as InternalServiceException with status 400",
    "error/status-of-code",
    codeFor("type", "InternalServiceException"),
  ),
  must("success-created", "answers a listing with status 201", "request/accepts-empty-input", (behaviour) => ({
    ...behaviour,
    renderResult: (output, requestId, context, operation) => ({
      ...behaviour.renderResult(output, requestId, context, operation),
      status: operation === "ListSessions" ? 201 : 200,
    }),
  })),
];
