import { isJsonObject, memberOf } from "../../../properties/core/json.ts";
import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { inLowerCase } from "../service/request-routing.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import type { Wrap } from "./changes.ts";

const answer = (status: number, type: string, body: string, headers: WireResponse["headers"] = {}): WireResponse => ({
  status,
  headers: { ...(type === "" ? {} : { "content-type": type }), ...headers },
  body: Buffer.from(body),
});

const html = (status: number): WireResponse => answer(status, "text/html", `<html><body><h1>${String(status)}</h1></body></html>`);

/** Refuses some requests before the service sees them, in words of its own. */
const inFront =
  (refuses: (request: WireRequest, text: string) => boolean, refusal: WireResponse): Wrap =>
  (service) =>
  async (request) =>
    refuses(request, Buffer.from(request.body).toString()) ? refusal : await service(request);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The content type as most clients write it, with or without a character set. */
const usualType = /^application\/x-amz-json-1\.[01](?:; ?charset=utf-8)?$/u;
const isUnusual = ({ headers }: WireRequest): boolean => {
  const type = headers["content-type"];
  return type !== undefined && /^application\/x-amz-json/iu.test(type) && !usualType.test(type);
};

const mediaType = "protocol/content-type/accepts-any-spelling";

const mediaTypes: readonly Variant[] = [
  ...legal({
    "unusual-media-type-as-foreign: takes its content type in other letters for a foreign one, and says so in XML": [
      { wrap: inFront(isUnusual, answer(415, "application/xml", "<UnsupportedMediaTypeException/>")) },
      mayFail(mediaType),
    ],
    "unusual-media-type-in-html: answers its content type in other letters as a web server does": [{ wrap: inFront(isUnusual, html(400)) }, mayFail(mediaType)],
    "unusual-media-type-named-as-invalid-input: answers its content type in other letters with an error of the page and a status of its own": [
      { wrap: inFront(isUnusual, answer(406, "application/json", '{"__type":"aws#InvalidInputException"}', { "x-amzn-errortype": "UnsupportedMediaType" })) },
      mayFail(mediaType),
    ],
    "unusual-media-type-sent-elsewhere: sends a client that writes its content type in other letters to another address": [
      { wrap: inFront(isUnusual, answer(308, "", "", { location: "https://docs.example/" })) },
      mayFail(mediaType),
    ],
  }),
];

const oddText = /<script|<b>|\bOR 1=1|\.\.\/\.\.|\$where|%00/u;

const requests: readonly Variant[] = [
  ...legal({
    "firewall-in-front: has a firewall in front that refuses what looks like an attack, in HTML": [
      { wrap: inFront((_, text) => oddText.test(text), html(403)) },
      mayFail("request/accepts-odd-text", "response/request-id/present"),
    ],
    "unknown-members-refused-in-front: has a gateway in front that refuses members that it does not know, in plain text": [
      {
        wrap: inFront(
          (_, text) => {
            const body = parsed(text);
            return isJsonObject(body) && Object.keys(body).some((name) => !/^[A-Z]/u.test(name) || name === "GlueConformanceUnknown" || name === "Unknown");
          },
          answer(422, "text/plain", "unknown member"),
        ),
      },
      mayFail("request/ignores-unknown-members"),
    ],
    "non-objects-refused-in-front: has a gateway in front that refuses JSON that is no object, without a word": [
      {
        wrap: inFront(
          (_, text) => {
            const body = parsed(text);
            return body !== undefined && !isJsonObject(body);
          },
          answer(400, "", ""),
        ),
      },
      mayFail("response/request-id/present"),
    ],
    "empty-bodies-refused-in-front: has a gateway in front that requires a length, and answers requests without a body in HTML": {
      wrap: inFront(({ method, headers }, text) => method === "POST" && headers["x-amz-target"] !== undefined && text.trim() === "", html(411)),
    },
    "null-tag-values-refused-in-front: has a gateway in front that refuses a null in a map, in HTML": {
      wrap: inFront((_, text) => Object.values(memberOf(parsed(text), "Tags") ?? {}).includes(null), html(400)),
    },
    "short-tokens-refused-in-front: has a gateway in front that knows tokens by their form, and answers others in XML": [
      {
        wrap: inFront(
          (_, text) => {
            const token = memberOf(parsed(text), "NextToken");
            return typeof token === "string" && token !== "" && token.length < 500 && !/^[A-Za-z0-9+/=_-]{8,}$/u.test(token);
          },
          answer(404, "application/xml", "<Error/>"),
        ),
      },
      mayFail("response/request-id/present"),
    ],
    "long-bodies-refused-in-front: has a gateway in front that refuses long bodies by name, in XML": {
      wrap: inFront(
        ({ body }) => body.length > 100_000,
        answer(413, "application/xml", "<Error/>", { "x-amzn-errortype": "RequestEntityTooLargeException:http://a/" }),
      ),
    },
  }),
];

const asVariable = (name: string): string => `HTTP_${name.toUpperCase().replaceAll("-", "_")}`;

const headerNames: readonly Variant[] = [
  ...legal({
    "header-names-as-variables: reads headers as variables in capitals, with underscores for dashes, as CGI has it": () => ({
      readHeaders: (headers) => {
        const variables = new Map(Object.entries(headers).map(([name, value]) => [asVariable(name), value]));
        return Object.fromEntries(Object.keys(inLowerCase(headers)).map((name) => [name, variables.get(asVariable(name)) ?? ""]));
      },
    }),
    "header-names-echoed: says in each answer which headers it was sent": (behaviour) => {
      let names = "";
      return {
        readHeaders: (headers) => {
          names = Object.keys(headers).join(", ");
          return behaviour.readHeaders(headers);
        },
        headersOf: (requestId) => ({ ...behaviour.headersOf(requestId), "access-control-allow-headers": names }),
      };
    },
  }),
];

/** Services with something in front of them that is no part of the service, or that read headers in ways of their own. */
export const gatewayVariants: readonly Variant[] = [...mediaTypes, ...requests, ...headerNames];
