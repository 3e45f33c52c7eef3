import { type Fault, must, should } from "../faults/fault.ts";
import { Refusal } from "../service/refusal.ts";
import { changesOf } from "./operation-changes.ts";

const create = changesOf("CreateSession");
const list = changesOf("ListStatements");
const tags = changesOf("GetTags");
const get = changesOf("GetSession");

const sizeOf = (value: unknown): number => (value as ReadonlyMap<string, unknown>).size;

/** Faults that only one of the operations can have, by operation. */
export const faultsOfOneOperation: Readonly<Record<string, readonly Fault[]>> = {
  CreateSession: [
    must(
      "tags-51",
      "takes 51 tags",
      "request/tags/refuses-wrong-size",
      create.keeps("Tags", "maxProperties", (_, value) => sizeOf(value) <= 51),
    ),
    must(
      "tags-49",
      "refuses 50 tags",
      "request/tags/accepts-edges",
      create.keeps("Tags", "maxProperties", (_, value) => sizeOf(value) < 50),
    ),
    must(
      "tag-key-unlimited",
      "takes tag keys of any length",
      "request/tags/key/refuses-wrong-length",
      create.keeps("Tags/key", "maxLength", () => true),
    ),
    must(
      "tag-value-unlimited",
      "takes tag values of any length",
      "request/tags/value/refuses-wrong-length",
      create.keeps("Tags/value", "maxLength", () => true),
    ),
    must(
      "argument-names-unchecked",
      "takes any name of an argument",
      "request/default-arguments/key/refuses-wrong-pattern",
      create.keeps("DefaultArguments/key", "pattern", () => true),
    ),
    must(
      "timeout-of-nought",
      "takes an IdleTimeout of 0",
      "request/idle-timeout/refuses-wrong-range",
      create.keeps("IdleTimeout", "minimum", (_, value) => Number(value) >= 0),
    ),
    must(
      "any-worker",
      "takes any type of worker",
      "request/worker-type/refuses-wrong-values",
      create.keeps("WorkerType", "enum", () => true),
    ),
    must(
      "role-unanchored",
      "looks for a role anywhere in the text",
      "request/role/refuses-wrong-pattern",
      create.keeps("Role", "pattern", (_, value) => /arn:aws[^:]*:iam::[0-9]*:role\/.+/u.test(String(value))),
    ),
    must(
      "command-name-of-any-type",
      "takes a number for the name of the command",
      "request/command/name/refuses-wrong-type",
      create.reads("Command/Name", (value) => (typeof value === "number" ? "1" : value)),
    ),
    must(
      "description-unlimited",
      "takes a description of any length",
      "request/description/refuses-wrong-length",
      create.keeps("Description", "maxLength", () => true),
    ),
  ],
  ListStatements: [
    should(
      "token-ignored",
      "begins anew for a token that it never gave",
      "request/next-token/refuses-foreign-tokens",
      list.reads("NextToken", (value) => (typeof value === "string" ? undefined : value)),
    ),
    must("token-unlimited", "takes a token of any length", "request/next-token/refuses-wrong-length", (behaviour) =>
      list.reads("NextToken", (value) => (typeof value === "string" && value.length > 400_000 ? undefined : value))(behaviour),
    ),
    must("token-crash", "answers a token that it never gave with status 500", "request/next-token/survives-foreign-tokens", list.statusFor("token", 500)),
    must(
      "numbers-as-text",
      "gives the numbers of statements as text",
      "response/types",
      list.performs((usual) => ({ ...usual(), Statements: [{ Id: "0" }] })),
    ),
    must(
      "finds-nothing",
      "knows of no session",
      "operation/succeeds",
      list.performs(() => {
        throw new Refusal("unknown-session", "There is none");
      }),
    ),
    must(
      "names-unchecked",
      "looks up a name of any length",
      "error/code/of-broken-constraint",
      list.keeps("SessionId", "maxLength", () => true),
    ),
    should(
      "longest-name-refused",
      "refuses the longest name",
      "request/session-id/accepts-edges",
      list.keeps("SessionId", "maxLength", (_, value) => String(value).length < 255),
    ),
  ],
  GetTags: [
    must(
      "address-of-any-length",
      "looks up an address of any length",
      "error/code/of-broken-constraint",
      tags.keeps("ResourceArn", "maxLength", () => true),
    ),
    must(
      "address-unchecked",
      "looks up any text as an address",
      "error/code/of-broken-constraint",
      tags.keeps("ResourceArn", "pattern", () => true),
    ),
    should(
      "address-of-any-type",
      "takes a number for an address",
      "error/code/of-wrong-type",
      tags.reads("ResourceArn", (value) => (typeof value === "number" ? `arn:aws:glue:${String(value)}` : value)),
    ),
    must(
      "values-as-numbers",
      "gives tags with numbers for values",
      "response/types",
      tags.performs(() => ({ Tags: { a: 1 } })),
    ),
    must(
      "pairs-in-a-list",
      "gives tags as a list of pairs",
      "response/types",
      tags.performs(() => ({ Tags: [{ Key: "a", Value: "b" }] })),
    ),
    must(
      "finds-nothing",
      "knows of no session",
      "operation/succeeds",
      tags.performs(() => {
        throw new Refusal("unknown-session", "There is none");
      }),
    ),
  ],
  GetSession: [
    should(
      "longest-name-refused",
      "refuses the longest name",
      "request/id/accepts-edges",
      get.keeps("Id", "maxLength", (_, value) => String(value).length < 255),
    ),
    should(
      "names-of-letters-only",
      "refuses names with other signs than letters, digits and dashes",
      "request/id/accepts-edges",
      get.keeps("Id", "pattern", (_, value) => /^[\w-]*$/u.test(String(value))),
    ),
    must(
      "names-of-any-length",
      "looks up a name of any length",
      "error/code/of-broken-constraint",
      get.keeps("Id", "maxLength", () => true),
    ),
    must(
      "empty-name",
      "looks up an empty name",
      "error/code/of-broken-constraint",
      get.keeps("Id", "minLength", () => true),
    ),
    must(
      "times-as-text",
      "gives times as text",
      "response/types",
      get.performs((usual) => ({ Session: { ...(usual()["Session"] as object), CreatedOn: "2025-01-01T12:00:00Z" } })),
    ),
    must(
      "arguments-as-list",
      "gives the arguments of a session as a list",
      "response/types",
      get.performs((usual) => ({ Session: { ...(usual()["Session"] as object), DefaultArguments: [] } })),
    ),
  ],
};
