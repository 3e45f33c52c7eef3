import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { RefusalReason } from "./refusal.ts";
import type { OperationName, ResponseRendering } from "./decisions.ts";

const codes: Readonly<Record<Exclude<RefusalReason, "unknown-session">, string>> = {
  "unknown-operation": "UnknownOperationException",
  syntax: "SerializationException",
  type: "SerializationException",
  constraint: "ValidationException",
  token: "InvalidInputException",
  "duplicate-session": "AlreadyExistsException",
  "session-state": "IllegalSessionStateException",
};

const documents = (operation: OperationName, code: string): boolean => operation !== undefined && Object.hasOwn(contractOf(operation).errors, code);

/** AWS JSON 1.1: the bare error code in `__type`, and the message under the name that Glue gives it. */
export const responseRendering: ResponseRendering = {
  requestIdOf: ({ uuid }) => uuid(),
  writeJson: (value) => Buffer.from(JSON.stringify(value)),
  headersOf: (requestId) => ({
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-requestid": requestId,
  }),
  renderResult: (output, requestId, { behaviour }) => ({
    status: 200,
    headers: behaviour.headersOf(requestId),
    body: behaviour.writeJson(output),
  }),
  errorCodeOf({ reason }, operation) {
    if (reason !== "unknown-session") return codes[reason];
    // The pages of StopSession and DeleteSession know no EntityNotFoundException.
    return documents(operation, "EntityNotFoundException") ? "EntityNotFoundException" : "InvalidInputException";
  },
  errorStatusOf: () => 400,
  errorTypeOf: (code) => code,
  messageMemberOf: (code, operation) => (documents(operation, code) ? "Message" : "message"),
  errorBodyOf: (code, refusal, { behaviour }, operation) => ({
    __type: behaviour.errorTypeOf(code),
    [behaviour.messageMemberOf(code, operation)]: refusal.message,
  }),
  errorHeadersOf: (_code, requestId, { behaviour }) => behaviour.headersOf(requestId),
  renderRefusal(refusal, requestId, context, operation) {
    const { behaviour } = context;
    const code = behaviour.errorCodeOf(refusal, operation);
    return {
      status: behaviour.errorStatusOf(code, refusal, operation),
      headers: behaviour.errorHeadersOf(code, requestId, context),
      body: behaviour.writeJson(behaviour.errorBodyOf(code, refusal, context, operation)),
    };
  },
  renderUnclaimed: (requestId) => ({
    status: 404,
    headers: { "content-type": "application/xml", "x-amzn-requestid": requestId },
    body: Buffer.from("<UnknownOperationException/>\n"),
  }),
};
