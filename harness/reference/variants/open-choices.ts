import { errorAnswer, textAnswer } from "../server/plain-answers.ts";
import { Refusal } from "../service/refusal.ts";
import { legal, type Variant } from "./variant.ts";
import { checkingSignatures } from "./access.ts";
import { changingErrors, deciding, type Members, type Wrap } from "./changes.ts";
import { sometimes } from "./disturbances.ts";

const largest = 2 ** 31 - 1;
const minute = 60_000;

/** A clock that is off: in the times of sessions and in the Date of every answer. */
function clockOff(ms: number): Pick<Variant, "apply" | "wrap"> {
  const wrap: Wrap =
    (service, { clock }) =>
    async (request) => {
      const answer = await service(request);
      return { ...answer, headers: { ...answer.headers, date: new Date(clock.now() + ms).toUTCString() } };
    };
  return { apply: deciding(({ renderTimestamp }) => ({ renderTimestamp: (at) => renderTimestamp(at + ms) })), wrap };
}

/** What a request may hold that the documents leave open. */
const requests: readonly Variant[] = [
  ...legal({
    "null-tag-value-ignored: takes a pair with a null value for none": ({ parseJson }) => ({
      parseJson(text) {
        const body = parseJson(text) as Members | null;
        const tags: unknown = body?.["Tags"];
        if (typeof tags !== "object" || tags === null || Array.isArray(tags)) return body;
        return { ...body, Tags: Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== null)) };
      },
    }),
    "fractions-cut-overflow-refused: cuts fractions off, and refuses what is beyond 32 bits as unreadable": ({ types }) => ({
      types: {
        ...types,
        integer(value, place) {
          const cut = typeof value === "number" ? Math.trunc(value) : value;
          if (typeof cut === "number" && Math.abs(cut) > largest) throw new Refusal("syntax", "NUMBER_VALUE can not be converted to an Integer", [place.path]);
          return types.integer(cut, place);
        },
      },
    }),
    "tokens-bound-to-origin: takes a token only with the RequestOrigin that it was given for": ({ sealOf }) => ({
      sealOf: (position, filter, call) => sealOf(position, new Map([...filter, ["\0origin", String((call.input as Members)["RequestOrigin"])]]), call),
    }),
    "missing-target-denied: answers a request without a target with XML and status 403, and one with an unknown target with status 404": ({
      claims,
      errorStatusOf,
    }) => ({
      claims: (request, context) => request.headers["x-amz-target"] !== undefined && claims(request, context),
      errorStatusOf: (code, refusal, operation) => (refusal.reason === "unknown-operation" ? 404 : errorStatusOf(code, refusal, operation)),
      renderUnclaimed: () =>
        textAnswer(
          403,
          "text/xml",
          "<AccessDeniedException><Message>Unable to determine service/operation name to be authorized</Message></AccessDeniedException>",
        ),
    }),
  }),
];

/** What an operation may do where its page says nothing about it. */
const effects: readonly Variant[] = [
  ...legal({
    "create-again-answers-alike: answers CreateSession for an id that is taken with the session that has it": ({ operations }) => ({
      operations: {
        ...operations,
        CreateSession(call) {
          const known = call.behaviour.findSession(call.input.Id, call);
          return known === undefined ? operations.CreateSession(call) : { Session: call.behaviour.renderSession(known, call) };
        },
      },
    }),
    "stop-and-delete-answer-always: answers StopSession and DeleteSession with success, whether there is anything to stop or to delete or not": ({
      operations,
    }) => {
      const forgiving =
        (perform: (typeof operations)["StopSession"]): (typeof operations)["StopSession"] =>
        (call) => {
          try {
            return perform(call);
          } catch (error) {
            if (error instanceof Refusal) return { Id: call.input.Id };
            throw error;
          }
        };
      return { operations: { ...operations, StopSession: forgiving(operations.StopSession), DeleteSession: forgiving(operations.DeleteSession) } };
    },
    "coarser-times-in-listings: lists times in whole seconds, and shows them to the millisecond through GetSession": ({ renderSession }) => ({
      renderSession(session, call) {
        const shown = renderSession(session, call) as Members;
        const given = Number(shown["CreatedOn"]);
        return { ...shown, CreatedOn: call.operation === "ListSessions" ? Math.floor(given) : given };
      },
    }),
  }),
  { name: "clock-four-minutes-ahead", title: "has a clock that is four minutes ahead", mayFail: [], ...clockOff(4 * minute) },
  { name: "clock-four-minutes-behind", title: "has a clock that is four minutes behind", mayFail: [], ...clockOff(-4 * minute) },
];

/** What an error may say beside its code. */
const texts: readonly Variant[] = [
  ...legal({
    "errors-with-more-members: adds to an error who is to blame, the id of the request and the form of errors of other protocols": changingErrors(
      (body, code) => ({ ...body, Type: "Sender", RequestId: "6f4a3b52", logref: null, Error: { Code: code, Message: "no" }, Code: code }),
    ),
    "messages-very-long: writes 20,000 characters into the text of an error": changingErrors(({ message: _lower, Message: _upper, ...body }) => ({
      ...body,
      message: null,
      Message: "Invalid. ".repeat(2_222),
    })),
  }),
];

/** Errors of the newer list of common errors that come at times. */
const timeouts: readonly Variant[] = [
  ...legal({
    "request-timeouts-at-times: answers 10 % of requests with RequestTimeoutException and status 408": {
      wrap: sometimes(0.1, (random) => errorAnswer(408, "RequestTimeoutException", "The request timed out", random, "message")),
    },
    "requests-aborted-at-times: answers 10 % of requests with RequestAbortedException": {
      wrap: sometimes(0.1, (random) => errorAnswer(400, "RequestAbortedException", "The request was aborted before a reply", random, "message")),
    },
  }),
];

const older: Readonly<Record<string, string>> = { UnrecognizedClientException: "InvalidClientTokenId", InvalidSignatureException: "SignatureDoesNotMatch" };
const isScope = (text: string): boolean => text.includes("scoped");

/** How a bad signature is refused. */
const signatures: readonly Variant[] = [
  ...legal({
    "signatures-checked-scope-403: checks signatures and refuses a wrong scope with status 403, all else with 400": {
      checksSignatures: true,
      wrap: checkingSignatures((_, text) => (isScope(text) ? 403 : 400)),
    },
    "signatures-checked-scope-400: checks signatures and refuses a wrong scope with status 400, all else with 403": {
      checksSignatures: true,
      wrap: checkingSignatures((_, text) => (isScope(text) ? 400 : 403)),
    },
    "signatures-checked-with-older-codes: checks signatures and names what is wrong as older services do, without Exception at the end": {
      checksSignatures: true,
      wrap: checkingSignatures(
        () => 403,
        (code) => older[code] ?? code.replace(/Exception$/u, ""),
      ),
    },
  }),
];

/** Services that take freedoms which no document denies. */
export const openChoiceVariants: readonly Variant[] = [...requests, ...effects, ...texts, ...timeouts, ...signatures];
