import { limit, type Members, performs, reads, statusFor } from "../faults/change.ts";
import { type Fault, must, should } from "../faults/fault.ts";
import { Refusal } from "../service/refusal.ts";

const broken = "error/code/of-broken-constraint";
const findsNothing = (): never => {
  throw new Refusal("unknown-session", "There is none");
};

const create: readonly Fault[] = [
  ...must("request/tags/refuses-wrong-size", {
    "tags-51: takes 51 tags": limit("Tags", "maxProperties", (_, tags) => tags.size <= 51, "CreateSession"),
  }),
  ...must("request/tags/accepts-edges", { "tags-49: refuses 50 tags": limit("Tags", "maxProperties", (_, tags) => tags.size < 50, "CreateSession") }),
  ...must("request/tags/key/refuses-wrong-length", {
    "tag-key-unlimited: takes tag keys of any length": limit("Tags/key", "maxLength", () => true, "CreateSession"),
  }),
  ...must("request/tags/value/refuses-wrong-length", {
    "tag-value-unlimited: takes tag values of any length": limit("Tags/value", "maxLength", () => true, "CreateSession"),
  }),
  ...must("request/default-arguments/key/refuses-wrong-pattern", {
    "argument-names-unchecked: takes any name of an argument": limit("DefaultArguments/key", "pattern", () => true, "CreateSession"),
  }),
  ...must("request/idle-timeout/refuses-wrong-range", {
    "timeout-of-nought: takes an IdleTimeout of 0": limit("IdleTimeout", "minimum", (_, value) => value >= 0, "CreateSession"),
  }),
  ...must("request/worker-type/refuses-wrong-values", {
    "any-worker: takes any type of worker": limit("WorkerType", "enum", () => true, "CreateSession"),
  }),
  ...must("request/role/refuses-wrong-pattern", {
    "role-unanchored: looks for a role anywhere in the text": limit(
      "Role",
      "pattern",
      (_, value) => /arn:aws[^:]*:iam::[0-9]*:role\/.+/u.test(value),
      "CreateSession",
    ),
  }),
  ...must("request/command/name/refuses-wrong-type", {
    "command-name-of-any-type: takes a number for the name of the command": reads(
      "Command/Name",
      (value) => (typeof value === "number" ? "1" : value),
      "CreateSession",
    ),
  }),
  ...must("request/description/refuses-wrong-length", {
    "description-unlimited: takes a description of any length": limit("Description", "maxLength", () => true, "CreateSession"),
  }),
];

const listStatements: readonly Fault[] = [
  ...should("request/next-token/refuses-foreign-tokens", {
    "token-ignored: begins anew for a token that it never gave": reads(
      "NextToken",
      (value) => (typeof value === "string" ? undefined : value),
      "ListStatements",
    ),
  }),
  ...must("request/next-token/refuses-wrong-length", {
    "token-unlimited: takes a token of any length": reads(
      "NextToken",
      (value) => (typeof value === "string" && value.length > 400_000 ? undefined : value),
      "ListStatements",
    ),
  }),
  ...must("request/next-token/survives-foreign-tokens", {
    "token-crash: answers a token that it never gave with status 500": statusFor("token", 500, "ListStatements"),
  }),
  ...must("response/types", {
    "numbers-as-text: gives the numbers of statements as text": performs((call, usual) => ({ ...usual(call), Statements: [{ Id: "0" }] }), "ListStatements"),
  }),
  ...must("operation/succeeds", { "finds-nothing: knows of no session": performs(findsNothing, "ListStatements") }),
  ...must(broken, { "names-unchecked: looks up a name of any length": limit("SessionId", "maxLength", () => true, "ListStatements") }),
  ...should("request/session-id/accepts-edges", {
    "longest-name-refused: refuses the longest name": limit("SessionId", "maxLength", (_, value) => value.length < 255, "ListStatements"),
  }),
];

const getTags: readonly Fault[] = [
  ...must(broken, {
    "address-of-any-length: looks up an address of any length": limit("ResourceArn", "maxLength", () => true, "GetTags"),
    "address-unchecked: looks up any text as an address": limit("ResourceArn", "pattern", () => true, "GetTags"),
  }),
  ...should("error/code/of-wrong-type", {
    "address-of-any-type: takes a number for an address": reads(
      "ResourceArn",
      (value) => (typeof value === "number" ? `arn:aws:glue:${String(value)}` : value),
      "GetTags",
    ),
  }),
  ...must("response/types", {
    "values-as-numbers: gives tags with numbers for values": performs(() => ({ Tags: { a: 1 } }), "GetTags"),
    "pairs-in-a-list: gives tags as a list of pairs": performs(() => ({ Tags: [{ Key: "a", Value: "b" }] }), "GetTags"),
  }),
  ...must("operation/succeeds", { "finds-nothing: knows of no session": performs(findsNothing, "GetTags") }),
];

const getSession: readonly Fault[] = [
  ...should("request/id/accepts-edges", {
    "longest-name-refused: refuses the longest name": limit("Id", "maxLength", (_, value) => value.length < 255, "GetSession"),
    "names-of-letters-only: refuses names with other signs than letters, digits and dashes": limit(
      "Id",
      "pattern",
      (_, value) => /^[\w-]*$/u.test(value),
      "GetSession",
    ),
  }),
  ...must(broken, {
    "names-of-any-length: looks up a name of any length": limit("Id", "maxLength", () => true, "GetSession"),
    "empty-name: looks up an empty name": limit("Id", "minLength", () => true, "GetSession"),
  }),
  ...must("response/types", {
    "times-as-text: gives times as text": performs((call, usual) => withMembers(usual(call), { CreatedOn: "2025-01-01T12:00:00Z" }), "GetSession"),
    "arguments-as-list: gives the arguments of a session as a list": performs(
      (call, usual) => withMembers(usual(call), { DefaultArguments: [] }),
      "GetSession",
    ),
  }),
];

function withMembers({ Session }: Members, members: Members): Members {
  return { Session: { ...(Session as Members), ...members } };
}

/** Faults that only one of the operations can have, by operation. */
export const faultsOfOneOperation: Readonly<Record<string, readonly Fault[]>> = {
  CreateSession: create,
  ListStatements: listStatements,
  GetTags: getTags,
  GetSession: getSession,
};
