import { errorAnswer, jsonAnswer, textAnswer } from "../server/plain-answers.ts";
import { type IdleServer, inputOf, isFor, referenceService } from "./idle-server.ts";

/** Errors of the page, of the lists of common errors, and of other operations, with their statuses; `constant.ts` has the others of the page. */
const errors: Readonly<Record<string, number>> = {
  EntityNotFoundException: 400,
  ExpiredTokenException: 403,
  InvalidAction: 400,
  MalformedHttpRequestException: 400,
  NotAuthorized: 401,
  OperationTimeoutException: 400,
  RequestAbortedException: 400,
  RequestEntityTooLargeException: 413,
  RequestTimeoutException: 408,
  UnrecognizedClientException: 403,
};

const dashed = (code: string): string => code.replaceAll(/(?!^)[A-Z]/gu, (letter) => `-${letter}`).toLowerCase();

/** Refuses everything with one error, by the name of its code. */
function always(code: string, status: number): IdleServer {
  return {
    name: `always-${dashed(code)}`,
    title: `answers everything with ${code} and status ${String(status)}`,
    service:
      ({ random }) =>
      () =>
        errorAnswer(status, code, "no", random),
  };
}

/** Servers that refuse everything alike, whatever a request breaks. */
export const refusingServers: readonly IdleServer[] = [
  ...Object.entries(errors).map(([code, status]) => always(code, status)),
  {
    name: "unknown-operation-as-404",
    title: "knows no operation, and says so with status 404",
    service:
      ({ random }) =>
      () =>
        errorAnswer(404, "UnknownOperationException", "", random),
  },
  {
    name: "denied-in-xml",
    title: "denies access to everything in XML",
    service: () => () => textAnswer(403, "application/xml", "<AccessDeniedException/>\n"),
  },
  {
    name: "takes-the-empty-input-alone",
    title: "lists nothing where nothing is asked for, and refuses everything else with InvalidInputException",
    service: (world) => {
      const service = referenceService(world);
      return (request) =>
        isFor(request, "ListSessions") && Object.keys(inputOf(request)).length > 0
          ? errorAnswer(400, "InvalidInputException", "no", world.random)
          : service(request);
    },
  },
  {
    name: "refuses-whatever-has-members",
    title: "takes an empty object, and refuses everything else with ValidationException, CreateSession too",
    service:
      ({ random }) =>
      (request) =>
        Object.keys(inputOf(request)).length === 0
          ? jsonAnswer(200, { Ids: [], Sessions: [] }, random)
          : errorAnswer(400, "ValidationException", "1 validation error detected", random, "message"),
  },
];
