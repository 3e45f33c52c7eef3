import type { WireResponse } from "../../../properties/core/exchange.ts";
import { errorAnswer, htmlAnswer } from "../server/plain-answers.ts";
import type { Variant } from "./variant.ts";
import { namedOperation, slowing, type Wrap } from "./changes.ts";

/** Answers some requests, at random, with something else; the service never sees them. */
export function sometimes(share: number, instead: (random: () => number) => WireResponse): Wrap {
  return (service, { random }) =>
    async (request) =>
      random() < share ? instead(random) : await service(request);
}

const lost = (): never => {
  throw new Error("the connection was closed");
};

/** Performs requests, and loses some of the answers. */
const losingAnswers =
  (share: number): Wrap =>
  (service, { random }) =>
  async (request) => {
    const answer = await service(request);
    return random() < share && namedOperation(request) === "ListSessions" ? lost() : answer;
  };

/** Services that fail now and then, or take their time. Source: fairness rule 7. */
export const disturbanceVariants: readonly Variant[] = [
  {
    name: "throttling",
    title: "throttles 15 % of requests with ThrottlingException",
    mayFail: [],
    wrap: sometimes(0.15, (random) => errorAnswer(400, "ThrottlingException", "Rate exceeded", random, "message")),
  },
  {
    name: "throttling-as-429",
    title: "throttles 15 % of requests with status 429 and says when to come back",
    mayFail: [],
    wrap: sometimes(0.15, (random) => {
      const answer = errorAnswer(429, "TooManyRequestsException", "Slow down", random, "message");
      return { ...answer, headers: { ...answer.headers, "retry-after": "1" } };
    }),
  },
  {
    name: "unavailable-at-times",
    title: "answers 15 % of requests with an HTML page and status 503",
    mayFail: [],
    wrap: sometimes(0.15, () => htmlAnswer(503, "Service Unavailable")),
  },
  {
    name: "internal-errors-at-times",
    title: "answers 15 % of requests with InternalServiceException",
    mayFail: [],
    wrap: sometimes(0.15, (random) => errorAnswer(500, "InternalServiceException", "An internal service error occurred.", random)),
  },
  {
    name: "bad-gateway-at-times",
    title: "answers 10 % of requests with an HTML page and status 502",
    mayFail: [],
    wrap: sometimes(0.1, () => htmlAnswer(502, "Bad Gateway")),
  },
  {
    name: "time-outs-at-times",
    title: "answers 15 % of requests with OperationTimeoutException",
    mayFail: [],
    wrap: sometimes(0.15, (random) => errorAnswer(400, "OperationTimeoutException", "The operation timed out.", random)),
  },
  {
    name: "connections-lost-at-times",
    title: "closes the connection of 10 % of requests before the first byte",
    mayFail: [],
    wrap: sometimes(0.1, lost),
  },
  {
    name: "answers-lost-at-times",
    title: "closes the connection of 10 % of listings after it has read them",
    mayFail: [],
    wrap: losingAnswers(0.1),
  },
  {
    name: "get-session-denied-at-times",
    title: "denies access to a session at random",
    mayFail: [],
    wrap:
      (service, { random }) =>
      async (request) => {
        if (namedOperation(request) !== "GetSession" || random() >= 0.3) return await service(request);
        return errorAnswer(400, "AccessDeniedException", "User is not authorized to perform: glue:GetSession", random);
      },
  },
  {
    name: "slow-answers",
    title: "takes a third of a second for every answer",
    mayFail: [],
    wrap: slowing(333),
  },
  {
    name: "answers-overtake-each-other",
    title: "answers requests that are under way at the same time in any order",
    mayFail: [],
    wrap:
      (service, { random }) =>
      async (request) => {
        for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await Promise.resolve();
        const answer = await service(request);
        for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await Promise.resolve();
        return answer;
      },
  },
];
