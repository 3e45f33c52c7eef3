import type { WireResponse } from "../../../properties/core/exchange.ts";
import { errorAnswer, htmlAnswer } from "../server/plain-answers.ts";
import { legal, type Variant } from "./variant.ts";
import { slowing, type Wrap } from "./changes.ts";
import { namedOperation } from "../faults/answers.ts";

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
  ...legal({
    "throttling: throttles 15 % of requests with ThrottlingException": {
      wrap: sometimes(0.15, (random) => errorAnswer(400, "ThrottlingException", "Rate exceeded", random, "message")),
    },
    "throttling-as-429: throttles 15 % of requests with status 429 and says when to come back": {
      wrap: sometimes(0.15, (random) => {
        const answer = errorAnswer(429, "TooManyRequestsException", "Slow down", random, "message");
        return { ...answer, headers: { ...answer.headers, "retry-after": "1" } };
      }),
    },
    "unavailable-at-times: answers 15 % of requests with an HTML page and status 503": { wrap: sometimes(0.15, () => htmlAnswer(503, "Service Unavailable")) },
    "internal-errors-at-times: answers 15 % of requests with InternalServiceException": {
      wrap: sometimes(0.15, (random) => errorAnswer(500, "InternalServiceException", "An internal service error occurred.", random)),
    },
    "bad-gateway-at-times: answers 10 % of requests with an HTML page and status 502": { wrap: sometimes(0.1, () => htmlAnswer(502, "Bad Gateway")) },
    "time-outs-at-times: answers 15 % of requests with OperationTimeoutException": {
      wrap: sometimes(0.15, (random) => errorAnswer(400, "OperationTimeoutException", "The operation timed out.", random)),
    },
    "connections-lost-at-times: closes the connection of 10 % of requests before the first byte": { wrap: sometimes(0.1, lost) },
    "answers-lost-at-times: closes the connection of 10 % of listings after it has read them": { wrap: losingAnswers(0.1) },
    "get-session-denied-at-times: denies access to a session at random": {
      wrap:
        (service, { random }) =>
        async (request) => {
          if (namedOperation(request) !== "GetSession" || random() >= 0.3) return await service(request);
          return errorAnswer(400, "AccessDeniedException", "User is not authorized to perform: glue:GetSession", random);
        },
    },
    "slow-answers: takes a third of a second for every answer": { wrap: slowing(333) },
    "answers-overtake-each-other: answers requests that are under way at the same time in any order": {
      wrap:
        (service, { random }) =>
        async (request) => {
          for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await Promise.resolve();
          const answer = await service(request);
          for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await Promise.resolve();
          return answer;
        },
    },
  }),
];
