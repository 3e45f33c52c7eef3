import { isJsonObject, memberOf } from "../../../properties/json.ts";
import type { Fault } from "../fault.ts";
import type { Service } from "../service.ts";
import { type Change, crash, limit, parses, reads, readsBody } from "./change.ts";

const numbers = "request/max-results/survives-odd-numbers";
const open = "body/survives-open-bodies";
const odd = "body/survives-odd-bodies";
const nonObjects = "body/refuses-non-objects";

/** Answers with status 500 where the service fails, in place of a lost connection. */
function tells(service: Service): Service {
  return async (request) => {
    try {
      return await service(request);
    } catch {
      return {
        status: 500,
        headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "00000000-0000-4000-8000-000000000000" },
        body: Buffer.from('{"__type":"InternalFailure"}'),
      };
    }
  };
}

/** Fails over a text of a body. */
const overText = (test: (text: string) => boolean): Change => parses((text, usual) => (test(text) ? crash("a body") : usual(text)));
/** Fails over a value of a member. */
const overMember = (member: string, test: (value: unknown) => boolean): Change => reads(member, (value) => (test(value) ? crash(member) : value));
const overNumber = (test: (value: number) => boolean): Change => overMember("MaxResults", (value) => typeof value === "number" && test(value));
const overBody = (test: (body: unknown) => boolean): Change => readsBody((body) => (test(body) ? crash("a body") : body));

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
  {
    name: "fraction-lists-everything",
    title: "lists what it has for a fraction of MaxResults, which it answers with status 206",
    level: "must",
    caughtBy: numbers,
    apply: (behaviour) => ({
      ...behaviour,
      errorStatusOf: (code, refusal, operation) =>
        refusal.paths.includes("MaxResults") && refusal.reason === "type" ? 206 : behaviour.errorStatusOf(code, refusal, operation),
    }),
  },
];

const bodies: readonly Fault[] = [
  {
    name: "crash-on-empty-body",
    title: "comes to grief over an empty body",
    level: "must",
    caughtBy: open,
    apply: overText((text) => text === ""),
  },
  {
    name: "crash-on-blank-body",
    title: "comes to grief over a body of blanks",
    level: "must",
    caughtBy: open,
    apply: overText((text) => text !== "" && text.trim() === ""),
    wrap: tells,
  },
  {
    name: "crash-on-null-tag-value",
    title: "comes to grief over a tag whose value is null",
    level: "must",
    caughtBy: open,
    apply: overMember("Tags", (value) => isJsonObject(value) && Object.values(value).includes(null)),
    wrap: tells,
  },
  {
    name: "crash-on-null-character",
    title: "comes to grief over a null character in a tag",
    level: "should",
    caughtBy: odd,
    apply: overText((text) => text.includes("\\u0000")),
    wrap: tells,
  },
  {
    name: "crash-on-deep-nesting",
    title: "comes to grief over a hundred lists in each other",
    level: "should",
    caughtBy: odd,
    apply: overText((text) => text.includes("[".repeat(100))),
  },
  {
    name: "crash-on-lone-surrogate",
    title: "comes to grief over half a surrogate pair",
    level: "should",
    caughtBy: odd,
    apply: overBody((body) => Object.values(memberOf(body, "Tags") ?? {}).some((value) => typeof value === "string" && /\p{Surrogate}/u.test(value))),
    wrap: tells,
  },
  {
    name: "crash-on-invalid-utf-8",
    title: "comes to grief over bytes that are no UTF-8",
    level: "should",
    caughtBy: odd,
    apply: (behaviour) => ({ ...behaviour, readText: (body) => new TextDecoder("utf-8", { fatal: true }).decode(body) }),
    wrap: tells,
  },
  {
    name: "crash-on-byte-order-mark",
    title: "comes to grief over a byte order mark",
    level: "should",
    caughtBy: odd,
    apply: overText((text) => text.startsWith("\uFEFF")),
  },
  {
    name: "crash-on-malformed-json",
    title: "comes to grief over a body that is no JSON",
    level: "must",
    caughtBy: "body/refuses-malformed-json",
    apply: parses((text, usual) => (text === "" || text.trim() !== "" ? (JSON.parse(text === "" ? "{}" : text) as unknown) : usual(text))),
    wrap: tells,
  },
  {
    name: "crash-on-top-level-array",
    title: "comes to grief over a body that is an array",
    level: "should",
    caughtBy: nonObjects,
    apply: overBody(Array.isArray),
    wrap: tells,
  },
  {
    name: "crash-on-top-level-null",
    title: "comes to grief over a body that is null",
    level: "should",
    caughtBy: nonObjects,
    apply: overBody((body) => body === null),
  },
];

const members: readonly Fault[] = [
  {
    name: "crash-on-unknown-member",
    title: "comes to grief over a member that it does not know",
    level: "should",
    caughtBy: "request/ignores-unknown-members",
    apply: overBody((body) => memberOf(body, "GlueConformanceUnknown") !== undefined || Object.keys(body ?? {}).some((name) => name.startsWith("Unknown"))),
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
    apply: (behaviour) => ({
      ...behaviour,
      pageSizeOf: (input) => ((input.MaxResults ?? 0) > 500 ? crash("an index beyond the end") : behaviour.pageSizeOf(input)),
    }),
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

/** Faults that show as server errors or lost connections. */
export const crashFaults: readonly Fault[] = [...numeric, ...bodies, ...members];
