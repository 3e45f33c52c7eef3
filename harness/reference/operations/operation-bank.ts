import { performs, refuseToken } from "../faults/change.ts";
import type { Fault } from "../faults/fault.ts";
import { idleServers } from "../stubs/all-stubs.ts";
import type { IdleServer } from "../stubs/idle-server.ts";
import { familyFaults } from "./family-faults.ts";
import { operationFaults } from "./operation-faults.ts";
import { faultsOfOneOperation } from "./single-operation-faults.ts";
import { legal, mayFail, type Variant } from "../variants/variant.ts";
import { variants } from "../variants/all-variants.ts";
import type { Operations } from "../service/decisions.ts";

/** The operations whose judgement is proven, beside `ListSessions`. */
export const provenOperations = [
  "GetSession",
  "CreateSession",
  "StopSession",
  "DeleteSession",
  "RunStatement",
  "GetStatement",
  "ListStatements",
  "CancelStatement",
  "TagResource",
  "UntagResource",
  "GetTags",
] as const satisfies readonly (keyof Operations)[];

/** The faults of an operation, each of which the property that it names must catch. */
export function faultsOf(operation: (typeof provenOperations)[number]): readonly Fault[] {
  // The preflight and failing fixtures report a service that creates nothing, or answers with a status of its own: exit 3.
  const isReported = ({ name }: Fault): boolean => operation === "CreateSession" && ["constraint-with-500", "accepted-status"].includes(name);
  return [...operationFaults(operation).filter((one) => !isReported(one)), ...(faultsOfOneOperation[operation] ?? []), ...(familyFaults[operation] ?? [])];
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

/** Names of variants that are near to the laws of the family. */
const lawVariants: readonly string[] = [
  "unknown-members-by-operation",
  "sessions-exist-late",
  "slow-stop",
  "slow-delete",
  "stopped-sessions-vanish",
  "sessions-fail-after-a-second",
  "identical-creation-accepted",
  "ids-rest-for-a-minute",
  "names-tags-itself",
  "account-takes-two",
];

const million = 1_000_000;

/** Variants that only other operations than `ListSessions` show. */
const familyVariants: readonly Variant[] = [
  ...mayFail(["operation/refuses-unknown-name"], {
    "absence-as-invalid-input: reports an unknown name as InvalidInputException": ({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) => (refusal.reason === "unknown-session" ? "InvalidInputException" : errorCodeOf(refusal, operation)),
    }),
  }),
  ...legal({
    "statements-take-time: runs a statement for 300 milliseconds before it is done": ({ renderStatement }) => ({
      renderStatement: (one, call) => ({
        ...renderStatement(one, call),
        ...(call.at - one.startedAt < 300 ? { State: "RUNNING", CompletedOn: undefined, Output: undefined } : {}),
      }),
    }),
    "statements-numbered-from-a-million: begins to number the statements of a session at a million": [
      ({ statementsOf }) => ({ statementsOf: (session, call) => statementsOf(session, call).map((one) => ({ ...one, id: (one.id % million) + million })) }),
      performs((call, usual) => ({ Id: (usual(call) as { readonly Id: number }).Id + million }), "RunStatement"),
    ],
    "statements-in-pages-of-one: lists one statement on a page": performs((call, usual) => {
      const { NextToken: token, ...input } = call.input;
      const { Statements } = usual({ ...call, input }) as { readonly Statements: readonly unknown[] };
      const place = token === undefined ? 0 : Number(/^after (\d+)$/u.exec(token)?.[1] ?? Number.NaN);
      if (Number.isNaN(place)) return refuseToken();
      return { Statements: Statements.slice(place, place + 1), ...(place + 1 < Statements.length ? { NextToken: `after ${String(place + 1)}` } : {}) };
    }, "ListStatements"),
  }),
];

/** Names of servers that do no work for any operation, and must not pass. */
export const generalIdle: readonly string[] = ["rejects-all", "accepts-all", "echo", "answers-cached-by-operation"];

/** Legal services that must not be accused for any operation. */
export const operationVariants: readonly Variant[] = [...variants.filter(({ name }) => [...generalVariants, ...lawVariants].includes(name)), ...familyVariants];

/** Servers that do no work, and must not pass for any operation. */
export const operationIdle: readonly IdleServer[] = idleServers.filter(({ name }) => generalIdle.includes(name));

/** The faults that prove the properties of any shipped operation but `ListSessions`; none where its own are not proven. */
export function provenFaults(operation: string): readonly Fault[] {
  const proven = provenOperations.find((name) => name === operation);
  return proven === undefined ? [] : faultsOf(proven);
}
