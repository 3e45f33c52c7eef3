import { crc32 } from "node:zlib";
import { printsOpenLimits } from "../../spec/answer-limits.ts";
import type { Contract, Schema } from "../../spec/contract.ts";
import { type JudgedPart, judgeShape } from "../checks/response-shape.ts";
import { type Answer, maxJudgedItems, mediaTypeOf } from "../core/answer.ts";
import { Fingerprints } from "../core/fingerprints.ts";
import type { Judged, Property, Violation, Watch, WatchContext } from "../core/property.ts";
import { may, must, onSuccess, properties, should, unless } from "../core/property-table.ts";
import { mediaTypeFor } from "../core/request.ts";
import { found, nothingFound } from "../core/script.ts";

/** The body of an answer is a JSON object. */
export function isObject({ isJson, object, text, json }: Answer): readonly Violation[] {
  const [code, received] = isJson ? (["not-an-object", json] as const) : (["not-json", text?.slice(0, 200) ?? "bytes that are no UTF-8"] as const);
  return unless(object !== undefined, { code, pointer: "/body", expected: "a JSON object", received });
}

/** The media type of an answer is the protocol's. */
export function contentType(answer: Answer, _exchange: Judged, { contract }: WatchContext): readonly Violation[] {
  const wanted = mediaTypeFor(contract);
  const [pointer, received] = ["/headers/content-type", answer.headers["content-type"] ?? null];
  return unless(mediaTypeOf(answer) === wanted, { code: "wrong-content-type", pointer, expected: `the media type ${wanted}`, received });
}

const shapedBy =
  (part: JudgedPart) =>
  (answer: Answer, _exchange: Judged, { contract }: WatchContext): readonly Violation[] =>
    judgeShape(answer, contract, part);

/** What a text with a null in it matches, and few others do: most answers need not be looked through. */
const nullAnywhere = /[:,[]\s*null/u;

const idHeader = "x-amzn-requestid";
const ofServer = true;
const onListSessions = { scope: "ListSessions" } as const;

/** Properties of results: their shape, and their headers. */
export const responseProperties = properties({
  "response/is-json-object": { ...must("response.object", "answers a success with a JSON object", { ofServer }), on: onSuccess, judge: isObject },
  "response/content-type": {
    ...must("response.content-type", "labels a success with the protocol's content type", { ofServer, reads: "content-type" }),
    on: onSuccess,
    judge: contentType,
  },
  "response/types": { ...must("response.types", "gives every member of an answer its type"), on: onSuccess, judge: shapedBy("types") },
  "response/integers": {
    ...must("response.integers", "gives whole numbers where a session is created with whole numbers", onListSessions),
    on: onSuccess,
    judge: shapedBy("integers"),
  },
  "response/limits": {
    ...must("response.limits", "keeps the limits of ids and tokens, which bind requests too", onListSessions),
    on: onSuccess,
    judge: shapedBy("limits"),
  },
  "response/omits-null-members": {
    ...should("response.omits-null", "leaves members without a value out of an answer"),
    on: onSuccess,
    judge: ({ object, text }, _, { contract }) =>
      text?.includes("null") === true && nullAnywhere.test(text) ? nullMembers(object, contract.response, () => "/body") : [],
  },
  "response/request-id/present": {
    ...should("response.request-id", "gives each answer a request id", { ofServer, reads: "headers" }),
    // A front end that refuses a body as too large does so before the service gives the request an id.
    on: ({ status }) => status !== 413,
    judge: ({ headers: { [idHeader]: id = null } }) =>
      unless((id ?? "").trim() !== "", { code: "request-id-missing", pointer: `/headers/${idHeader}`, expected: "a request id", received: id }),
  },
  "response/request-id/unique": {
    ...should("response.request-id", "gives each answer a request id of its own", { ofServer, reads: "headers" }),
    watch: uniqueRequestIds,
  },
  "response/crc32": {
    ...should("response.checksum", "sends a right checksum if it sends one", { ofServer, reads: "bytes" }),
    on: ({ headers }) => headers["x-amz-crc32"] !== undefined && headers["content-encoding"] === undefined,
    judge: ({ headers: { "x-amz-crc32": received } }, { response }) => {
      const isRight = Number(received) === crc32(response?.body ?? new Uint8Array());
      return unless(isRight, { code: "wrong-checksum", pointer: "/headers/x-amz-crc32", expected: "the CRC-32 of the body", received });
    },
  },
});

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

/** Request ids that are remembered: the first of a run. */
const maxRemembered = 20_000;

function uniqueRequestIds(): Watch {
  const known = new Fingerprints();
  return ({ answer, probe }) => {
    const id = answer?.headers[idHeader];
    if (id === undefined || id === "" || !probe.claimed) return undefined;
    if (known.has(id))
      return found({ code: "request-id-repeated", pointer: `/headers/${idHeader}`, expected: "a request id that no other answer has", received: id });
    if (known.size < maxRemembered) known.add(id);
    return nothingFound;
  };
}

/** What an answer breaks of the limits that a page prints for answers, which AWS breaks itself: observed, never failed (fairness rule 12). */
export function printedLimits(page: Contract): readonly Property[] {
  if (!printsOpenLimits(page)) return [];
  const watch: Watch = (exchange, { contract }) => {
    const { answer, probe } = exchange;
    if (answer === undefined || !probe.claimed || !onSuccess(answer, exchange)) return undefined;
    // Values are not shown: they may be other people's text.
    const texts = judgeShape(answer, contract, "printed-limits").map(({ pointer, expected }) => `${pointer}: not ${expected}`);
    return { violations: [], observations: [...new Set(texts)].map((text) => ({ code: "outside-printed-limits", text })) };
  };
  const statement = may("response.printed-limits", "keeps the limits that the page prints for answers, or not");
  return properties({ "response/printed-limits/observed": { ...statement, watch: () => watch } });
}
