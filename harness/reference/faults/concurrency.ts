import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";
import { jsonAnswer } from "../server/plain-answers.ts";
import { isJsonObject } from "../../../properties/core/json.ts";
import { crash, performs } from "./change.ts";
import { namedOperation, textOf } from "./answers.ts";
import type { Traits } from "./changed-service.ts";
import { type Fault, must, should } from "./fault.ts";

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Keeps the request under way where all requests find it. */
function sharesRequest(service: Service): Service {
  let current: WireRequest;
  return async (request) => {
    current = request;
    await settled();
    return service(current);
  };
}

/** Gives the last answer to every waiting request. */
function sharesAnswer(service: Service): Service {
  let current: WireResponse;
  return async (request) => {
    current = await service(request);
    await settled();
    return current;
  };
}

/** Keeps the body under way where all requests find it, but not the target. */
function sharesBody(service: Service): Service {
  let body: Uint8Array;
  return async (request) => {
    if (request.headers["x-amz-target"]?.endsWith(".ListSessions") !== true) return service(request);
    body = request.body;
    await settled();
    return service({ ...request, body });
  };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const listingOf = ({ body }: WireResponse): { readonly Ids: readonly string[]; readonly Sessions: readonly unknown[] } =>
  JSON.parse(Buffer.from(body).toString()) as ReturnType<typeof listingOf>;

/** Delays some changes; `during` answers listings meanwhile. */
function changing(
  operations: readonly string[],
  during: (request: WireRequest, service: Service) => WireResponse | Promise<WireResponse>,
): NonNullable<Fault["wrap"]> {
  return (service) => {
    let underWay = 0;
    return async (request) => {
      const operation = namedOperation(request);
      if (operation === "ListSessions" && underWay > 0) return await during(request, service);
      if (!operations.includes(operation)) return await service(request);
      underWay += 1;
      try {
        await turn();
        return await service(request);
      } finally {
        underWay -= 1;
      }
    };
  };
}

const refusal = (status: number, code: string) => (): WireResponse =>
  jsonAnswer(status, { __type: code, Message: "The sessions changed while they were read" }, () => 0.5);

/** A listing with other sessions than the service has. */
const relisting =
  (change: (ids: readonly string[]) => readonly string[]) =>
  async (request: WireRequest, service: Service): Promise<WireResponse> => {
    const answer = await service(request);
    if (answer.status !== 200) return answer;
    const listing = listingOf(answer);
    const kept = new Set(change(listing.Ids));
    const isKept = (session: unknown): boolean => kept.has((session as { readonly Id: string }).Id);
    return { ...answer, body: Buffer.from(JSON.stringify({ ...listing, Ids: [...kept], Sessions: listing.Sessions.filter(isKept) })) };
  };

/** Lists without its filter. */
const unfiltered = (request: WireRequest, service: Service): WireResponse | Promise<WireResponse> => {
  const { Tags: _, ...input } = JSON.parse(textOf(request)) as Record<string, unknown>;
  return service({ ...request, body: Buffer.from(JSON.stringify(input)) });
};

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

/** Is true at every second call. */
const everySecond = (): (() => boolean) => {
  let asked = 0;
  return () => (asked += 1) % 2 === 0;
};

/** Faults that show where several requests or walks are under way, where a cache stands before the service, or every second time. */
export const concurrencyFaults: readonly Fault[] = [
  ...must("concurrency/answers-belong-to-requests", {
    "requests-mixed-up: answers a request with what the latest one asks for": { wrap: sharesRequest },
    "answers-mixed-up: sends every client the latest answer": { wrap: sharesAnswer },
    "bodies-mixed-up: lists what the latest body asks for": { wrap: sharesBody },
  }),
  ...must("paging/walks-interleave", {
    "one-cursor-for-all: keeps one cursor for all walks, whatever their tokens": ({ readToken }) => {
      let cursor = 0;
      let given = 0;
      return {
        issueToken(position) {
          cursor = position;
          given += 1;
          return `walk-${String(given)}`;
        },
        readToken: (token, filter, call) => (token.startsWith("walk-") ? cursor : readToken(token, filter, call)),
      };
    },
  }),
  ...should("concurrency/listing-while-sessions-change", {
    "listing-fails-during-creation: answers a listing with a server error while a session is created": {
      wrap: changing(["CreateSession"], refusal(500, "InternalFailure")),
    },
    "listing-fails-during-deletion: answers a listing with a server error while a session is deleted": {
      wrap: changing(["DeleteSession"], refusal(500, "InternalServiceException")),
    },
    "listing-lost-during-tagging: closes the connection of a listing while a session is tagged": {
      wrap: changing(["TagResource"], () => crash("a map that changed while it was read")),
    },
    "listing-refused-during-stop: refuses a listing while a session is stopped": {
      wrap: changing(["StopSession"], refusal(400, "ConcurrentModificationException")),
    },
    "listing-empty-during-creation: lists nothing while a session is created": {
      wrap: changing(
        ["CreateSession"],
        relisting(() => []),
      ),
    },
    "listing-short-during-deletion: leaves a session out of a listing while another one is deleted": {
      wrap: changing(
        ["DeleteSession"],
        relisting((ids) => ids.slice(0, -1)),
      ),
    },
    "listing-unfiltered-during-change: lists without a filter while its index is written": {
      wrap: changing(["CreateSession", "TagResource", "DeleteSession"], unfiltered),
    },
  }),
  ...must("filters/single-pair/exact", { "cache-without-tags: gives a kept listing to requests with other tags": caches(["Tags"], changes) }),
  ...must("paging/page-within-max-results", {
    "cache-without-max-results: gives a kept listing to requests with another MaxResults": caches(["MaxResults"], changes),
  }),
  ...must("paging/ends", { "cache-without-token: gives a kept first page to requests for later ones": caches(["NextToken"], changes) }),
  ...should("sessions/gone-after-delete", {
    "cache-kept-after-delete: gives a kept listing after a session was deleted": caches([], changesBut("DeleteSession")),
  }),
  ...should("sessions/stop-reflected", { "cache-kept-after-stop: gives a kept listing after a session was stopped": caches([], changesBut("StopSession")) }),
  ...should("sessions/tags-reflected", { "cache-kept-after-tagging: gives a kept listing after a session was tagged": caches([], changesBut("TagResource")) }),
  ...should("response/request-id/unique", {
    "cache-of-whole-answers: gives the last answer, request id and all, to the same request again": { wrap: repeats },
  }),
  ...should("determinism/same-refusal-twice", {
    "constraint-code-by-turns: reports a broken constraint now as ValidationException, now as InvalidInputException": ({ errorCodeOf }) => {
      const other = everySecond();
      return { errorCodeOf: (refusal, operation) => (refusal.reason === "constraint" && other() ? "InvalidInputException" : errorCodeOf(refusal, operation)) };
    },
  }),
  ...should("determinism/same-set-twice", {
    "oldest-session-by-turns: leaves the oldest session out of every second walk with the same members": (behaviour) => {
      const turns = new Map<string, () => boolean>();
      return performs((call, usual) => {
        const listing = usual(call);
        const { NextToken, Tags, ...members } = call.input;
        if (NextToken !== undefined || Tags !== undefined) return listing;
        const key = JSON.stringify(members);
        const other = turns.get(key) ?? everySecond();
        turns.set(key, other);
        // Without a filter, the first page begins with the oldest.
        return other() ? { ...listing, Ids: listing.Ids.slice(1), Sessions: listing.Sessions.slice(1) } : listing;
      })(behaviour);
    },
  }),
];
