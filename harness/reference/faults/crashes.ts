import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { crash, hasUnknownMembers, limit, performs } from "./change.ts";
import { with500 } from "./answers.ts";
import { overBody, overMember, overNumber } from "./crashing.ts";
import { type Fault, must, should } from "./fault.ts";

const numbers = "request/max-results/survives-odd-numbers";

const numeric: readonly Fault[] = [
  ...must(numbers, {
    "crash-on-infinite-number: crashes on a number that no double holds": [overNumber((value) => !Number.isFinite(value)), with500],
    "crash-on-fraction: crashes on MaxResults with a fraction": overNumber((value) => Number.isFinite(value) && !Number.isInteger(value)),
    "crash-beyond-32-bits: crashes on MaxResults beyond 32 bits": [overNumber((value) => Number.isFinite(value) && Math.abs(value) > 2 ** 31 - 1), with500],
    "crash-beyond-64-bits: loses the connection over MaxResults beyond 64 bits": overNumber((value) => Number.isFinite(value) && value >= 2 ** 63),
    "crash-on-minus-zero: crashes on MaxResults written as -0": [overNumber((value) => Object.is(value, -0)), with500],
  }),
];

const members: readonly Fault[] = [
  ...should("request/ignores-unknown-members", {
    "crash-on-unknown-member: crashes on a member that it does not know": [overBody(hasUnknownMembers), with500],
    "crash-on-member-constructor: crashes on a member named constructor": overBody((body) => memberOf(body, "constructor") !== undefined),
  }),
  ...must("request/accepts-null-members", {
    "crash-on-null-member: crashes on a null RequestOrigin": [overMember("RequestOrigin", (value) => value === null), with500],
  }),
  ...must("request/request-origin/refuses-wrong-type", {
    "crash-on-numeric-origin: crashes on a RequestOrigin that is a number": [overMember("RequestOrigin", (value) => typeof value === "number"), with500],
  }),
  ...must("request/max-results/refuses-wrong-type", {
    "crash-on-textual-max-results: crashes on MaxResults that is a string": [overMember("MaxResults", (value) => typeof value === "string"), with500],
  }),
  ...must("request/tags/refuses-wrong-type", { "crash-on-listed-tags: crashes on Tags that is a list": overMember("Tags", Array.isArray) }),
  ...must("request/next-token/refuses-wrong-type", {
    "crash-on-textual-token-type: crashes on a NextToken that is a structure": [overMember("NextToken", isJsonObject), with500],
  }),
  ...must("request/next-token/refuses-wrong-length", {
    "crash-on-overlong-token: loses the connection over a NextToken above its length": limit(
      "NextToken",
      "maxLength",
      (usual) => usual || crash("a long token"),
    ),
  }),
  ...must("request/tags/refuses-wrong-size", {
    "crash-on-too-many-tags: crashes on more tags than its limit": [limit("Tags", "maxProperties", (usual) => usual || crash("many tags")), with500],
  }),
  ...must("request/tags/key/refuses-wrong-length", {
    "crash-on-long-tag-key: crashes on a tag key above its length": [limit("Tags/key", "maxLength", (usual) => usual || crash("a long key")), with500],
  }),
  ...must("request/max-results/accepts-edges", {
    "crash-on-large-max-results: crashes on a MaxResults above the number of sessions": [
      performs((call, usual) => ((call.input.MaxResults ?? 0) > [...call.store.after(0)].length ? crash("an index beyond the end") : usual(call))),
      with500,
    ],
  }),
  ...must("protocol/target/refuses-unknown", {
    "crash-on-unknown-operation: crashes on an operation that it does not know": [
      (behaviour) => ({
        operationOf: (target, context) => behaviour.operationOf(target, context) ?? (target === undefined ? undefined : crash("an unknown operation")),
      }),
      with500,
    ],
    "crash-without-target: crashes on a request without a target": (behaviour) => ({
      operationOf: (target, context) => behaviour.operationOf(target ?? crash("a missing target"), context),
    }),
  }),
];

/** Faults that show as server errors or lost connections over values of members. */
export const crashFaults: readonly Fault[] = [...numeric, ...members];
