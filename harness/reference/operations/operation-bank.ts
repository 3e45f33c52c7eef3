import type { Fault } from "../faults/fault.ts";
import type { BehaviourChange } from "../faults/change.ts";
import { idleServers } from "../stubs/all-stubs.ts";
import type { IdleServer } from "../stubs/idle-server.ts";
import { changesOf } from "./operation-changes.ts";
import { operationFaults } from "./operation-faults.ts";
import { Refusal } from "../service/refusal.ts";
import type { Variant } from "../variants/variant.ts";
import { variants } from "../variants/all-variants.ts";
import type { Operations } from "../service/decisions.ts";

const create = changesOf("CreateSession");
const list = changesOf("ListStatements");
const tags = changesOf("GetTags");
const get = changesOf("GetSession");

const fault = (level: Fault["level"], name: string, title: string, caughtBy: string, apply: BehaviourChange): Fault => ({
  name,
  title,
  level,
  caughtBy,
  apply,
});

const sizeOf = (value: unknown): number => (value as ReadonlyMap<string, unknown>).size;

/** Faults that only one of the operations can have. */
const own: Readonly<Record<string, readonly Fault[]>> = {
  CreateSession: [
    fault(
      "must",
      "tags-51",
      "takes 51 tags",
      "request/tags/refuses-wrong-size",
      create.keeps("Tags", "maxProperties", (_, value) => sizeOf(value) <= 51),
    ),
    fault(
      "must",
      "tags-49",
      "refuses 50 tags",
      "request/tags/accepts-edges",
      create.keeps("Tags", "maxProperties", (_, value) => sizeOf(value) < 50),
    ),
    fault(
      "must",
      "tag-key-unlimited",
      "takes tag keys of any length",
      "request/tags/key/refuses-wrong-length",
      create.keeps("Tags/key", "maxLength", () => true),
    ),
    fault(
      "must",
      "tag-value-unlimited",
      "takes tag values of any length",
      "request/tags/value/refuses-wrong-length",
      create.keeps("Tags/value", "maxLength", () => true),
    ),
    fault(
      "must",
      "argument-names-unchecked",
      "takes any name of an argument",
      "request/default-arguments/key/refuses-wrong-pattern",
      create.keeps("DefaultArguments/key", "pattern", () => true),
    ),
    fault(
      "must",
      "timeout-of-nought",
      "takes an IdleTimeout of 0",
      "request/idle-timeout/refuses-wrong-range",
      create.keeps("IdleTimeout", "minimum", (_, value) => Number(value) >= 0),
    ),
    fault(
      "must",
      "any-worker",
      "takes any type of worker",
      "request/worker-type/refuses-wrong-values",
      create.keeps("WorkerType", "enum", () => true),
    ),
    fault(
      "must",
      "role-unanchored",
      "looks for a role anywhere in the text",
      "request/role/refuses-wrong-pattern",
      create.keeps("Role", "pattern", (_, value) => /arn:aws[^:]*:iam::[0-9]*:role\/.+/u.test(String(value))),
    ),
    fault(
      "must",
      "command-name-of-any-type",
      "takes a number for the name of the command",
      "request/command/name/refuses-wrong-type",
      create.reads("Command/Name", (value) => (typeof value === "number" ? "1" : value)),
    ),
    fault(
      "must",
      "description-unlimited",
      "takes a description of any length",
      "request/description/refuses-wrong-length",
      create.keeps("Description", "maxLength", () => true),
    ),
  ],
  ListStatements: [
    fault(
      "should",
      "token-ignored",
      "begins anew for a token that it never gave",
      "request/next-token/refuses-foreign-tokens",
      list.reads("NextToken", (value) => (typeof value === "string" ? undefined : value)),
    ),
    fault("must", "token-unlimited", "takes a token of any length", "request/next-token/refuses-wrong-length", (behaviour) =>
      list.reads("NextToken", (value) => (typeof value === "string" && value.length > 400_000 ? undefined : value))(behaviour),
    ),
    fault(
      "must",
      "token-crash",
      "answers a token that it never gave with status 500",
      "request/next-token/survives-foreign-tokens",
      list.statusFor("token", 500),
    ),
    fault(
      "must",
      "numbers-as-text",
      "gives the numbers of statements as text",
      "response/types",
      list.performs((usual) => ({ ...usual(), Statements: [{ Id: "0" }] })),
    ),
    fault(
      "must",
      "finds-nothing",
      "knows of no session",
      "operation/succeeds",
      list.performs(() => {
        throw new Refusal("unknown-session", "There is none");
      }),
    ),
    fault(
      "must",
      "names-unchecked",
      "looks up a name of any length",
      "error/code/of-broken-constraint",
      list.keeps("SessionId", "maxLength", () => true),
    ),
    fault(
      "should",
      "longest-name-refused",
      "refuses the longest name",
      "request/session-id/accepts-edges",
      list.keeps("SessionId", "maxLength", (_, value) => String(value).length < 255),
    ),
  ],
  GetTags: [
    fault(
      "must",
      "address-of-any-length",
      "looks up an address of any length",
      "error/code/of-broken-constraint",
      tags.keeps("ResourceArn", "maxLength", () => true),
    ),
    fault(
      "must",
      "address-unchecked",
      "looks up any text as an address",
      "error/code/of-broken-constraint",
      tags.keeps("ResourceArn", "pattern", () => true),
    ),
    fault(
      "should",
      "address-of-any-type",
      "takes a number for an address",
      "error/code/of-wrong-type",
      tags.reads("ResourceArn", (value) => (typeof value === "number" ? `arn:aws:glue:${String(value)}` : value)),
    ),
    fault(
      "must",
      "values-as-numbers",
      "gives tags with numbers for values",
      "response/types",
      tags.performs(() => ({ Tags: { a: 1 } })),
    ),
    fault(
      "must",
      "pairs-in-a-list",
      "gives tags as a list of pairs",
      "response/types",
      tags.performs(() => ({ Tags: [{ Key: "a", Value: "b" }] })),
    ),
    fault(
      "must",
      "finds-nothing",
      "knows of no session",
      "operation/succeeds",
      tags.performs(() => {
        throw new Refusal("unknown-session", "There is none");
      }),
    ),
  ],
  GetSession: [
    fault(
      "should",
      "longest-name-refused",
      "refuses the longest name",
      "request/id/accepts-edges",
      get.keeps("Id", "maxLength", (_, value) => String(value).length < 255),
    ),
    fault(
      "should",
      "names-of-letters-only",
      "refuses names with other signs than letters, digits and dashes",
      "request/id/accepts-edges",
      get.keeps("Id", "pattern", (_, value) => /^[\w-]*$/u.test(String(value))),
    ),
    fault(
      "must",
      "names-of-any-length",
      "looks up a name of any length",
      "error/code/of-broken-constraint",
      get.keeps("Id", "maxLength", () => true),
    ),
    fault(
      "must",
      "empty-name",
      "looks up an empty name",
      "error/code/of-broken-constraint",
      get.keeps("Id", "minLength", () => true),
    ),
    fault(
      "must",
      "times-as-text",
      "gives times as text",
      "response/types",
      get.performs((usual) => ({ Session: { ...(usual()["Session"] as object), CreatedOn: "2025-01-01T12:00:00Z" } })),
    ),
    fault(
      "must",
      "arguments-as-list",
      "gives the arguments of a session as a list",
      "response/types",
      get.performs((usual) => ({ Session: { ...(usual()["Session"] as object), DefaultArguments: [] } })),
    ),
  ],
};

/** The operations whose judgement is proven, beside `ListSessions`. */
export const provenOperations = ["GetSession", "CreateSession", "ListStatements", "GetTags"] as const satisfies readonly (keyof Operations)[];

/** The faults of an operation, each of which the property that it names must catch. */
export function faultsOf(operation: (typeof provenOperations)[number]): readonly Fault[] {
  // A service that creates nothing, or answers with a status of its own, is told by the preflight and by what cannot be put in place: exit 3.
  const isReported = ({ name }: Fault): boolean => operation === "CreateSession" && ["constraint-with-500", "accepted-status"].includes(name);
  return [...operationFaults(operation).filter((one) => !isReported(one)), ...(own[operation] ?? [])];
}

/** Names of variants that are legal whatever the operation, and must be accused in none. */
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

/** Variants that only an operation of its own shows. */
const absenceVariants: readonly Variant[] = [
  {
    name: "absence-as-invalid-input",
    title: "tells a name of nothing as InvalidInputException",
    mayFail: ["operation/refuses-unknown-name"],
    apply: (behaviour) => ({
      ...behaviour,
      errorCodeOf: (refusal, operation) => (refusal.reason === "unknown-session" ? "InvalidInputException" : behaviour.errorCodeOf(refusal, operation)),
    }),
  },
];

/** Names of servers that do no work, whatever they are asked for, and must pass for none. */
export const generalIdle: readonly string[] = ["rejects-all", "accepts-all", "echo", "answers-cached-by-operation"];

/** Legal services that must not be accused whatever the operation. */
export const operationVariants: readonly Variant[] = [...variants.filter(({ name }) => generalVariants.includes(name)), ...absenceVariants];

/** Servers that do no work whatever they are asked for, and must pass for no operation. */
export const operationIdle: readonly IdleServer[] = idleServers.filter(({ name }) => generalIdle.includes(name));

/** The faults that prove the properties of any shipped operation but `ListSessions`; none where its own are not proven. */
export function provenFaults(operation: string): readonly Fault[] {
  const proven = provenOperations.find((name) => name === operation);
  return proven === undefined ? [] : faultsOf(proven);
}
