import { crc32 } from "node:zlib";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { htmlAnswer, textAnswer } from "../server/plain-answers.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { withHeaders, type Wrap } from "./changes.ts";

const html404 = (): WireResponse => htmlAnswer(404, "Not Found");
const xml403 = (): WireResponse =>
  textAnswer(
    403,
    "application/xml",
    "<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n",
  );

const answeringGet =
  (instead: () => WireResponse): Wrap =>
  (service) =>
  async (request) =>
    request.method === "GET" ? instead() : await service(request);

/** Answers a target without the prefix of the service as if no service were there. */
const answeringOtherPrefixes =
  (instead: () => WireResponse): Wrap =>
  (service) =>
  async (request) =>
    request.headers["x-amz-target"]?.startsWith("AWSGlue.") === true ? await service(request) : instead();

/** Variants in what surrounds the body of an answer. */
const headers: readonly Variant[] = [
  ...legal({
    "charset-parameter: adds a charset to the content type of its answers": { wrap: withHeaders({ "content-type": `${awsJsonType};charset="UTF-8"` }) },
    "upper-case-content-type: writes the content type of its answers in upper case": { wrap: withHeaders({ "content-type": awsJsonType.toUpperCase() }) },
    "no-request-ids: gives no request ids": [() => ({ headersOf: () => ({ "content-type": awsJsonType }) }), mayFail("response/request-id/present")],
    "same-request-id: gives every answer the same request id": [
      () => ({ requestIdOf: () => "6f4a3b52-8f7e-4c1d-9b6a-0d2e5c7f1a3b" }),
      mayFail("response/request-id/unique"),
    ],
    "long-request-ids: gives request ids of 52 characters, as DynamoDB does": () => ({
      requestIdOf: ({ uuid }) => (uuid() + uuid()).replaceAll("-", "").toUpperCase().slice(0, 52),
    }),
    "checksums: gives each answer its checksum": { wrap: withHeaders(({ body }) => ({ "x-amz-crc32": String(crc32(body)) })) },
    "extra-headers: adds headers of all kinds to its answers, such as those that speak of authentication": {
      wrap: withHeaders({
        date: "Wed, 01 Jan 2025 12:00:00 GMT",
        server: "Server",
        "www-authenticate": 'AWS4-HMAC-SHA256 realm="glue"',
        "access-control-allow-origin": "*",
        "x-amz-id-2": "abc=",
        "set-cookie": "session=1; HttpOnly",
        "x-cache": "Miss",
        "x-amzn-trace-id": "Root=1-67752f80-0",
        vary: "accept-encoding",
      }),
    },
  }),
];

/** How requests are answered that the protocol does not claim, or only in part. */
const unclaimed: readonly Variant[] = [
  ...legal({
    "other-prefixes-as-html: answers a target of another service with an HTML page": { wrap: answeringOtherPrefixes(html404) },
    "other-prefixes-as-xml: answers a target of another service with XML": { wrap: answeringOtherPrefixes(xml403) },
    "get-as-405: answers GET with an HTML page and status 405": { wrap: answeringGet(() => htmlAnswer(405, "Method Not Allowed")) },
    "get-denied: answers GET with XML and status 403": { wrap: answeringGet(xml403) },
    "get-shows-health: answers GET with a page that says that it is well": {
      wrap: answeringGet(() => textAnswer(200, "text/plain", "healthy: glue.us-east-1.amazonaws.com \n")),
    },
    "get-shows-health-as-json: answers GET with JSON that says that it is well": {
      wrap: answeringGet(() => textAnswer(200, "application/json", '{"status":"ok","services":["glue"]}')),
    },
    "any-content-type: reads a body of any content type": () => ({ claimsContentType: () => true }),
    "any-path: takes no notice of the path": () => ({ claimsPath: () => true }),
    "any-method-but-get: takes any method but GET for POST": () => ({ claimsMethod: (method) => method !== "GET" }),
    "unclaimed-as-json: answers what is no request of the protocol with an error in JSON": () => ({
      renderUnclaimed: (requestId) => ({
        status: 404,
        headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
        body: Buffer.from('{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException","message":null},"Version":"1.0"}'),
      }),
    }),
    "large-bodies-as-413: has a front end that answers a body beyond the length of a token with an HTML page and status 413": {
      wrap: (service) => {
        const limit = contractOf("ListSessions").request.properties["NextToken"]?.maxLength ?? Infinity;
        return async (request) => (request.body.length > limit ? htmlAnswer(413, "Request Entity Too Large") : await service(request));
      },
    },
  }),
];

/** Services that differ in what surrounds the bodies of their answers. */
export const envelopeVariants: readonly Variant[] = [...headers, ...unclaimed];
