import { isJsonObject } from "../../../properties/core/json.ts";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";
import { type Fault, must, should } from "./fault.ts";
import type { Traits } from "./changed-service.ts";
import { namedOperation, textOf } from "./answers.ts";

/**
 * Keeps the answers to readable listings and repeats them for requests with the same members, those in `unlike` aside, until an operation in
 * `renewedBy` is called.
 */
function caches(unlike: readonly string[], renewedBy: readonly string[]): Traits {
  const wrap = (service: Service): Service => {
    const kept = new Map<string, WireResponse>();
    return async (request) => {
      const operation = namedOperation(request);
      if (renewedBy.includes(operation)) kept.clear();
      const key = operation === "ListSessions" ? keyOf(request, unlike) : undefined;
      const known = key === undefined ? undefined : kept.get(key);
      if (known !== undefined) return known;
      const response = await service(request);
      if (key !== undefined && response.status === 200) kept.set(key, response);
      return response;
    };
  };
  return { wrap };
}

function keyOf(request: WireRequest, unlike: readonly string[]): string | undefined {
  try {
    const input: unknown = JSON.parse(textOf(request));
    if (!isJsonObject(input)) return undefined;
    return JSON.stringify(Object.entries(input).filter(([name]) => !unlike.includes(name)));
  } catch {
    return undefined;
  }
}

const changes = ["CreateSession", "DeleteSession", "StopSession", "TagResource", "UntagResource"];

/** The operations that change what is listed, but for one. */
const changesBut = (operation: string): readonly string[] => changes.filter((name) => name !== operation);

/** Repeats the answer to a listing where the same bytes were sent just before. */
function repeats(service: Service): Service {
  let last: { readonly text: string; readonly response: WireResponse } | undefined;
  return async (request) => {
    const text = `${request.headers["x-amz-target"] ?? ""} ${textOf(request)}`;
    if (last?.text === text && text.includes(".ListSessions ")) return last.response;
    const response = await service(request);
    last = { text, response };
    return response;
  };
}

/** Faults of a cache before the service. */
export const cachingFaults: readonly Fault[] = [
  ...must("filters/single-pair/exact", { "cache-without-tags: gives a kept listing to requests with other tags": caches(["Tags"], changes) }),
  ...must("paging/page-within-max-results", {
    "cache-without-max-results: gives a kept listing to requests with another MaxResults": caches(["MaxResults"], changes),
  }),
  ...must("paging/ends", { "cache-without-token: gives a kept first page to requests for later ones": caches(["NextToken"], changes) }),
  ...should("sessions/gone-after-delete", {
    "cache-kept-after-delete: gives a kept listing after a session was deleted": caches([], changesBut("DeleteSession")),
  }),
  ...should("sessions/stop-reflected", {
    "cache-kept-after-stop: gives a kept listing after a session was stopped": caches([], changesBut("StopSession")),
  }),
  ...should("sessions/tags-reflected", {
    "cache-kept-after-tagging: gives a kept listing after a session was tagged": caches([], changesBut("TagResource")),
  }),
  ...should("response/request-id/unique", {
    "cache-of-whole-answers: gives the last answer, request id and all, to the same request again": { wrap: repeats },
  }),
];
