import type { Fault } from "./fault.ts";
import { codeFor, inTurn, statusFor } from "./change.ts";

const range = "request/max-results/refuses-wrong-range";

/** Faults in the statuses of errors. */
export const errorStatusFaults: readonly Fault[] = [
  {
    name: "constraint-unprocessable",
    title: "answers a broken constraint with status 422",
    level: "must",
    caughtBy: range,
    apply: statusFor("constraint", 422),
  },
  {
    name: "constraint-forbidden",
    title: "answers a broken constraint with status 403",
    level: "must",
    caughtBy: "request/refuses-generated",
    apply: statusFor("constraint", 403),
  },
  {
    name: "constraint-not-found",
    title: "answers a broken constraint with status 404",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-size",
    apply: statusFor("constraint", 404),
  },
  {
    name: "constraint-error-in-success",
    title: "sends the error of a broken constraint with status 200",
    level: "must",
    caughtBy: range,
    apply: statusFor("constraint", 200),
  },
  {
    name: "constraint-server-error",
    title: "answers a broken constraint with status 500",
    level: "must",
    caughtBy: range,
    apply: statusFor("constraint", 500),
  },
  {
    name: "constraint-redirect",
    title: "answers a broken constraint with status 302",
    level: "must",
    caughtBy: "request/request-origin/refuses-wrong-pattern",
    apply: statusFor("constraint", 302),
  },
  {
    name: "type-server-error",
    title: "answers a wrong type with status 500",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-type",
    apply: statusFor("type", 500),
  },
  {
    name: "type-unprocessable",
    title: "answers a wrong type with status 422",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    apply: statusFor("type", 422),
  },
  {
    name: "malformed-body-in-success",
    title: "sends the error of a body that is no JSON with status 200",
    level: "must",
    caughtBy: "body/refuses-malformed-json",
    apply: statusFor("syntax", 200),
  },
  {
    name: "malformed-body-server-error",
    title: "answers a body that is no JSON with status 500",
    level: "must",
    caughtBy: "body/refuses-malformed-json",
    apply: statusFor("syntax", 500),
  },
  {
    name: "foreign-token-server-error",
    title: "answers a token that it never gave with status 500",
    level: "must",
    caughtBy: "request/next-token/survives-foreign-tokens",
    apply: statusFor("token", 500),
  },
  {
    name: "unknown-operation-unavailable",
    title: "answers an unknown operation with status 501",
    level: "must",
    caughtBy: "protocol/target/refuses-unknown",
    apply: statusFor("unknown-operation", 501),
  },
  {
    name: "unknown-operation-in-success",
    title: "sends the error of an unknown operation with status 200",
    level: "must",
    caughtBy: "protocol/target/refuses-unknown",
    apply: statusFor("unknown-operation", 200),
  },
  {
    name: "invalid-input-unprocessable",
    title: "sends InvalidInputException with status 422",
    level: "must",
    caughtBy: "error/status-of-code",
    apply: statusFor("token", 422),
  },
  {
    name: "invalid-input-conflict",
    title: "reports a broken constraint as InvalidInputException with status 409",
    level: "must",
    caughtBy: "error/status-of-code",
    apply: inTurn(codeFor("constraint", "InvalidInputException"), statusFor("constraint", 409)),
  },
  {
    name: "internal-error-as-client-error",
    title: "reports a wrong type as InternalServiceException with status 400",
    level: "must",
    caughtBy: "error/status-of-code",
    apply: codeFor("type", "InternalServiceException"),
  },
  {
    name: "success-created",
    title: "answers a listing with status 201",
    level: "must",
    caughtBy: "request/accepts-empty-input",
    apply: (behaviour) => ({
      ...behaviour,
      renderResult: (output, requestId, context, operation) => ({
        ...behaviour.renderResult(output, requestId, context, operation),
        status: operation === "ListSessions" ? 201 : 200,
      }),
    }),
  },
];
