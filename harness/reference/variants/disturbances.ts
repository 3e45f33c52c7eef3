import type { WireResponse } from "../../../properties/core/exchange.ts";
import { namedOperation } from "../faults/answers.ts";
import type { Change } from "../faults/change.ts";
import { errorAnswer, htmlAnswer } from "../server/plain-answers.ts";
import { type Key, signatureFault } from "../server/signature-check.ts";
import type { Operations } from "../service/decisions.ts";
import { instead, legal, slowedBy, type VariantTraits } from "./variant.ts";

/** An answer, as often with another request id. */
type Answer = (random: () => number) => WireResponse;

const failing =
  (status: number, code: string, text: string, member: "message" | "Message" = "message"): Answer =>
  (random) =>
    errorAnswer(status, code, text, random, member);

const throttled = failing(400, "ThrottlingException", "Rate exceeded");

const lost = (): never => {
  throw new Error("the connection was closed");
};

/** Answers some requests, at random, with something else; the service never sees them. */
const sometimes = (share: number, answer: Answer, ...operations: readonly string[]): VariantTraits =>
  instead((request, { random }) =>
    (operations.length === 0 || operations.includes(namedOperation(request))) && random() < share ? answer(random) : undefined,
  );

const denying = (...names: readonly string[]): VariantTraits =>
  instead((request, { random }) => {
    const operation = namedOperation(request);
    if (!names.includes(operation)) return undefined;
    return errorAnswer(400, "AccessDeniedException", `User is not authorized to perform: glue:${operation} because no identity-based policy allows it`, random);
  });

/** Does not know some operations. */
const lacking =
  (...names: readonly (keyof Operations)[]): Change =>
  ({ operationOf }) => ({
    operationOf(target, context) {
      const operation = operationOf(target, context);
      return operation !== undefined && names.includes(operation) ? undefined : operation;
    },
  });

/** The key that a run uses for a target of the user's own. */
const key: Key = { accessKeyId: "test", secretAccessKey: "test" };
const older: Readonly<Record<string, string>> = { UnrecognizedClientException: "InvalidClientTokenId", InvalidSignatureException: "SignatureDoesNotMatch" };

/** Refuses what is not signed as it has to be, with a status and a code by what is wrong. */
const checkingSignatures = (status: (text: string) => number, named: (code: string) => string = (code) => code): VariantTraits =>
  instead(async (request, { now, random }) => {
    const fault = await signatureFault(request, key, now());
    return fault === undefined ? undefined : errorAnswer(status(fault.text), named(fault.code), fault.text, random, "message");
  });

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const isChange = (operation: string): boolean => ["CreateSession", "DeleteSession", "StopSession", "TagResource", "UntagResource"].includes(operation);

/** Handles a limited number of the requests of a kind at a time, each for a moment, and refuses the others. */
const atATime = (limit: number, isCounted: (operation: string) => boolean, refusal: Answer): VariantTraits => ({
  wrap(service, { random }) {
    let underWay = 0;
    return async (request) => {
      if (!isCounted(namedOperation(request))) return await service(request);
      if (underWay >= limit) return refusal(random);
      underWay += 1;
      await turn();
      try {
        return await service(request);
      } finally {
        underWay -= 1;
      }
    };
  },
});

const isScope = (text: string): boolean => text.includes("scoped");

/** Services that fail now and then, take their time, or restrict access. */
export const disturbanceVariants = [
  ...legal({
    // Services that fail now and then, or take their time. Source: fairness rule 7.
    "throttling: throttles 15 % of requests with ThrottlingException": sometimes(0.15, throttled),
    "throttling-as-429: throttles 15 % of requests with status 429 and says when to come back": sometimes(0.15, (random) => {
      const answer = errorAnswer(429, "TooManyRequestsException", "Slow down", random, "message");
      return { ...answer, headers: { ...answer.headers, "retry-after": "1" } };
    }),
    "unavailable-at-times: answers 15 % of requests with an HTML page and status 503": sometimes(0.15, () => htmlAnswer(503, "Service Unavailable")),
    "internal-errors-at-times: answers 15 % of requests with InternalServiceException": sometimes(
      0.15,
      failing(500, "InternalServiceException", "An internal service error occurred.", "Message"),
    ),
    "bad-gateway-at-times: answers 10 % of requests with an HTML page and status 502": sometimes(0.1, () => htmlAnswer(502, "Bad Gateway")),
    "time-outs-at-times: answers 15 % of requests with OperationTimeoutException": sometimes(
      0.15,
      failing(400, "OperationTimeoutException", "The operation timed out.", "Message"),
    ),
    "request-timeouts-at-times: answers 10 % of requests with RequestTimeoutException and status 408": sometimes(
      0.1,
      failing(408, "RequestTimeoutException", "The request timed out"),
    ),
    "requests-aborted-at-times: answers 10 % of requests with RequestAbortedException": sometimes(
      0.1,
      failing(400, "RequestAbortedException", "The request was aborted before a reply"),
    ),
    "connections-lost-at-times: closes the connection of 10 % of requests before the first byte": sometimes(0.1, lost),
    "answers-lost-at-times: closes the connection of 10 % of listings after it has read them": {
      wrap:
        (service, { random }) =>
        async (request) => {
          const answer = await service(request);
          return random() < 0.1 && namedOperation(request) === "ListSessions" ? lost() : answer;
        },
    },
    "slow-answers: takes a third of a second for every answer": slowedBy(333),
    "answers-overtake-each-other: answers requests that are under way at the same time in any order": {
      wrap(service, { random }) {
        const wait = async (): Promise<void> => {
          for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await Promise.resolve();
        };
        return async (request) => {
          await wait();
          const answer = await service(request);
          await wait();
          return answer;
        };
      },
    },
    "changes-throttled: throttles a third of what stops or tags a session": sometimes(0.3, throttled, "StopSession", "TagResource", "UntagResource"),
    "one-change-at-a-time: refuses a change of a session while another one is under way": atATime(
      1,
      (operation) => isChange(operation) && operation !== "CreateSession",
      failing(400, "ConcurrentModificationException", "Another change is under way", "Message"),
    ),
    "eight-requests-at-a-time: throttles what comes while eight requests are under way": [atATime(8, () => true, throttled), { onWire: true }],
    "changes-take-a-moment: makes changes a moment after they were asked for, and answers then": {
      wrap: (service) => async (request) => {
        if (isChange(namedOperation(request))) for (let turns = 0; turns < 3; turns += 1) await turn();
        return await service(request);
      },
    },
    // Services that restrict access.
    "get-session-denied: denies access to GetSession": denying("GetSession"),
    "get-session-denied-at-times: denies access to a session at random": sometimes(
      0.3,
      failing(400, "AccessDeniedException", "User is not authorized to perform: glue:GetSession", "Message"),
      "GetSession",
    ),
    "changes-denied: denies access to StopSession, TagResource and UntagResource": denying("StopSession", "TagResource", "UntagResource"),
    "no-get-session: does not implement GetSession": lacking("GetSession"),
    "no-tag-operations: does not implement TagResource, UntagResource and GetTags": lacking("TagResource", "UntagResource", "GetTags"),
    "no-stop-session: does not implement StopSession": lacking("StopSession"),
    "no-delete-session: does not implement DeleteSession": lacking("DeleteSession", "StopSession"),
  }),
  ...legal(
    {
      "signatures-checked: checks signatures and refuses bad ones with status 400": checkingSignatures(() => 400),
      "signatures-checked-403: checks signatures and refuses bad ones with status 403": checkingSignatures(() => 403),
      "signatures-checked-scope-403: checks signatures and refuses a wrong scope with status 403, all else with 400": checkingSignatures((text) =>
        isScope(text) ? 403 : 400,
      ),
      "signatures-checked-scope-400: checks signatures and refuses a wrong scope with status 400, all else with 403": checkingSignatures((text) =>
        isScope(text) ? 400 : 403,
      ),
      "signatures-checked-with-older-codes: checks signatures and names what is wrong as older services do, without Exception at the end": checkingSignatures(
        () => 403,
        (code) => older[code] ?? code.replace(/Exception$/u, ""),
      ),
    },
    { checksSignatures: true },
  ),
];
