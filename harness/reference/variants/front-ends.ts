import type { ServerResponse } from "node:http";
import { brotliCompressSync, constants, crc32, deflateSync, gzipSync } from "node:zlib";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { isJsonObject, memberOf } from "../../../spec/json.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { answers, jsonOf, textOf, withHeaders } from "../faults/answers.ts";
import { type Change, statusFor } from "../faults/change.ts";
import { htmlAnswer, textAnswer } from "../server/plain-answers.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { instead, legal, mayFail, type VariantTraits } from "./variant.ts";

const html404 = htmlAnswer(404, "Not Found");
const denied = "<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n";
const xml403 = textAnswer(403, "application/xml", denied);
const bare = (status: number, headers: WireResponse["headers"] = {}): WireResponse => ({ status, headers, body: new Uint8Array() });
const html = (status: number): WireResponse => textAnswer(status, "text/html", `<html><body><h1>${String(status)}</h1></body></html>`);

/** Has something in front that refuses some requests before the service sees them, in words of its own. */
const inFront = (refuses: (request: WireRequest) => boolean, refusal: WireResponse): VariantTraits =>
  instead((request) => (refuses(request) ? refusal : undefined));

/** The same, by what the body of a request holds; undefined where that is no JSON. */
const inFrontOf = (refuses: (body: unknown) => boolean, refusal: WireResponse): VariantTraits => inFront((request) => refuses(jsonOf(request)), refusal);

/** The same, by the method. */
const inFrontOfMethods = (methods: RegExp, answer: WireResponse): VariantTraits => inFront(({ method }) => methods.test(method), answer);

const isForOthers = ({ headers }: WireRequest): boolean => headers["x-amz-target"]?.startsWith("AWSGlue.") !== true;

// The content type as most clients write it is with or without a character set.
const isUnusual = ({ headers: { "content-type": type = "" } }: WireRequest): boolean =>
  /^application\/x-amz-json/iu.test(type) && !/^application\/x-amz-json-1\.[01](?:; ?charset=utf-8)?$/u.test(type);

const tokenLimit = (): number => contractOf("ListSessions").request.properties["NextToken"]?.maxLength ?? Infinity;

const isOddToken = (token: unknown): boolean => typeof token === "string" && token !== "" && token.length < 500 && !/^[A-Za-z0-9+/=_-]{8,}$/u.test(token);

const unclaimed =
  ({ status, headers, body }: WireResponse): Change =>
  () => ({ renderUnclaimed: (requestId) => ({ status, headers: { ...headers, "x-amzn-requestid": requestId }, body }) });

const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,Date" };
const preflight = { ...cors, "access-control-allow-methods": "POST", "access-control-allow-headers": "*,Authorization", "access-control-max-age": "172800" };

/** What surrounds recorded answers: no header has an error's code. */
export const recordedHeaders = withHeaders((_answer, { now }) => ({
  date: new Date(now()).toUTCString(),
  connection: "keep-alive",
  "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
  "x-amz-id-2": "8cEGjVbQFzqzZ1Qe/5tQ==",
}));

const asVariable = (name: string): string => `HTTP_${name.toUpperCase().replaceAll("-", "_")}`;

const encoded = (encoding: string, compress: (body: Uint8Array) => Uint8Array): VariantTraits =>
  answers(({ status, headers, body }) => ({ status, headers: { ...headers, "content-encoding": encoding }, body: compress(body) }));

/** Intercepts every answer of a server before the service writes it. */
const responses = (change: (response: ServerResponse) => void): VariantTraits => ({
  adjust: (server) => void server.prependListener("request", (_, response) => change(response)),
});

const capital = (name: string): string => name.replace("requestid", "RequestId").replaceAll(/(?:^|-)[a-z]/gu, (initial) => initial.toUpperCase());

/** Services that differ in what surrounds the bodies of their answers, and in what stands before them. */
export const frontEndVariants = [
  ...mayFail(["response/request-id/present"], {
    "no-request-ids: gives no request ids": () => ({ headersOf: () => ({ "content-type": awsJsonType }) }),
    "non-objects-refused-in-front: has a gateway in front that refuses JSON that is no object, without a word": inFrontOf(
      (body) => body !== undefined && !isJsonObject(body),
      bare(400),
    ),
    "short-tokens-refused-in-front: has a gateway in front that knows tokens by their form, and answers others in XML": inFrontOf(
      (body) => isOddToken(memberOf(body, "NextToken")),
      textAnswer(404, "application/xml", "<Error/>"),
    ),
  }),
  ...mayFail(["response/request-id/unique"], {
    "same-request-id: gives every answer the same request id": () => ({ requestIdOf: () => "6f4a3b52-8f7e-4c1d-9b6a-0d2e5c7f1a3b" }),
  }),
  ...legal({
    // What surrounds the body of an answer.
    "charset-parameter: adds a charset to the content type of its answers": withHeaders({ "content-type": `${awsJsonType};charset="UTF-8"` }),
    "upper-case-content-type: writes the content type of its answers in upper case": withHeaders({ "content-type": awsJsonType.toUpperCase() }),
    "long-request-ids: gives request ids of 52 characters, as DynamoDB does": () => ({
      requestIdOf: ({ uuid }) => (uuid() + uuid()).replaceAll("-", "").toUpperCase().slice(0, 52),
    }),
    "checksums: gives each answer its checksum": withHeaders(({ body }) => ({ "x-amz-crc32": String(crc32(body)) })),
    "extra-headers: adds headers of all kinds to its answers, such as those that speak of authentication": withHeaders({
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
    "recorded-headers: sends the headers of recorded answers, and the right checksum with every other answer": [
      recordedHeaders,
      {
        wrap(service) {
          let count = 0;
          return async (request) => {
            const answer = await service(request);
            count += 1;
            return count % 2 === 0 ? answer : { ...answer, headers: { ...answer.headers, "x-amz-crc32": String(crc32(answer.body)) } };
          };
        },
      },
    ],
    "header-names-as-variables: reads headers as variables in capitals, with underscores for dashes, as CGI has it": () => ({
      readHeaders(sent) {
        const variables = new Map(Object.entries(sent).map(([name, value]) => [asVariable(name), value]));
        return Object.fromEntries(Object.keys(inLowerCase(sent)).map((name) => [name, variables.get(asVariable(name)) ?? ""]));
      },
    }),
    "header-names-echoed: says in each answer which headers it was sent": ({ readHeaders, headersOf }) => {
      let names = "";
      return {
        readHeaders(sent) {
          names = Object.keys(sent).join(", ");
          return readHeaders(sent);
        },
        headersOf: (requestId) => ({ ...headersOf(requestId), "access-control-allow-headers": names }),
      };
    },
    // How requests are answered that the protocol does not claim, or only in part.
    "other-prefixes-as-html: answers a target of another service with an HTML page": inFront(isForOthers, html404),
    "other-prefixes-as-xml: answers a target of another service with XML": inFront(isForOthers, xml403),
    "get-as-405: answers GET with an HTML page and status 405": inFrontOfMethods(/^GET$/u, htmlAnswer(405, "Method Not Allowed")),
    "get-denied: answers GET with XML and status 403": inFrontOfMethods(/^GET$/u, xml403),
    "get-shows-health: answers GET with a page that says that it is well": inFrontOfMethods(
      /^GET$/u,
      textAnswer(200, "text/plain", "healthy: glue.us-east-1.amazonaws.com \n"),
    ),
    "get-shows-health-as-json: answers GET with JSON that says that it is well": inFrontOfMethods(
      /^GET$/u,
      textAnswer(200, "application/json", '{"status":"ok","services":["glue"]}'),
    ),
    "any-method-but-post-denied: answers GET, PUT and DELETE with XML and status 403": inFrontOfMethods(/^(?!POST$)/u, xml403),
    "options-with-cors: answers OPTIONS with status 200 and CORS headers, which it also adds to other answers": [
      withHeaders(cors),
      inFrontOfMethods(/^OPTIONS$/u, bare(200, preflight)),
    ],
    "any-content-type: reads a body of any content type": () => ({ claimsContentType: () => true }),
    "any-path: takes no notice of the path": () => ({ claimsPath: () => true }),
    "any-method-but-get: takes any method but GET for POST": () => ({ claimsMethod: (method) => method !== "GET" }),
    "unclaimed-as-json: answers what is no request of the protocol with an error in JSON": unclaimed(
      textAnswer(404, "application/json", '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException","message":null},"Version":"1.0"}'),
    ),
    "unclaimed-denied: answers what is no request of the protocol with XML and status 403": unclaimed(xml403),
    "unclaimed-without-a-body: answers what is no request of the protocol with status 404 and no body": unclaimed(bare(404)),
    "unclaimed-as-415: answers what is no request of the protocol with HTML and status 415": unclaimed(htmlAnswer(415, "Unsupported Media Type")),
    "missing-target-denied: answers a request without a target with XML and status 403, and one with an unknown target with status 404": [
      statusFor("unknown-operation", 404),
      ({ claims }) => ({
        claims: (request, context) => request.headers["x-amz-target"] !== undefined && claims(request, context),
        renderUnclaimed: () => textAnswer(403, "text/xml", denied),
      }),
    ],
    // Services with something in front of them that is no part of the service.
    "empty-bodies-refused-in-front: has a gateway in front that requires a length, and answers requests without a body in HTML": inFront(
      (request) => request.method === "POST" && request.headers["x-amz-target"] !== undefined && textOf(request).trim() === "",
      html(411),
    ),
    "null-tag-values-refused-in-front: has a gateway in front that refuses a null in a map, in HTML": inFrontOf(
      (body) => Object.values(memberOf(body, "Tags") ?? {}).includes(null),
      html(400),
    ),
    "long-bodies-refused-in-front: has a gateway in front that refuses long bodies by name, in XML": inFront(({ body }) => body.length > 100_000, {
      ...textAnswer(413, "application/xml", "<Error/>"),
      headers: { "content-type": "application/xml", "x-amzn-errortype": "RequestEntityTooLargeException:http://a/" },
    }),
    "large-bodies-as-413: has a front end that answers a body beyond the length of a token with an HTML page and status 413": inFront(
      ({ body }) => body.length > tokenLimit(),
      htmlAnswer(413, "Request Entity Too Large"),
    ),
  }),
  ...mayFail(["protocol/content-type/accepts-any-spelling"], {
    "unusual-media-type-as-foreign: takes its content type in other letters for a foreign one, and says so in XML": inFront(
      isUnusual,
      textAnswer(415, "application/xml", "<UnsupportedMediaTypeException/>"),
    ),
    "unusual-media-type-in-html: answers its content type in other letters as a web server does": inFront(isUnusual, html(400)),
    "unusual-media-type-named-as-invalid-input: answers its content type in other letters with an error of the page and a status of its own": inFront(
      isUnusual,
      {
        ...textAnswer(406, "application/json", '{"__type":"aws#InvalidInputException"}'),
        headers: { "content-type": "application/json", "x-amzn-errortype": "UnsupportedMediaType" },
      },
    ),
    "unusual-media-type-sent-elsewhere: sends a client that writes its content type in other letters to another address": inFront(
      isUnusual,
      bare(308, { location: "https://docs.example/" }),
    ),
  }),
  ...mayFail(["request/accepts-odd-text", "response/request-id/present"], {
    "firewall-in-front: has a firewall in front that refuses what looks like an attack, in HTML": inFront(
      (request) => /<script|<b>|\bOR 1=1|\.\.\/\.\.|\$where|%00/u.test(textOf(request)),
      html(403),
    ),
  }),
  ...mayFail(["request/ignores-unknown-members"], {
    "unknown-members-refused-in-front: has a gateway in front that refuses members that it does not know, in plain text": inFrontOf(
      (body) => isJsonObject(body) && Object.keys(body).some((name) => !/^[A-Z]/u.test(name) || name === "GlueConformanceUnknown" || name === "Unknown"),
      textAnswer(422, "text/plain", "unknown member"),
    ),
  }),
  // Services that exist only over sockets.
  ...legal(
    {
      "gzip: compresses its answers with gzip": encoded("gzip", gzipSync),
      "deflate: compresses its answers with deflate": encoded("deflate", deflateSync),
      "brotli: compresses its answers with brotli": encoded("br", (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
      "chunked: sends its answers in chunks": withHeaders({ "transfer-encoding": "chunked" }),
      "connection-close: says that it closes the connection after one answer, and does": withHeaders({ connection: "close" }),
      "connections-closed-silently: closes every connection after one answer without a word": responses((response) => {
        const { socket } = response;
        response.on("finish", () => socket?.end());
      }),
      "no-keep-alive: answers as HTTP/1.0 does: without a length, the end of the connection being the end of the answer": responses((response) => {
        response.useChunkedEncodingByDefault = false;
        response.shouldKeepAlive = false;
        response.removeHeader("content-length");
      }),
      "short-keep-alive: closes connections that are idle for some milliseconds": {
        adjust(server) {
          server.keepAliveTimeout = 5;
        },
      },
      "capital-header-names: writes the names of headers with capitals": answers((answer) => ({
        ...answer,
        headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [capital(name), value])),
      })),
      "early-hints: sends an interim answer before the answer": responses((response) => response.writeEarlyHints({ link: "</style.css>; rel=preload" })),
    },
    { onWire: true },
  ),
];
