import type { WireResponse } from "../../../properties/core/exchange.ts";
import { type Fault, must } from "./fault.ts";
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
  must(
    "error-html-page",
    "answers errors with an HTML page",
    errorBody,
    errors((response, message) => ({ ...labelled("text/html")(response), body: Buffer.from(page(message)) })),
  ),
  must(
    "error-plain-text",
    "answers errors with the bare message",
    errorBody,
    errors((response, message) => ({ ...response, body: Buffer.from(message) })),
  ),
  must(
    "error-json-text",
    "answers errors with the message as a JSON string",
    errorBody,
    errors((response, message) => ({ ...response, body: Buffer.from(JSON.stringify(message)) })),
  ),
  must(
    "error-in-list",
    "answers errors with a list that holds the error",
    errorBody,
    errors((response) => ({ ...response, body: Buffer.concat([Buffer.from("["), response.body, Buffer.from("]")]) })),
  ),
  must(
    "error-empty-body",
    "answers errors with a status and an empty body",
    errorBody,
    errors((response) => ({ ...response, body: new Uint8Array() })),
  ),
  must(
    "error-in-xml",
    "answers errors in XML",
    errorBody,
    errors((response, message) => ({ ...response, body: Buffer.from(`<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`) })),
  ),
  must("error-type-of-plain-json", "labels errors as application/json", errorType, errors(labelled("application/json"))),
  must("error-type-of-html", "labels errors as text/html", errorType, errors(labelled("text/html; charset=utf-8"))),
  must("error-type-missing", "sends errors without a content type", errorType, errors(labelled(undefined))),
];
