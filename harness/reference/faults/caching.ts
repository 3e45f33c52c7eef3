import { isJsonObject } from "../../../properties/core/json.ts";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { type Fault, must, should } from "./fault.ts";
import type { Service } from "../service/service.ts";
import { unchanged } from "./change.ts";

/**
 * Keeps the answers to readable listings and repeats them for requests with the same members, those in `unlike` aside, until an operation in
 * `renewedBy` is called.
 */
function caches(unlike: readonly string[], renewedBy: readonly string[]): NonNullable<Fault["wrap"]> {
  return (service) => {
    const kept = new Map<string, WireResponse>();
    return async (request) => {
      const operation = request.headers["x-amz-target"]?.split(".")[1] ?? "";
      if (renewedBy.includes(operation)) kept.clear();
      const key = operation === "ListSessions" ? keyOf(request, unlike) : undefined;
      const known = key === undefined ? undefined : kept.get(key);
      if (known !== undefined) return known;
      const response = await service(request);
      if (key !== undefined && response.status === 200) kept.set(key, response);
      return response;
    };
  };
}

function keyOf({ body }: WireRequest, unlike: readonly string[]): string | undefined {
  try {
    const input: unknown = JSON.parse(Buffer.from(body).toString());
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
    const text = `${request.headers["x-amz-target"] ?? ""} ${Buffer.from(request.body).toString()}`;
    if (last?.text === text && text.includes(".ListSessions ")) return last.response;
    const response = await service(request);
    last = { text, response };
    return response;
  };
}

/** Faults of a cache before the service. */
export const cachingFaults: readonly Fault[] = [
  must("cache-without-tags", "gives a kept listing to requests with other tags", "filters/single-pair/exact", unchanged, { wrap: caches(["Tags"], changes) }),
  must("cache-without-max-results", "gives a kept listing to requests with another MaxResults", "paging/page-within-max-results", unchanged, {
    wrap: caches(["MaxResults"], changes),
  }),
  must("cache-without-token", "gives a kept first page to requests for later ones", "paging/ends", unchanged, { wrap: caches(["NextToken"], changes) }),
  should("cache-kept-after-delete", "gives a kept listing after a session was deleted", "sessions/gone-after-delete", unchanged, {
    wrap: caches([], changesBut("DeleteSession")),
  }),
  should("cache-kept-after-stop", "gives a kept listing after a session was stopped", "sessions/stop-reflected", unchanged, {
    wrap: caches([], changesBut("StopSession")),
  }),
  should("cache-kept-after-tagging", "gives a kept listing after a session was tagged", "sessions/tags-reflected", unchanged, {
    wrap: caches([], changesBut("TagResource")),
  }),
  should("cache-of-whole-answers", "gives the last answer, request id and all, to the same request again", "response/request-id/unique", unchanged, {
    wrap: repeats,
  }),
];
