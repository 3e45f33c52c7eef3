import type { WireResponse } from "../../../properties/core/exchange.ts";
import type { Change } from "./change.ts";
import { labelled } from "./answers.ts";
import { type Fault, must } from "./fault.ts";

function errors(change: (response: WireResponse, message: string) => WireResponse): Change {
  return (behaviour) => ({
    renderRefusal: (refusal, requestId, context, operation) => change(behaviour.renderRefusal(refusal, requestId, context, operation), refusal.message),
  });
}

const page = (message: string): string => `<!doctype html>\n<title>400 Bad Request</title>\n<p>${message}</p>\n`;

/** Faults in the bodies and headers of errors as a whole. */
export const errorEnvelopeFaults: readonly Fault[] = [
  ...must("error/is-json-object", {
    "error-html-page: answers errors with an HTML page": errors((response, message) => ({
      ...labelled("text/html")(response),
      body: Buffer.from(page(message)),
    })),
    "error-plain-text: answers errors with the bare message": errors((response, message) => ({ ...response, body: Buffer.from(message) })),
    "error-json-text: answers errors with the message as a JSON string": errors((response, message) => ({
      ...response,
      body: Buffer.from(JSON.stringify(message)),
    })),
    "error-in-list: answers errors with a list that holds the error": errors((response) => ({
      ...response,
      body: Buffer.concat([Buffer.from("["), response.body, Buffer.from("]")]),
    })),
    "error-empty-body: answers errors with a status and an empty body": errors((response) => ({ ...response, body: new Uint8Array() })),
    "error-in-xml: answers errors in XML": errors((response, message) => ({
      ...response,
      body: Buffer.from(`<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`),
    })),
  }),
  ...must("error/content-type", {
    "error-type-of-plain-json: labels errors as application/json": errors(labelled("application/json")),
    "error-type-of-html: labels errors as text/html": errors(labelled("text/html; charset=utf-8")),
    "error-type-missing: sends errors without a content type": errors(labelled(undefined)),
  }),
];
