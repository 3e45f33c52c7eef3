import { crc32 } from "node:zlib";
import type { WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { htmlAnswer, textAnswer } from "../server/plain-answers.ts";
import type { Variant } from "./variant.ts";
import { deciding, withHeaders, type Wrap } from "./changes.ts";

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
  {
    name: "charset-parameter",
    title: "adds a charset to the content type of its answers",
    mayFail: [],
    wrap: withHeaders({ "content-type": `${awsJsonType};charset="UTF-8"` }),
  },
  {
    name: "upper-case-content-type",
    title: "writes the content type of its answers in upper case",
    mayFail: [],
    wrap: withHeaders({ "content-type": awsJsonType.toUpperCase() }),
  },
  {
    name: "no-request-ids",
    title: "gives no request ids",
    mayFail: ["response/request-id/present"],
    apply: deciding({ headersOf: () => ({ "content-type": awsJsonType }) }),
  },
  {
    name: "same-request-id",
    title: "gives every answer the same request id",
    mayFail: ["response/request-id/unique"],
    apply: deciding({ requestIdOf: () => "6f4a3b52-8f7e-4c1d-9b6a-0d2e5c7f1a3b" }),
  },
  {
    name: "long-request-ids",
    title: "gives request ids of 52 characters, as DynamoDB does",
    mayFail: [],
    apply: deciding({ requestIdOf: ({ uuid }) => (uuid() + uuid()).replaceAll("-", "").toUpperCase().slice(0, 52) }),
  },
  {
    name: "checksums",
    title: "gives each answer its checksum",
    mayFail: [],
    wrap: withHeaders(({ body }) => ({ "x-amz-crc32": String(crc32(body)) })),
  },
  {
    name: "extra-headers",
    title: "adds headers of all kinds to its answers, such as those that speak of authentication",
    mayFail: [],
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
];

/** How requests are answered that the protocol does not claim, or only in part. */
const unclaimed: readonly Variant[] = [
  { name: "other-prefixes-as-html", title: "answers a target of another service with an HTML page", mayFail: [], wrap: answeringOtherPrefixes(html404) },
  { name: "other-prefixes-as-xml", title: "answers a target of another service with XML", mayFail: [], wrap: answeringOtherPrefixes(xml403) },
  { name: "get-as-405", title: "answers GET with an HTML page and status 405", mayFail: [], wrap: answeringGet(() => htmlAnswer(405, "Method Not Allowed")) },
  { name: "get-denied", title: "answers GET with XML and status 403", mayFail: [], wrap: answeringGet(xml403) },
  {
    name: "get-shows-health",
    title: "answers GET with a page that says that it is well",
    mayFail: [],
    wrap: answeringGet(() => textAnswer(200, "text/plain", "healthy: glue.us-east-1.amazonaws.com \n")),
  },
  {
    name: "get-shows-health-as-json",
    title: "answers GET with JSON that says that it is well",
    mayFail: [],
    wrap: answeringGet(() => textAnswer(200, "application/json", '{"status":"ok","services":["glue"]}')),
  },
  { name: "any-content-type", title: "reads a body of any content type", mayFail: [], apply: deciding({ claimsContentType: () => true }) },
  { name: "any-path", title: "takes no notice of the path", mayFail: [], apply: deciding({ claimsPath: () => true }) },
  { name: "any-method-but-get", title: "takes any method but GET for POST", mayFail: [], apply: deciding({ claimsMethod: (method) => method !== "GET" }) },
  {
    name: "unclaimed-as-json",
    title: "answers what is no request of the protocol with an error in JSON",
    mayFail: [],
    apply: deciding({
      renderUnclaimed: (requestId) => ({
        status: 404,
        headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
        body: Buffer.from('{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException","message":null},"Version":"1.0"}'),
      }),
    }),
  },
  {
    name: "large-bodies-as-413",
    title: "has a front end that answers a body beyond the length of a token with an HTML page and status 413",
    mayFail: [],
    wrap: (service) => {
      const limit = contractOf("ListSessions").request.properties["NextToken"]?.maxLength ?? Infinity;
      return async (request) => (request.body.length > limit ? htmlAnswer(413, "Request Entity Too Large") : await service(request));
    },
  },
];

/** Services that differ in what surrounds the bodies of their answers. */
export const envelopeVariants: readonly Variant[] = [...headers, ...unclaimed];
