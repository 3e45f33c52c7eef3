import { isJsonObject } from "../../../properties/core/json.ts";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Fault } from "./fault.ts";
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
  {
    name: "cache-without-tags",
    title: "gives a kept listing to requests with other tags",
    level: "must",
    caughtBy: "filters/single-pair/exact",
    apply: unchanged,
    wrap: caches(["Tags"], changes),
  },
  {
    name: "cache-without-max-results",
    title: "gives a kept listing to requests with another MaxResults",
    level: "must",
    caughtBy: "paging/page-within-max-results",
    apply: unchanged,
    wrap: caches(["MaxResults"], changes),
  },
  {
    name: "cache-without-token",
    title: "gives a kept first page to requests for later ones",
    level: "must",
    caughtBy: "paging/ends",
    apply: unchanged,
    wrap: caches(["NextToken"], changes),
  },
  {
    name: "cache-kept-after-delete",
    title: "gives a kept listing after a session was deleted",
    level: "should",
    caughtBy: "sessions/gone-after-delete",
    apply: unchanged,
    wrap: caches([], changesBut("DeleteSession")),
  },
  {
    name: "cache-kept-after-stop",
    title: "gives a kept listing after a session was stopped",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: unchanged,
    wrap: caches([], changesBut("StopSession")),
  },
  {
    name: "cache-kept-after-tagging",
    title: "gives a kept listing after a session was tagged",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply: unchanged,
    wrap: caches([], changesBut("TagResource")),
  },
  {
    name: "cache-of-whole-answers",
    title: "gives the last answer, request id and all, to the same request again",
    level: "should",
    caughtBy: "response/request-id/unique",
    apply: unchanged,
    wrap: repeats,
  },
];
