import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { spelled } from "../../../spec/constraint.ts";
import { isReading } from "../../../spec/operation-traits.ts";
import { labelled, rewritten, withStatus } from "../faults/answers.ts";
import { type Change, codeFor, hasUnknownMembers, limit, type Members, parses, performs, readsBody, refuse, statusFor, successes } from "../faults/change.ts";
import { type Fault, faultTable } from "../faults/fault.ts";
import type { Operations } from "../service/decisions.ts";
import { findsAll } from "./family-changes.ts";
import { requestOriginFaults } from "./request-origin-faults.ts";

type OperationName = keyof Operations;

/** Faults that any operation can have, each under the property of that operation that must catch it. */
export function operationFaults(operation: OperationName): readonly Fault[] {
  const { request } = contractOf(operation);
  return [
    ...(request.properties["RequestOrigin"] === undefined ? [] : requestOriginFaults(operation)),
    ...request.required.flatMap((member) => requiredFaults(operation, member)),
    ...errorFaults(operation),
    ...resultFaults(operation),
    ...(isReading(contractOf(operation)) ? absenceFaults(operation) : []),
    ...decodingFaults(operation),
  ];
}

// A target that does without a name looks up nothing, and reports it as unknown where the page has an error for that; without another member it goes ahead.
function requiredFaults(operation: OperationName, member: string): readonly Fault[] {
  const contract = contractOf(operation);
  const isName = operation !== "CreateSession" && !["Code", "TagsToAdd", "TagsToRemove"].includes(member);
  if (isName && contract.errors["EntityNotFoundException"] === undefined) return [];
  const caughtBy = isName ? "error/code/of-missing-member" : `request/${spelled(member)}/refuses-missing`;
  return faultTable({ [caughtBy]: "must", [`without-${spelled(member)}: does without ${member}`]: limit(member, "required", () => true, operation) });
}

function errorFaults(operation: OperationName): readonly Fault[] {
  const member = contractOf(operation).request.properties["RequestOrigin"] === undefined ? "resource-arn" : "request-origin";
  return faultTable({
    "error/code/of-broken-constraint": "must",
    "constraint-as-bad-request: reports a broken constraint as BadRequest": codeFor("constraint", "BadRequest", operation),
    "constraint-as-limit: reports a broken constraint as LimitException": codeFor("constraint", "LimitException", operation),
    [`request/${member}/refuses-wrong-length`]: "must",
    "constraint-with-422: answers a broken constraint with status 422": statusFor("constraint", 422, operation),
    "constraint-with-500: answers a broken constraint with status 500": statusFor("constraint", 500, operation),
    [`request/${member}/refuses-wrong-type`]: "must",
    "type-with-500: answers a wrong type with status 500": statusFor("type", 500, operation),
    "error/code/of-wrong-type": "should",
    "type-as-bad-request: reports a wrong type as BadRequest": codeFor("type", "BadRequest", operation),
    "error/code/of-malformed-body": "should",
    "syntax-as-bad-request: reports an unreadable body as BadRequest": codeFor("syntax", "BadRequest", operation),
  });
}

function absenceFaults(operation: OperationName): readonly Fault[] {
  return faultTable({
    "error/status-of-code": "must",
    "absence-with-404: answers an unknown name with status 404": statusFor("unknown-session", 404, operation),
    "operation/refuses-unknown-name": "should",
    "absence-as-invalid: reports an unknown name as ValidationException": codeFor("unknown-session", "ValidationException", operation),
    "absence-as-success: answers an unknown name with an empty result": findsAll(operation),
  });
}

function resultFaults(operation: OperationName): readonly Fault[] {
  const [first] = Object.entries(contractOf(operation).response.properties).find(([name]) => name !== "NextToken") ?? [];
  const gives = (value: unknown): Change => performs((call, usual): Members => ({ ...usual(call), [first ?? ""]: value }), operation);
  const typed = faultTable({
    "response/types": "must",
    [`result-as-text: gives ${String(first)} as text`]: gives("x"),
    [`result-in-a-list: gives ${String(first)} inside a list`]: gives([["x"]]),
    "response/omits-null-members": "should",
    "result-null: gives a member without a value as null": gives(null),
  });
  const isText = first !== undefined && contractOf(operation).response.properties[first]?.type === "string";
  return [
    ...(first === undefined ? [] : typed.filter(({ name }) => !isText || name !== "result-as-text")),
    ...faultTable({
      "response/is-json-object": "must",
      "result-is-a-list: answers a success with a list": successes(
        rewritten(() => "[]"),
        operation,
      ),
      "response/content-type": "must",
      "result-as-plain-json: labels a success application/json": successes(labelled("application/json"), operation),
      "operation/succeeds": "must",
      "accepted-status: answers a success with status 202": successes(withStatus(202), operation),
    }),
  ];
}

function decodingFaults(operation: OperationName): readonly Fault[] {
  return faultTable({
    "body/refuses-malformed-json": "must",
    "trailing-comma: reads JSON with a comma too many": parses((text, usual) => usual(text.replace(/,\s*\}/gu, "}"))),
    "trailing-text: reads no further than the object": parses((text, usual) => usual(text.replace(/\}[^}]*$/u, "}"))),
    "comments: reads JSON with comments": parses((text, usual) => usual(text.replaceAll(/\/\*.*?\*\//gu, ""))),
    "request/ignores-unknown-members": "should",
    "unknown-members-refused: refuses members that it does not know": readsBody((body) => (hasUnknownMembers(body, operation) ? refuse("") : body), operation),
    "protocol/target/refuses-unknown": "must",
    "target-by-its-end: knows an operation by the end of a target": ({ operationOf }) => ({
      operationOf: (target, context) => (target?.endsWith(operation) === true ? operation : operationOf(target, context)),
    }),
    "protocol/content-type/accepts-parameters": "must",
    "parameters-refused: knows its content type without parameters only": ({ claimsContentType }) => ({
      claimsContentType: (type) => claimsContentType(type) && type?.includes(";") !== true,
    }),
  });
}
