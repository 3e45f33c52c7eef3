import type { WireResponse } from "../../../properties/exchange.ts";
import type { Fault } from "../fault.ts";
import type { Change } from "./change.ts";

const errorBody = "error/is-json-object";
const errorType = "error/content-type";
const successBody = "response/is-json-object";
const successType = "response/content-type";

/** Changes the text of every success of `ListSessions`. */
function successText(change: (text: string) => string): Change {
  return successes((response) => ({ ...response, body: Buffer.from(change(Buffer.from(response.body).toString())) }));
}

function successes(change: (response: WireResponse) => WireResponse): Change {
  return (behaviour) => ({
    ...behaviour,
    renderResult(output, requestId, context, operation) {
      const response = behaviour.renderResult(output, requestId, context, operation);
      return operation === "ListSessions" ? change(response) : response;
    },
  });
}

function errors(change: (response: WireResponse, message: string) => WireResponse): Change {
  return (behaviour) => ({
    ...behaviour,
    renderRefusal: (refusal, requestId, context, operation) => change(behaviour.renderRefusal(refusal, requestId, context, operation), refusal.message),
  });
}

const labelled =
  (type: string | undefined) =>
  (response: WireResponse): WireResponse => {
    const { "content-type": _, ...headers } = response.headers;
    return { ...response, headers: type === undefined ? headers : { ...headers, "content-type": type } };
  };

const page = (message: string): string => `<!doctype html>\n<title>400 Bad Request</title>\n<p>${message}</p>\n`;

const errorFaults: readonly Fault[] = [
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

const successFaults: readonly Fault[] = [
  {
    name: "success-type-of-plain-json",
    title: "labels results as application/json",
    level: "must",
    caughtBy: successType,
    apply: successes(labelled("application/json")),
  },
  {
    name: "success-type-of-version-one-zero",
    title: "labels results as application/x-amz-json-1.0",
    level: "must",
    caughtBy: successType,
    apply: successes(labelled("application/x-amz-json-1.0")),
  },
  {
    name: "success-type-missing",
    title: "sends results without a content type",
    level: "must",
    caughtBy: successType,
    apply: successes(labelled(undefined)),
  },
  {
    name: "success-in-list",
    title: "sends results inside a list",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => `[${text}]`),
  },
  {
    name: "success-encoded-twice",
    title: "sends results as a JSON string that holds JSON",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => JSON.stringify(text)),
  },
  {
    name: "success-with-byte-order-mark",
    title: "begins results with a byte order mark",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => `\uFEFF${text}`),
  },
  {
    name: "success-bare-nan",
    title: "writes a number that is none as NaN without quotes",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => text.replaceAll('"Progress":0', '"Progress":NaN')),
  },
  {
    name: "success-single-quotes",
    title: "writes results with single quotes",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => text.replaceAll('"', "'")),
  },
  {
    name: "success-empty-body-for-no-sessions",
    title: "sends an empty body where there is nothing to list",
    level: "must",
    caughtBy: successBody,
    apply: successText((text) => (text.includes('"Ids":[]') ? "" : text)),
  },
  {
    name: "success-wrapped",
    title: "sends results inside a member that is named for the operation",
    level: "must",
    caughtBy: "paging/finds-every-session",
    apply: successText((text) => `{"ListSessionsResponse":${text}}`),
  },
];

const headerFaults: readonly Fault[] = [
  {
    name: "request-id-missing",
    title: "sends no request ids",
    level: "should",
    caughtBy: "response/request-id/present",
    apply: (behaviour) => ({ ...behaviour, headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  },
  {
    name: "request-id-missing-in-errors",
    title: "sends no request ids with errors",
    level: "should",
    caughtBy: "response/request-id/present",
    apply: (behaviour) => ({ ...behaviour, errorHeadersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  },
  {
    name: "request-id-constant",
    title: "sends the same request id with every answer",
    level: "should",
    caughtBy: "response/request-id/unique",
    apply: (behaviour) => ({ ...behaviour, requestIdOf: () => "00000000-0000-0000-0000-000000000000" }),
  },
  {
    name: "checksum-of-nothing",
    title: "sends the checksum of an empty body with every result",
    level: "should",
    caughtBy: "response/crc32",
    apply: successes((response) => ({ ...response, headers: { ...response.headers, "x-amz-crc32": "0" } })),
  },
];

/** Faults in the bodies and headers of answers as a whole. */
export const envelopeFaults: readonly Fault[] = [...errorFaults, ...successFaults, ...headerFaults];
