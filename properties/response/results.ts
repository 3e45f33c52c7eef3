import { crc32 } from "node:zlib";
import type { Schema } from "../../spec/contract.ts";
import { maxJudgedItems } from "../core/answer.ts";
import { judgeShape } from "../checks/response-shape.ts";
import { Fingerprints } from "../core/fingerprints.ts";
import type { Judgement, Violation, Watch, PassiveProperty } from "../core/property.ts";
import { found, nothingFound } from "../core/script.ts";
import { type Applies, contentType, onSuccess, passiveProperty, serverProperty, when } from "../core/passive-property.ts";

const shapes: readonly PassiveProperty[] = [
  serverProperty("response/is-json-object", "response.object", "must", "answers a success with a JSON object", onSuccess, ({ isJson, object, text, json }) =>
    when(object !== undefined, () =>
      isJson
        ? { code: "not-an-object", pointer: "/body", expected: "a JSON object", received: json }
        : { code: "not-json", pointer: "/body", expected: "a JSON object", received: text?.slice(0, 200) ?? "bytes that are no UTF-8" },
    ),
  ),
  {
    ...serverProperty("response/content-type", "response.content-type", "must", "labels a success with the protocol's content type", onSuccess, contentType),
    reads: "content-type",
  },
  passiveProperty("response/types", "response.types", "must", "gives every member of an answer its type", onSuccess, (answer, _, { contract }) =>
    judgeShape(answer, contract, "types"),
  ),
  {
    ...passiveProperty(
      "response/integers",
      "response.integers",
      "must",
      "gives whole numbers where a session is created with whole numbers",
      onSuccess,
      (answer, _, { contract }) => judgeShape(answer, contract, "integers"),
    ),
    scope: "ListSessions",
  },
  {
    ...passiveProperty(
      "response/limits",
      "response.limits",
      "must",
      "keeps the limits of ids and tokens, which bind requests too",
      onSuccess,
      (answer, _, { contract }) => judgeShape(answer, contract, "limits"),
    ),
    scope: "ListSessions",
  },
  passiveProperty(
    "response/omits-null-members",
    "response.omits-null",
    "should",
    "leaves members without a value out of an answer",
    onSuccess,
    ({ object, text }, _, { contract }) =>
      text?.includes("null") === true && nullAnywhere.test(text) ? nullMembers(object, contract.response, () => "/body") : [],
  ),
];

/** What a text with a null in it matches, and few others do: most answers need not be looked through. */
const nullAnywhere = /[:,[]\s*null/u;

/** Members of the page that are null; what the page does not name may be anything. */
function nullMembers(value: unknown, schema: Schema | undefined, pointer: () => string): readonly Violation[] {
  if (schema === undefined) return [];
  if (value === null) return [{ code: "null-member", pointer: pointer(), expected: "no member, since it has no value", received: null }];
  if (typeof value !== "object") return [];
  // An answer may hold thousands of members: pointers are written for those that are found.
  const violations: Violation[] = [];
  for (const [name, member] of Object.entries(value)) {
    const inner = schema.items ?? schema.additionalProperties ?? schema.properties?.[name];
    for (const violation of nullMembers(member, inner, () => `${pointer()}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`)) violations.push(violation);
    if (violations.length > maxJudgedItems) break;
  }
  return violations;
}

// A front end that refuses a body as too large does so before the service gives the request an id.
const notTooLarge: Applies = ({ status }) => status !== 413;

const requestId: readonly PassiveProperty[] = [
  {
    ...serverProperty("response/request-id/present", "response.request-id", "should", "gives each answer a request id", notTooLarge, ({ headers }) =>
      when((headers["x-amzn-requestid"] ?? "").trim() !== "", () => ({
        code: "request-id-missing",
        pointer: "/headers/x-amzn-requestid",
        expected: "a request id",
        received: headers["x-amzn-requestid"] ?? null,
      })),
    ),
    reads: "headers",
  },
  {
    kind: "passive",
    reads: "headers",
    id: "response/request-id/unique",
    requirement: "response.request-id",
    level: "should",
    title: "gives each answer a request id of its own",
    ofServer: true,
    needs: "none",
    watch: uniqueRequestIds,
  },
  {
    ...serverProperty(
      "response/crc32",
      "response.checksum",
      "should",
      "sends a right checksum if it sends one",
      (answer) => answer.headers["x-amz-crc32"] !== undefined && answer.headers["content-encoding"] === undefined,
      (answer, { response }) => {
        const expected = crc32(response?.body ?? new Uint8Array());
        return when(Number(answer.headers["x-amz-crc32"]) === expected, () => ({
          code: "wrong-checksum",
          pointer: "/headers/x-amz-crc32",
          expected: "the CRC-32 of the body",
          received: answer.headers["x-amz-crc32"] ?? null,
        }));
      },
    ),
    reads: "bytes",
  },
];

/** Request ids that are remembered: the first of a run. */
const maxRemembered = 20_000;

function uniqueRequestIds(): Watch {
  const known = new Fingerprints();
  return ({ answer, probe }): Judgement | undefined => {
    const id = answer?.headers["x-amzn-requestid"];
    if (id === undefined || id === "" || !probe.claimed) return undefined;
    if (known.has(id))
      return found({ code: "request-id-repeated", pointer: "/headers/x-amzn-requestid", expected: "a request id that no other answer has", received: id });
    if (known.size < maxRemembered) known.add(id);
    return nothingFound;
  };
}

/** Properties of results: their shape, and their headers. */
export const responseProperties: readonly PassiveProperty[] = [...shapes, ...requestId];
