import type { WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { errorAnswer, htmlAnswer, jsonAnswer } from "../server/plain-answers.ts";
import { type IdleServer, pageOf } from "./idle-server.ts";

function always(answer: (random: () => number) => WireResponse): IdleServer["service"] {
  return ({ random }) =>
    () =>
      answer(random);
}

const refusing = (status: number, code: string, text: string): IdleServer["service"] => always((random) => errorAnswer(status, code, text, random));
const accepting = (body: object): IdleServer["service"] => always((random) => jsonAnswer(200, body, random));

/** Servers that give the same answer to everything. */
export const constantServers: readonly IdleServer[] = [
  { name: "rejects-all", title: "refuses everything with ValidationException", service: refusing(400, "ValidationException", "1 validation error detected") },
  {
    name: "rejects-all-as-invalid-input",
    title: "refuses everything with InvalidInputException",
    service: refusing(400, "InvalidInputException", "The input provided was not valid."),
  },
  { name: "rejects-all-as-unreadable", title: "refuses everything with SerializationException", service: refusing(400, "SerializationException", "") },
  { name: "denies-all", title: "denies access to everything", service: refusing(400, "AccessDeniedException", "User is not authorized") },
  { name: "knows-no-operation", title: "knows no operation", service: refusing(400, "UnknownOperationException", "") },
  { name: "accepts-all", title: "accepts everything with an empty object", service: accepting({}) },
  { name: "accepts-all-with-empty-lists", title: "accepts everything and lists nothing", service: accepting({ Ids: [], Sessions: [] }) },
  { name: "accepts-all-with-one-session", title: "accepts everything and lists one session, always the same", service: accepting(pageOf(["session-1"])) },
  {
    name: "accepts-all-with-a-token",
    title: "accepts everything, lists nothing and gives a token, always the same",
    service: accepting({ Ids: [], Sessions: [], NextToken: "next" }),
  },
  {
    name: "errors-with-200",
    title: "says in the body that it refuses everything, with status 200",
    service: refusing(200, "ValidationException", "1 validation error detected"),
  },
  {
    name: "always-500",
    title: "answers everything with InternalServiceException",
    service: refusing(500, "InternalServiceException", "An internal service error occurred."),
  },
  { name: "always-503", title: "is never available", service: always(() => htmlAnswer(503, "Service Unavailable")) },
  { name: "always-throttles", title: "throttles everything", service: refusing(400, "ThrottlingException", "Rate exceeded") },
  { name: "html-200", title: "answers everything with an HTML page and status 200", service: always(() => htmlAnswer(200, "Welcome")) },
  {
    name: "empty-200",
    title: "answers everything with an empty body and status 200",
    service: always(() => ({ status: 200, headers: { "content-type": awsJsonType }, body: new Uint8Array() })),
  },
  { name: "no-content", title: "answers everything with status 204", service: always(() => ({ status: 204, headers: {}, body: new Uint8Array() })) },
  {
    name: "never-answers",
    title: "closes every connection without an answer",
    service: always(() => {
      throw new Error("the connection was closed");
    }),
  },
];
