import type { Keywords, Operations } from "../service/decisions.ts";
import { Refusal } from "../service/refusal.ts";
import { type Change, limit, type Members, performs, readsNumber, readsText, statusFor, unchecked } from "../faults/change.ts";
import { type Fault, faultTable } from "../faults/fault.ts";

const broken = "error/code/of-broken-constraint";
/** Takes a value that breaks a limit. */
const free = (operation: keyof Operations, path: string, name: keyof Keywords): Change => unchecked(path, name, () => true, operation);

/** Refuses the longest name. */
const shortened = (operation: keyof Operations, path: string): Change => limit(path, "maxLength", (_, value) => value.length < 255, operation);

/** Shows a session with other members through GetSession. */
const gives = (members: Members): Change => performs((call, usual) => ({ Session: { ...(usual(call)["Session"] as Members), ...members } }), "GetSession");

const findsNothing = (): never => {
  throw new Refusal("unknown-session", "There is none");
};

/** Faults that only one of the operations can have, by operation. */
export const faultsOfOneOperation: Readonly<Record<string, readonly Fault[]>> = {
  CreateSession: faultTable({
    "request/tags/refuses-wrong-size": "must",
    "tags-51: takes 51 tags": limit("Tags", "maxProperties", (_, tags) => tags.size <= 51, "CreateSession"),
    "request/tags/accepts-edges": "must",
    "tags-49: refuses 50 tags": limit("Tags", "maxProperties", (_, tags) => tags.size < 50, "CreateSession"),
    "request/tags/key/refuses-wrong-length": "must",
    "tag-key-unlimited: takes tag keys of any length": free("CreateSession", "Tags/key", "maxLength"),
    "request/tags/value/refuses-wrong-length": "must",
    "tag-value-unlimited: takes tag values of any length": free("CreateSession", "Tags/value", "maxLength"),
    "request/default-arguments/key/refuses-wrong-pattern": "must",
    "argument-names-unchecked: takes any name of an argument": free("CreateSession", "DefaultArguments/key", "pattern"),
    "request/idle-timeout/refuses-wrong-range": "must",
    "timeout-of-nought: takes an IdleTimeout of 0": limit("IdleTimeout", "minimum", (_, value) => value >= 0, "CreateSession"),
    "request/worker-type/refuses-wrong-values": "must",
    "any-worker: takes any type of worker": free("CreateSession", "WorkerType", "enum"),
    "request/role/refuses-wrong-pattern": "must",
    "role-unanchored: looks for a role anywhere in the text": limit(
      "Role",
      "pattern",
      (_, value) => /arn:aws[^:]*:iam::[0-9]*:role\/.+/u.test(value),
      "CreateSession",
    ),
    "request/command/name/refuses-wrong-type": "must",
    "command-name-of-any-type: takes a number for the name of the command": readsNumber("Command/Name", () => "1", "CreateSession"),
    "request/description/refuses-wrong-length": "must",
    "description-unlimited: takes a description of any length": free("CreateSession", "Description", "maxLength"),
  }),
  ListStatements: faultTable({
    "request/next-token/refuses-foreign-tokens": "should",
    "token-ignored: begins anew for a token that it never gave": readsText("NextToken", () => undefined, "ListStatements"),
    "request/next-token/refuses-wrong-length": "must",
    "token-unlimited: takes a token of any length": readsText("NextToken", (token) => (token.length > 400_000 ? undefined : token), "ListStatements"),
    "request/next-token/survives-foreign-tokens": "must",
    "token-crash: answers a token that it never gave with status 500": statusFor("token", 500, "ListStatements"),
    "response/types": "must",
    "numbers-as-text: gives the numbers of statements as text": performs((call, usual) => ({ ...usual(call), Statements: [{ Id: "0" }] }), "ListStatements"),
    "operation/succeeds": "must",
    "finds-nothing: knows of no session": performs(findsNothing, "ListStatements"),
    [broken]: "must",
    "names-unchecked: looks up a name of any length": free("ListStatements", "SessionId", "maxLength"),
    "request/session-id/accepts-edges": "should",
    "longest-name-refused: refuses the longest name": shortened("ListStatements", "SessionId"),
  }),
  GetTags: faultTable({
    [broken]: "must",
    "address-of-any-length: looks up an address of any length": free("GetTags", "ResourceArn", "maxLength"),
    "address-unchecked: looks up any text as an address": free("GetTags", "ResourceArn", "pattern"),
    "error/code/of-wrong-type": "should",
    "address-of-any-type: takes a number for an address": readsNumber("ResourceArn", (value) => `arn:aws:glue:${String(value)}`, "GetTags"),
    "response/types": "must",
    "values-as-numbers: gives tags with numbers for values": performs(() => ({ Tags: { a: 1 } }), "GetTags"),
    "pairs-in-a-list: gives tags as a list of pairs": performs(() => ({ Tags: [{ Key: "a", Value: "b" }] }), "GetTags"),
    "operation/succeeds": "must",
    "finds-nothing: knows of no session": performs(findsNothing, "GetTags"),
  }),
  GetSession: faultTable({
    "request/id/accepts-edges": "should",
    "longest-name-refused: refuses the longest name": shortened("GetSession", "Id"),
    "names-of-letters-only: refuses names with other signs than letters, digits and dashes": limit(
      "Id",
      "pattern",
      (_, value) => /^[\w-]*$/u.test(value),
      "GetSession",
    ),
    [broken]: "must",
    "names-of-any-length: looks up a name of any length": free("GetSession", "Id", "maxLength"),
    "empty-name: looks up an empty name": free("GetSession", "Id", "minLength"),
    "response/types": "must",
    "times-as-text: gives times as text": gives({ CreatedOn: "2025-01-01T12:00:00Z" }),
    "arguments-as-list: gives the arguments of a session as a list": gives({ DefaultArguments: [] }),
  }),
};
