import { awsJsonType } from "../../../properties/core/request.ts";
import { htmlAnswer, jsonAnswer, textAnswer } from "../server/plain-answers.ts";
import { always, type IdleServer, pageOf, refusing, servers } from "./idle-server.ts";

const accepting = (body: object): IdleServer["service"] => always((random) => jsonAnswer(200, body, random));
const empty = (status: number, headers: Readonly<Record<string, string>>): IdleServer["service"] => always(() => ({ status, headers, body: new Uint8Array() }));
const invalid = "1 validation error detected";
const lists = { Ids: [], Sessions: [] };

const named = servers({
  "rejects-all: refuses everything with ValidationException": refusing(400, "ValidationException", invalid),
  "rejects-all-as-invalid-input: refuses everything with InvalidInputException": refusing(400, "InvalidInputException", "The input provided was not valid."),
  "rejects-all-as-unreadable: refuses everything with SerializationException": refusing(400, "SerializationException", ""),
  "denies-all: denies access to everything": refusing(400, "AccessDeniedException", "User is not authorized"),
  "knows-no-operation: knows no operation": refusing(400, "UnknownOperationException", ""),
  "accepts-all: accepts everything with an empty object": accepting({}),
  "accepts-all-with-empty-lists: accepts everything and lists nothing": accepting(lists),
  "accepts-all-with-one-session: accepts everything and lists one session, always the same": accepting(pageOf(["session-1"])),
  "accepts-all-with-a-token: accepts everything, lists nothing and gives a token, always the same": accepting({ ...lists, NextToken: "next" }),
  "errors-with-200: says in the body that it refuses everything, with status 200": refusing(200, "ValidationException", invalid),
  "always-500: answers everything with InternalServiceException": refusing(500, "InternalServiceException", "An internal service error occurred."),
  "always-503: is never available": always(() => htmlAnswer(503, "Service Unavailable")),
  "always-throttles: throttles everything": refusing(400, "ThrottlingException", "Rate exceeded"),
  "html-200: answers everything with an HTML page and status 200": always(() => htmlAnswer(200, "Welcome")),
  "empty-200: answers everything with an empty body and status 200": empty(200, { "content-type": awsJsonType }),
  "no-content: answers everything with status 204": empty(204, {}),
  "never-answers: closes every connection without an answer": always(() => {
    throw new Error("the connection was closed");
  }),
  "unknown-operation-as-404: knows no operation, and says so with status 404": refusing(404, "UnknownOperationException", ""),
  "denied-in-xml: denies access to everything in XML": always(() => textAnswer(403, "application/xml", "<AccessDeniedException/>\n")),
});

/** Further errors of the page, of the lists of common errors, and of other operations, with their statuses. */
const errors: Readonly<Record<number, readonly string[]>> = {
  400: ["EntityNotFoundException", "InvalidAction", "MalformedHttpRequestException", "OperationTimeoutException", "RequestAbortedException"],
  401: ["NotAuthorized"],
  403: ["ExpiredTokenException", "UnrecognizedClientException"],
  408: ["RequestTimeoutException"],
  413: ["RequestEntityTooLargeException"],
};

const byCode = Object.entries(errors).flatMap(([status, codes]) =>
  codes.map((code) => ({
    name: `always-${code.replaceAll(/(?!^)[A-Z]/gu, (letter) => `-${letter}`).toLowerCase()}`,
    title: `answers everything with ${code} and status ${status}`,
    service: refusing(Number(status), code, "no"),
  })),
);

/** Servers that give the same answer to everything. */
export const constantServers: readonly IdleServer[] = [...named, ...byCode];
