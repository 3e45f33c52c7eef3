import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import { type Fault, must, should } from "./fault.ts";
import { crash, limit, requestMemberNames, performs } from "./change.ts";
import { overBody, overMember, overNumber, withServerErrors } from "./crashing.ts";

const numbers = "request/max-results/survives-odd-numbers";

const numeric: readonly Fault[] = [
  must(
    "crash-on-infinite-number",
    "crashes on a number that no double holds",
    numbers,
    overNumber((value) => !Number.isFinite(value)),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-fraction",
    "crashes on MaxResults with a fraction",
    numbers,
    overNumber((value) => Number.isFinite(value) && !Number.isInteger(value)),
  ),
  must(
    "crash-beyond-32-bits",
    "crashes on MaxResults beyond 32 bits",
    numbers,
    overNumber((value) => Number.isFinite(value) && Math.abs(value) > 2 ** 31 - 1),
    { wrap: withServerErrors },
  ),
  must(
    "crash-beyond-64-bits",
    "loses the connection over MaxResults beyond 64 bits",
    numbers,
    overNumber((value) => Number.isFinite(value) && value >= 2 ** 63),
  ),
  must(
    "crash-on-minus-zero",
    "crashes on MaxResults written as -0",
    numbers,
    overNumber((value) => Object.is(value, -0)),
    { wrap: withServerErrors },
  ),
];

const members: readonly Fault[] = [
  should(
    "crash-on-unknown-member",
    "crashes on a member that it does not know",
    "request/ignores-unknown-members",
    overBody((body) => isJsonObject(body) && Object.keys(body).some((name) => !requestMemberNames().includes(name))),
    { wrap: withServerErrors },
  ),
  should(
    "crash-on-member-constructor",
    "crashes on a member named constructor",
    "request/ignores-unknown-members",
    overBody((body) => memberOf(body, "constructor") !== undefined),
  ),
  must(
    "crash-on-null-member",
    "crashes on a null RequestOrigin",
    "request/accepts-null-members",
    overMember("RequestOrigin", (value) => value === null),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-numeric-origin",
    "crashes on a RequestOrigin that is a number",
    "request/request-origin/refuses-wrong-type",
    overMember("RequestOrigin", (value) => typeof value === "number"),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-textual-max-results",
    "crashes on MaxResults that is a string",
    "request/max-results/refuses-wrong-type",
    overMember("MaxResults", (value) => typeof value === "string"),
    { wrap: withServerErrors },
  ),
  must("crash-on-listed-tags", "crashes on Tags that is a list", "request/tags/refuses-wrong-type", overMember("Tags", Array.isArray)),
  must(
    "crash-on-textual-token-type",
    "crashes on a NextToken that is a structure",
    "request/next-token/refuses-wrong-type",
    overMember("NextToken", isJsonObject),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-overlong-token",
    "loses the connection over a NextToken above its length",
    "request/next-token/refuses-wrong-length",
    limit("NextToken", "maxLength", (usual) => usual || crash("a long token")),
  ),
  must(
    "crash-on-too-many-tags",
    "crashes on more tags than its limit",
    "request/tags/refuses-wrong-size",
    limit("Tags", "maxProperties", (usual) => usual || crash("many tags")),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-long-tag-key",
    "crashes on a tag key above its length",
    "request/tags/key/refuses-wrong-length",
    limit("Tags/key", "maxLength", (usual) => usual || crash("a long key")),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-large-max-results",
    "crashes on a MaxResults above the number of sessions",
    "request/max-results/accepts-edges",
    performs((call, usual) => ((call.input.MaxResults ?? 0) > [...call.store.after(0)].length ? crash("an index beyond the end") : usual(call))),
    { wrap: withServerErrors },
  ),
  must(
    "crash-on-unknown-operation",
    "crashes on an operation that it does not know",
    "protocol/target/refuses-unknown",
    (behaviour) => ({
      ...behaviour,
      operationOf: (target, context) => behaviour.operationOf(target, context) ?? (target === undefined ? undefined : crash("an unknown operation")),
    }),
    { wrap: withServerErrors },
  ),
  must("crash-without-target", "crashes on a request without a target", "protocol/target/refuses-unknown", (behaviour) => ({
    ...behaviour,
    operationOf: (target, context) => behaviour.operationOf(target ?? crash("a missing target"), context),
  })),
];

/** Faults that show as server errors or lost connections over values of members. */
export const crashFaults: readonly Fault[] = [...numeric, ...members];
