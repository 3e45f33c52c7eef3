import type { Fault } from "../faults/fault.ts";
import { idleServers } from "../stubs/all-stubs.ts";
import type { IdleServer } from "../stubs/idle-server.ts";
import { operationFaults } from "./operation-faults.ts";
import { faultsOfOneOperation } from "./single-operation-faults.ts";
import { mayFail, type Variant } from "../variants/variant.ts";
import { variants } from "../variants/all-variants.ts";
import type { Operations } from "../service/decisions.ts";

/** The operations whose judgement is proven, beside `ListSessions`. */
export const provenOperations = ["GetSession", "CreateSession", "ListStatements", "GetTags"] as const satisfies readonly (keyof Operations)[];

/** The faults of an operation, each of which the property that it names must catch. */
export function faultsOf(operation: (typeof provenOperations)[number]): readonly Fault[] {
  // The preflight and failing fixtures report a service that creates nothing, or answers with a status of its own: exit 3.
  const isReported = ({ name }: Fault): boolean => operation === "CreateSession" && ["constraint-with-500", "accepted-status"].includes(name);
  return [...operationFaults(operation).filter((one) => !isReported(one)), ...(faultsOfOneOperation[operation] ?? [])];
}

/** Names of variants that are legal for every operation, and must not be accused. */
export const generalVariants: readonly string[] = [
  "error-code-everywhere",
  "error-code-namespaced",
  "messages-capital",
  "json-spread-out",
  "charset-parameter",
  "slow-provisioning",
  "create-answers-nothing",
  "throttling-as-429",
  "no-request-ids",
  "unknown-session-members",
  "answers-beyond-printed-limits",
  "error-code-of-a-foreign-namespace",
  "errors-as-recorded",
];

/** Variants that only other operations than `ListSessions` show. */
const absenceVariants = mayFail(["operation/refuses-unknown-name"], {
  "absence-as-invalid-input: reports an unknown name as InvalidInputException": ({ errorCodeOf }) => ({
    errorCodeOf: (refusal, operation) => (refusal.reason === "unknown-session" ? "InvalidInputException" : errorCodeOf(refusal, operation)),
  }),
});

/** Names of servers that do no work for any operation, and must not pass. */
export const generalIdle: readonly string[] = ["rejects-all", "accepts-all", "echo", "answers-cached-by-operation"];

/** Legal services that must not be accused for any operation. */
export const operationVariants: readonly Variant[] = [...variants.filter(({ name }) => generalVariants.includes(name)), ...absenceVariants];

/** Servers that do no work, and must not pass for any operation. */
export const operationIdle: readonly IdleServer[] = idleServers.filter(({ name }) => generalIdle.includes(name));

/** The faults that prove the properties of any shipped operation but `ListSessions`; none where its own are not proven. */
export function provenFaults(operation: string): readonly Fault[] {
  const proven = provenOperations.find((name) => name === operation);
  return proven === undefined ? [] : faultsOf(proven);
}
