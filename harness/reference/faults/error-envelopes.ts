import type { WireResponse } from "../../../properties/core/exchange.ts";
import type { Fault } from "./fault.ts";
import { type BehaviourChange, labelled } from "./change.ts";

const errorBody = "error/is-json-object";
const errorType = "error/content-type";

function errors(change: (response: WireResponse, message: string) => WireResponse): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    renderRefusal: (refusal, requestId, context, operation) => change(behaviour.renderRefusal(refusal, requestId, context, operation), refusal.message),
  });
}

const page = (message: string): string => `<!doctype html>\n<title>400 Bad Request</title>\n<p>${message}</p>\n`;

/** Faults in the bodies and headers of errors as a whole. */
export const errorEnvelopeFaults: readonly Fault[] = [
  {
    name: "error-html-page",
    title: "answers errors with an HTML page",
    level: "must",
    caughtBy: errorBody,
    apply: errors((response, message) => ({ ...labelled("text/html")(response), body: Buffer.from(page(message)) })),
  },
  {
    name: "error-plain-text",
    title: "answers errors with the bare message",
    level: "must",
    caughtBy: errorBody,
    apply: errors((response, message) => ({ ...response, body: Buffer.from(message) })),
  },
  {
    name: "error-json-text",
    title: "answers errors with the message as a JSON string",
    level: "must",
    caughtBy: errorBody,
    apply: errors((response, message) => ({ ...response, body: Buffer.from(JSON.stringify(message)) })),
  },
  {
    name: "error-in-list",
    title: "answers errors with a list that holds the error",
    level: "must",
    caughtBy: errorBody,
    apply: errors((response) => ({ ...response, body: Buffer.concat([Buffer.from("["), response.body, Buffer.from("]")]) })),
  },
  {
    name: "error-empty-body",
    title: "answers errors with a status and an empty body",
    level: "must",
    caughtBy: errorBody,
    apply: errors((response) => ({ ...response, body: new Uint8Array() })),
  },
  {
    name: "error-in-xml",
    title: "answers errors in XML",
    level: "must",
    caughtBy: errorBody,
    apply: errors((response, message) => ({ ...response, body: Buffer.from(`<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`) })),
  },
  {
    name: "error-type-of-plain-json",
    title: "labels errors as application/json",
    level: "must",
    caughtBy: errorType,
    apply: errors(labelled("application/json")),
  },
  {
    name: "error-type-of-html",
    title: "labels errors as text/html",
    level: "must",
    caughtBy: errorType,
    apply: errors(labelled("text/html; charset=utf-8")),
  },
  {
    name: "error-type-missing",
    title: "sends errors without a content type",
    level: "must",
    caughtBy: errorType,
    apply: errors(labelled(undefined)),
  },
];
