import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import type { Fault } from "./fault.ts";
import { crash, limit, requestMemberNames, performs } from "./change.ts";
import { overBody, overMember, overNumber, tells } from "./crashing.ts";

const numbers = "request/max-results/survives-odd-numbers";

const numeric: readonly Fault[] = [
  {
    name: "crash-on-infinite-number",
    title: "comes to grief over a number that no double holds",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => !Number.isFinite(value)),
    wrap: tells,
  },
  {
    name: "crash-on-fraction",
    title: "comes to grief over MaxResults with a fraction",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Number.isFinite(value) && !Number.isInteger(value)),
  },
  {
    name: "crash-beyond-32-bits",
    title: "comes to grief over MaxResults beyond 32 bits",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Number.isFinite(value) && Math.abs(value) > 2 ** 31 - 1),
    wrap: tells,
  },
  {
    name: "crash-beyond-64-bits",
    title: "loses the connection over MaxResults beyond 64 bits",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Number.isFinite(value) && value >= 2 ** 63),
  },
  {
    name: "crash-on-minus-zero",
    title: "comes to grief over MaxResults written as -0",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Object.is(value, -0)),
    wrap: tells,
  },
];

const members: readonly Fault[] = [
  {
    name: "crash-on-unknown-member",
    title: "comes to grief over a member that it does not know",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: overBody((body) => isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name))),
    wrap: tells,
  },
  {
    name: "crash-on-member-constructor",
    title: "comes to grief over a member named constructor",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: overBody((body) => memberOf(body, "constructor") !== undefined),
  },
  {
    name: "crash-on-null-member",
    title: "comes to grief over a null RequestOrigin",
    level: "must",
    caughtBy: "request/accepts-null-members",
    apply: overMember("RequestOrigin", (value) => value === null),
    wrap: tells,
  },
  {
    name: "crash-on-numeric-origin",
    title: "comes to grief over a RequestOrigin that is a number",
    level: "must",
    caughtBy: "request/request-origin/refuses-wrong-type",
    apply: overMember("RequestOrigin", (value) => typeof value === "number"),
    wrap: tells,
  },
  {
    name: "crash-on-textual-max-results",
    title: "comes to grief over MaxResults that is a string",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    apply: overMember("MaxResults", (value) => typeof value === "string"),
    wrap: tells,
  },
  {
    name: "crash-on-listed-tags",
    title: "comes to grief over Tags that is a list",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-type",
    apply: overMember("Tags", Array.isArray),
  },
  {
    name: "crash-on-textual-token-type",
    title: "comes to grief over a NextToken that is a structure",
    level: "must",
    caughtBy: "request/next-token/refuses-wrong-type",
    apply: overMember("NextToken", isJsonObject),
    wrap: tells,
  },
  {
    name: "crash-on-overlong-token",
    title: "loses the connection over a NextToken above its length",
    level: "must",
    caughtBy: "request/next-token/refuses-wrong-length",
    apply: limit("NextToken", "maxLength", (usual) => usual || crash("a long token")),
  },
  {
    name: "crash-on-too-many-tags",
    title: "comes to grief over more tags than its limit",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-size",
    apply: limit("Tags", "maxProperties", (usual) => usual || crash("many tags")),
    wrap: tells,
  },
  {
    name: "crash-on-long-tag-key",
    title: "comes to grief over a tag key above its length",
    level: "must",
    caughtBy: "request/tags/key/refuses-wrong-length",
    apply: limit("Tags/key", "maxLength", (usual) => usual || crash("a long key")),
    wrap: tells,
  },
  {
    name: "crash-on-large-max-results",
    title: "comes to grief over a MaxResults above the number of sessions",
    level: "must",
    caughtBy: "request/max-results/accepts-edges",
    apply: performs((call, usual) => ((call.input.MaxResults ?? 0) > [...call.store.after(0)].length ? crash("an index beyond the end") : usual(call))),
    wrap: tells,
  },
  {
    name: "crash-on-unknown-operation",
    title: "comes to grief over an operation that it does not know",
    level: "must",
    caughtBy: "protocol/target/refuses-unknown",
    apply: (behaviour) => ({
      ...behaviour,
      operationOf: (target, context) => behaviour.operationOf(target, context) ?? (target === undefined ? undefined : crash("an unknown operation")),
    }),
    wrap: tells,
  },
  {
    name: "crash-without-target",
    title: "comes to grief over a request without a target",
    level: "must",
    caughtBy: "protocol/target/refuses-unknown",
    apply: (behaviour) => ({
      ...behaviour,
      operationOf: (target, context) => behaviour.operationOf(target ?? crash("a missing target"), context),
    }),
  },
];

/** Faults that show as server errors or lost connections over values of members. */
export const crashFaults: readonly Fault[] = [...numeric, ...members];
