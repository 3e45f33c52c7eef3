import { labelled } from "./answers.ts";
import { type Fault, must } from "./fault.ts";
import { errors } from "./change.ts";

const page = (message: string): string => `<!doctype html>\n<title>400 Bad Request</title>\n<p>${message}</p>\n`;

/** Faults in the bodies and headers of errors as a whole. */
export const errorEnvelopeFaults: readonly Fault[] = [
  ...must("error/is-json-object", {
    "error-html-page: answers errors with an HTML page": errors((answer, { message }) => ({
      ...labelled("text/html")(answer),
      body: Buffer.from(page(message)),
    })),
    "error-plain-text: answers errors with the bare message": errors((answer, { message }) => ({ ...answer, body: Buffer.from(message) })),
    "error-json-text: answers errors with the message as a JSON string": errors((answer, { message }) => ({
      ...answer,
      body: Buffer.from(JSON.stringify(message)),
    })),
    "error-in-list: answers errors with a list that holds the error": errors((answer) => ({
      ...answer,
      body: Buffer.concat([Buffer.from("["), answer.body, Buffer.from("]")]),
    })),
    "error-empty-body: answers errors with a status and an empty body": errors((answer) => ({ ...answer, body: new Uint8Array() })),
    "error-in-xml: answers errors in XML": errors((answer, { message }) => ({
      ...answer,
      body: Buffer.from(`<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`),
    })),
  }),
  ...must("error/content-type", {
    "error-type-of-plain-json: labels errors as application/json": errors(labelled("application/json")),
    "error-type-of-html: labels errors as text/html": errors(labelled("text/html; charset=utf-8")),
    "error-type-missing: sends errors without a content type": errors(labelled(undefined)),
  }),
];
