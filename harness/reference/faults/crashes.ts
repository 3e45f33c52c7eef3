import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import type { Fault } from "./fault.ts";
import { crash, limit, requestMemberNames, performs } from "./change.ts";
import { overBody, overMember, overNumber, withServerErrors } from "./crashing.ts";

const numbers = "request/max-results/survives-odd-numbers";

const numeric: readonly Fault[] = [
  {
    name: "crash-on-infinite-number",
    title: "crashes on a number that no double holds",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => !Number.isFinite(value)),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-fraction",
    title: "crashes on MaxResults with a fraction",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Number.isFinite(value) && !Number.isInteger(value)),
  },
  {
    name: "crash-beyond-32-bits",
    title: "crashes on MaxResults beyond 32 bits",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Number.isFinite(value) && Math.abs(value) > 2 ** 31 - 1),
    wrap: withServerErrors,
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
    title: "crashes on MaxResults written as -0",
    level: "must",
    caughtBy: numbers,
    apply: overNumber((value) => Object.is(value, -0)),
    wrap: withServerErrors,
  },
];

const members: readonly Fault[] = [
  {
    name: "crash-on-unknown-member",
    title: "crashes on a member that it does not know",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: overBody((body) => isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name))),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-member-constructor",
    title: "crashes on a member named constructor",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: overBody((body) => memberOf(body, "constructor") !== undefined),
  },
  {
    name: "crash-on-null-member",
    title: "crashes on a null RequestOrigin",
    level: "must",
    caughtBy: "request/accepts-null-members",
    apply: overMember("RequestOrigin", (value) => value === null),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-numeric-origin",
    title: "crashes on a RequestOrigin that is a number",
    level: "must",
    caughtBy: "request/request-origin/refuses-wrong-type",
    apply: overMember("RequestOrigin", (value) => typeof value === "number"),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-textual-max-results",
    title: "crashes on MaxResults that is a string",
    level: "must",
    caughtBy: "request/max-results/refuses-wrong-type",
    apply: overMember("MaxResults", (value) => typeof value === "string"),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-listed-tags",
    title: "crashes on Tags that is a list",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-type",
    apply: overMember("Tags", Array.isArray),
  },
  {
    name: "crash-on-textual-token-type",
    title: "crashes on a NextToken that is a structure",
    level: "must",
    caughtBy: "request/next-token/refuses-wrong-type",
    apply: overMember("NextToken", isJsonObject),
    wrap: withServerErrors,
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
    title: "crashes on more tags than its limit",
    level: "must",
    caughtBy: "request/tags/refuses-wrong-size",
    apply: limit("Tags", "maxProperties", (usual) => usual || crash("many tags")),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-long-tag-key",
    title: "crashes on a tag key above its length",
    level: "must",
    caughtBy: "request/tags/key/refuses-wrong-length",
    apply: limit("Tags/key", "maxLength", (usual) => usual || crash("a long key")),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-large-max-results",
    title: "crashes on a MaxResults above the number of sessions",
    level: "must",
    caughtBy: "request/max-results/accepts-edges",
    apply: performs((call, usual) => ((call.input.MaxResults ?? 0) > [...call.store.after(0)].length ? crash("an index beyond the end") : usual(call))),
    wrap: withServerErrors,
  },
  {
    name: "crash-on-unknown-operation",
    title: "crashes on an operation that it does not know",
    level: "must",
    caughtBy: "protocol/target/refuses-unknown",
    apply: (behaviour) => ({
      ...behaviour,
      operationOf: (target, context) => behaviour.operationOf(target, context) ?? (target === undefined ? undefined : crash("an unknown operation")),
    }),
    wrap: withServerErrors,
  },
  {
    name: "crash-without-target",
    title: "crashes on a request without a target",
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
