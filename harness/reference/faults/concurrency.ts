import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";
import { jsonAnswer } from "../server/plain-answers.ts";
import { isJsonObject } from "../../../spec/json.ts";
import { crash, type Listing, lists, type Members, without } from "./change.ts";
import { edited, jsonOf, namedOperation, textOf } from "./answers.ts";
import type { Traits } from "./changed-service.ts";
import { type Fault, faultTable } from "./fault.ts";

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Keeps something of the request or the answer under way where all requests find it: `respond` is called with the service and with what is shared. */
const sharing = <Shared extends object>(respond: (request: WireRequest, service: Service, shared: Partial<Shared>) => Promise<WireResponse>): Traits => ({
  wrap(service) {
    const shared: Partial<Shared> = {};
    return (request) => respond(request, service, shared);
  },
});

/** Delays some changes; `during` answers listings meanwhile. */
const whileChanging = (operations: readonly string[], during: (request: WireRequest, service: Service) => WireResponse | Promise<WireResponse>): Traits => ({
  wrap(service) {
    let underWay = 0;
    return async (request) => {
      const operation = namedOperation(request);
      if (operation === "ListSessions" && underWay > 0) return await during(request, service);
      if (!operations.includes(operation)) return await service(request);
      underWay += 1;
      try {
        await settled();
        return await service(request);
      } finally {
        underWay -= 1;
      }
    };
  },
});

const refusedWith = (status: number, code: string) => (): WireResponse =>
  jsonAnswer(status, { __type: code, Message: "The sessions changed while they were read" }, () => 0.5);

/** Answers all creations that come at the same time, and keeps the last of them. */
const keepsTheLast: Traits = {
  wrap(service) {
    let creations = 0;
    return async (request) => {
      if (namedOperation(request) !== "CreateSession") return await service(request);
      const mine = (creations += 1);
      await settled();
      const answer = await service(request);
      const { "x-amz-target": target = "" } = request.headers;
      if (mine !== creations) await service({ ...request, headers: { ...request.headers, "x-amz-target": target.replace("Create", "Delete") } });
      return answer;
    };
  },
};

/** A listing with other sessions than the service has. */
const relisting =
  (change: (ids: readonly string[]) => readonly string[]) =>
  async (request: WireRequest, service: Service): Promise<WireResponse> => {
    const answer = await service(request);
    const editing = edited((members) => {
      const { Ids, Sessions, ...rest } = members as Listing;
      const kept = change(Ids);
      return { ...rest, Ids: kept, Sessions: Sessions.filter(({ Id }) => kept.includes(String(Id))) };
    });
    return answer.status === 200 ? editing(answer) : answer;
  };

/** Keeps the answers to listings for requests with the same members, those in `unlike` aside, until an operation in `renewedBy` is called. */
const caches = (unlike: readonly string[], renewedBy: readonly string[]): Traits => ({
  wrap(service) {
    const kept = new Map<string, WireResponse>();
    return async (request) => {
      const operation = namedOperation(request);
      if (renewedBy.includes(operation)) kept.clear();
      const input = jsonOf(request);
      if (operation !== "ListSessions" || !isJsonObject(input)) return await service(request);
      const key = JSON.stringify(Object.entries(without(input, ...unlike)));
      const answer = kept.get(key) ?? (await service(request));
      if (answer.status === 200) kept.set(key, answer);
      return answer;
    };
  },
});

const changes = ["CreateSession", "DeleteSession", "StopSession", "TagResource", "UntagResource"];

/** A cache that one operation does not renew. */
const staleAfter = (operation: string): Traits =>
  caches(
    [],
    changes.filter((name) => name !== operation),
  );

/** Is true at every second call with the same text. */
function everySecond(): (text?: string) => boolean {
  const asked = new Map<string, number>();
  return (text = "") => {
    const count = (asked.get(text) ?? 0) + 1;
    asked.set(text, count);
    return count % 2 === 0;
  };
}

/** Faults that show where several requests or walks are under way, where a cache stands before the service, or every second time. */
export const concurrencyFaults: readonly Fault[] = faultTable({
  "concurrency/answers-belong-to-requests": "must",
  "requests-mixed-up: answers a request with what the latest one asks for": sharing<{ request: WireRequest }>(async (request, service, shared) => {
    shared.request = request;
    await settled();
    return service(shared.request);
  }),
  "answers-mixed-up: sends every client the latest answer": sharing<{ answer: WireResponse }>(async (request, service, shared) => {
    shared.answer = await service(request);
    await settled();
    return shared.answer;
  }),
  "bodies-mixed-up: lists what the latest body asks for": sharing<{ body: Uint8Array }>(async (request, service, shared) => {
    if (namedOperation(request) !== "ListSessions") return service(request);
    shared.body = request.body;
    await settled();
    return service({ ...request, body: shared.body });
  }),
  "concurrency/listing-while-sessions-change": "should",
  "creation-lost: keeps the last of several sessions that are created at the same time": keepsTheLast,
  "listing-fails-during-creation: answers a listing with a server error while a session is created": whileChanging(
    ["CreateSession"],
    refusedWith(500, "InternalFailure"),
  ),
  "listing-fails-during-deletion: answers a listing with a server error while a session is deleted": whileChanging(
    ["DeleteSession"],
    refusedWith(500, "InternalServiceException"),
  ),
  "listing-lost-during-tagging: closes the connection of a listing while a session is tagged": whileChanging(["TagResource"], () =>
    crash("a map that changed while it was read"),
  ),
  "listing-refused-during-stop: refuses a listing while a session is stopped": whileChanging(
    ["StopSession"],
    refusedWith(400, "ConcurrentModificationException"),
  ),
  "listing-empty-during-creation: lists nothing while a session is created": whileChanging(
    ["CreateSession"],
    relisting(() => []),
  ),
  "listing-short-during-deletion: leaves a session out of a listing while another one is deleted": whileChanging(
    ["DeleteSession"],
    relisting((ids) => ids.slice(0, -1)),
  ),
  "listing-unfiltered-during-change: lists without a filter while its index is written": whileChanging(
    ["CreateSession", "TagResource", "DeleteSession"],
    (request, service) => service({ ...request, body: Buffer.from(JSON.stringify(without(jsonOf(request) as Members, "Tags"))) }),
  ),
  "filters/single-pair/exact": "must",
  "cache-without-tags: gives a kept listing to requests with other tags": caches(["Tags"], changes),
  "paging/page-within-max-results": "must",
  "cache-without-max-results: gives a kept listing to requests with another MaxResults": caches(["MaxResults"], changes),
  "paging/ends": "must",
  "cache-without-token: gives a kept first page to requests for later ones": caches(["NextToken"], changes),
  "sessions/gone-after-delete": "should",
  "cache-kept-after-delete: gives a kept listing after a session was deleted": staleAfter("DeleteSession"),
  "sessions/stop-reflected": "should",
  "cache-kept-after-stop: gives a kept listing after a session was stopped": staleAfter("StopSession"),
  "sessions/tags-reflected": "should",
  "cache-kept-after-tagging: gives a kept listing after a session was tagged": staleAfter("TagResource"),
  "response/request-id/unique": "should",
  "cache-of-whole-answers: gives the last answer, request id and all, to the same request again": {
    wrap(service) {
      let last: { readonly text: string; readonly answer: WireResponse } | undefined;
      return async (request) => {
        const text = `${namedOperation(request)} ${textOf(request)}`;
        if (last?.text === text && text.startsWith("ListSessions ")) return last.answer;
        last = { text, answer: await service(request) };
        return last.answer;
      };
    },
  },
  "determinism/same-refusal-twice": "should",
  "constraint-code-by-turns: reports a broken constraint now as ValidationException, now as InvalidInputException": ({ errorCodeOf }) => {
    const other = everySecond();
    return { errorCodeOf: (refusal, operation) => (refusal.reason === "constraint" && other() ? "InvalidInputException" : errorCodeOf(refusal, operation)) };
  },
  "determinism/same-set-twice": "should",
  "oldest-session-by-turns: leaves the oldest session out of every second walk with the same members": (behaviour) => {
    const other = everySecond();
    return lists(({ Ids, Sessions }, { input: { NextToken, Tags, ...members } }) => {
      // Without a filter, the first page begins with the oldest.
      const isMeant = NextToken === undefined && Tags === undefined && other(JSON.stringify(members));
      return isMeant ? { Ids: Ids.slice(1), Sessions: Sessions.slice(1) } : {};
    })(behaviour);
  },
});
