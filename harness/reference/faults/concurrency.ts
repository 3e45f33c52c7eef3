import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";
import { type Fault, must } from "./fault.ts";

const mixed = "concurrency/answers-belong-to-requests";

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

/** Faults that show only where several requests or walks are under way. */
export const concurrencyFaults: readonly Fault[] = [
  ...must(mixed, {
    "requests-mixed-up: answers a request with what the latest one asks for": { wrap: sharesRequest },
    "answers-mixed-up: sends every client the latest answer": { wrap: sharesAnswer },
    "bodies-mixed-up: lists what the latest body asks for": { wrap: sharesBody },
  }),
  ...must("paging/walks-interleave", {
    "one-cursor-for-all: keeps one cursor for all walks, whatever their tokens": (behaviour) => {
      let cursor = 0;
      let given = 0;
      return {
        issueToken(position) {
          cursor = position;
          given += 1;
          return `walk-${String(given)}`;
        },
        readToken: (token, filter, call) => (token.startsWith("walk-") ? cursor : behaviour.readToken(token, filter, call)),
      };
    },
  }),
];
