import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { spelled } from "../../../spec/constraint.ts";
import { isReading } from "../../../spec/operation-traits.ts";
import { type Fault, must, should } from "../faults/fault.ts";
import { type BehaviourChange, labelled } from "../faults/change.ts";
import { changesOf } from "./operation-changes.ts";
import { requestOriginFaults } from "./request-origin-faults.ts";
import { Refusal } from "../service/refusal.ts";
import type { Behaviour, Operations } from "../service/decisions.ts";

type OperationName = keyof Operations;

/** Faults that any operation can have, each under the property of that operation that must catch it. */
export function operationFaults(operation: OperationName): readonly Fault[] {
  const { request } = contractOf(operation);
  const labels = request.properties["RequestOrigin"] === undefined ? [] : requestOriginFaults(operation);
  return [...labels, ...request.required.map((member) => requiredFault(operation, member)), ...errorFaults(operation), ...resultFaults(operation)].concat(
    isReading(contractOf(operation)) ? absenceFaults(operation) : [],
    decodingFaults(operation),
  );
}

// A target that accepts a missing name looks up nothing, and reports it as unknown; one that creates goes ahead.
function requiredFault(operation: OperationName, member: string): Fault {
  const caughtBy = operation === "CreateSession" ? `request/${spelled(member)}/refuses-missing` : "error/code/of-missing-member";
  return must(
    `without-${spelled(member)}`,
    `does without ${member}`,
    caughtBy,
    changesOf(operation).keeps(member, "required", () => true),
  );
}

function errorFaults(operation: OperationName): readonly Fault[] {
  const { codeFor, statusFor } = changesOf(operation);
  const member = operation === "GetTags" ? "resource-arn" : "request-origin";
  const code = "error/code/of-broken-constraint";
  return [
    must("constraint-as-bad-request", "reports a broken constraint as BadRequest", code, codeFor("constraint", "BadRequest")),
    must("constraint-as-limit", "reports a broken constraint as LimitException", code, codeFor("constraint", "LimitException")),
    must("constraint-with-422", "answers a broken constraint with status 422", `request/${member}/refuses-wrong-length`, statusFor("constraint", 422)),
    must("constraint-with-500", "answers a broken constraint with status 500", `request/${member}/refuses-wrong-length`, statusFor("constraint", 500)),
    must("type-with-500", "answers a wrong type with status 500", `request/${member}/refuses-wrong-type`, statusFor("type", 500)),
    should("type-as-bad-request", "reports a wrong type as BadRequest", "error/code/of-wrong-type", codeFor("type", "BadRequest")),
    should("syntax-as-bad-request", "reports an unreadable body as BadRequest", "error/code/of-malformed-body", codeFor("syntax", "BadRequest")),
  ];
}

function absenceFaults(operation: OperationName): readonly Fault[] {
  const { codeFor, statusFor, performs } = changesOf(operation);
  const absence = "operation/refuses-unknown-name";
  return [
    must("absence-with-404", "answers an unknown name with status 404", "error/status-of-code", statusFor("unknown-session", 404)),
    should("absence-as-invalid", "reports an unknown name as ValidationException", absence, codeFor("unknown-session", "ValidationException")),
    should(
      "absence-as-success",
      "answers an unknown name with an empty result",
      absence,
      performs((usual) => {
        try {
          return usual();
        } catch (error) {
          if (error instanceof Refusal && error.reason === "unknown-session") return {};
          throw error;
        }
      }),
    ),
  ];
}

function resultFaults(operation: OperationName): readonly Fault[] {
  const { performs } = changesOf(operation);
  const first = Object.keys(contractOf(operation).response.properties).find((name) => name !== "NextToken") ?? "";
  const renders =
    (change: (response: ReturnType<Behaviour["renderResult"]>) => ReturnType<Behaviour["renderResult"]>): BehaviourChange =>
    (behaviour) => ({
      ...behaviour,
      renderResult: (output, requestId, context, of) => {
        const usual = behaviour.renderResult(output, requestId, context, of);
        return of === operation ? change(usual) : usual;
      },
    });
  const types = "response/types";
  return [
    must(
      "result-as-text",
      `gives ${first} as text`,
      types,
      performs((usual) => ({ ...usual(), [first]: "x" })),
    ),
    must(
      "result-in-a-list",
      `gives ${first} inside a list`,
      types,
      performs((usual) => ({ ...usual(), [first]: [["x"]] })),
    ),
    should(
      "result-null",
      "gives a member without a value as null",
      "response/omits-null-members",
      performs((usual) => ({ ...usual(), [first]: null })),
    ),
    must(
      "result-is-a-list",
      "answers a success with a list",
      "response/is-json-object",
      renders((response) => ({ ...response, body: Buffer.from("[]") })),
    ),
    must("result-as-plain-json", "labels a success application/json", "response/content-type", renders(labelled("application/json"))),
    must(
      "accepted-status",
      "answers a success with status 202",
      "operation/succeeds",
      renders((response) => ({ ...response, status: 202 })),
    ),
  ];
}

function decodingFaults(operation: OperationName): readonly Fault[] {
  const parses =
    (repaired: (text: string) => string): BehaviourChange =>
    (behaviour) => ({ ...behaviour, parseJson: (text) => behaviour.parseJson(repaired(text)) });
  const malformed = "body/refuses-malformed-json";
  return [
    must(
      "trailing-comma",
      "reads JSON with a comma too many",
      malformed,
      parses((text) => text.replace(/,\s*\}/gu, "}")),
    ),
    must(
      "trailing-text",
      "reads no further than the object",
      malformed,
      parses((text) => text.replace(/\}[^}]*$/u, "}")),
    ),
    must(
      "comments",
      "reads JSON with comments",
      malformed,
      parses((text) => text.replaceAll(/\/\*.*?\*\//gu, "")),
    ),
    should("unknown-members-refused", "refuses members that it does not know", "request/ignores-unknown-members", (behaviour) => ({
      ...behaviour,
      types: {
        ...behaviour.types,
        object(value, place) {
          const members = behaviour.types.object(value, place);
          const known = contractOf(operation).request.properties;
          if (place.operation === operation && place.path === "" && Object.keys(members).some((name) => !Object.hasOwn(known, name)))
            throw new Refusal("constraint", "Unknown member");
          return members;
        },
      },
    })),
    must("target-by-its-end", "knows an operation by the end of a target", "protocol/target/refuses-unknown", (behaviour) => ({
      ...behaviour,
      operationOf: (target, context) => (target?.endsWith(operation) === true ? operation : behaviour.operationOf(target, context)),
    })),
    must("parameters-refused", "knows its content type without parameters only", "protocol/content-type/accepts-parameters", (behaviour) => ({
      ...behaviour,
      claimsContentType: (type) => behaviour.claimsContentType(type) && type?.includes(";") !== true,
    })),
  ];
}
