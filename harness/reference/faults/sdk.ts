import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import type { Service } from "../service/service.ts";
import { shows, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";

const errors = "sdk/errors-are-exceptions";
const dates = "sdk/dates-are-dates";

/** Whether a request is of an AWS SDK, which numbers its attempts. */
const isOfSdk = ({ headers }: WireRequest): boolean => headers["amz-sdk-request"] !== undefined;

/** Answers the requests of an AWS SDK differently; `usual` is the answer to any other. */
const toSdk =
  (respond: (request: WireRequest, usual: () => Promise<WireResponse>) => Promise<WireResponse>) =>
  (service: Service): Service => {
    return async (request) => (isOfSdk(request) ? respond(request, async () => service(request)) : service(request));
  };

/** Changes the body of an answer that is JSON. */
function edited(response: WireResponse, change: (body: Record<string, unknown>) => object): WireResponse {
  return { ...response, body: Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(response.body).toString()) as Record<string, unknown>))) };
}

const textOf = (body: Readonly<Record<string, unknown>>): unknown => body["message"] ?? body["Message"];

const thrown: readonly Fault[] = [
  ...should(errors, {
    "sdk-message-is-a-list: sends the message of an error as a list of messages": (behaviour) => ({
      errorBodyOf: (code, refusal, context, operation) => ({ ...behaviour.errorBodyOf(code, refusal, context, operation), message: [refusal.message] }),
    }),
    "sdk-message-is-an-object: sends the message of an error inside an object": (behaviour) => ({
      errorBodyOf: (code, refusal, context, operation) => ({ ...behaviour.errorBodyOf(code, refusal, context, operation), message: { text: refusal.message } }),
    }),
    "sdk-errors-of-query-protocol: answers the AWS SDK with errors in the form of the older query protocol": {
      wrap: toSdk(async (_request, usual) => {
        const response = await usual();
        return response.status < 400 ? response : edited(response, (body) => ({ Error: { Code: body["__type"], Message: textOf(body) } }));
      }),
    },
  }),
];

const paged: readonly Fault[] = [
  ...should("sdk/paginator-lists-every-session", {
    "sdk-headers-refused: refuses requests with headers that it does not know, such as those of the AWS SDK": {
      wrap: toSdk((_request, usual) =>
        usual().then((response) => ({ ...response, status: 400, body: Buffer.from('{"__type":"ValidationException","message":"Unexpected header"}') })),
      ),
    },
    "sdk-agent-crashes: answers 500 where the user agent is an AWS SDK's, which it takes apart": {
      wrap: (service) => async (request) => {
        const response = await service(request);
        return request.headers["x-amz-user-agent"]?.includes("aws-sdk-") === true
          ? { ...response, status: 500, body: Buffer.from('{"__type":"InternalFailure","message":"split"}') }
          : response;
      },
    },
    "sdk-paginator-circles: gives the AWS SDK the token `null`, as text, on the last page, which leads to the first": [
      (behaviour) => ({ readToken: (token, filter, call) => (token === "null" ? 0 : behaviour.readToken(token, filter, call)) }),
      {
        wrap: toSdk(async (_request, usual) => {
          const response = await usual();
          return response.status === 200 ? edited(response, (body) => ({ ...body, NextToken: body["NextToken"] ?? "null" })) : response;
        }),
      },
    ],
    "sdk-members-in-lower-case: names the members of results as the AWS SDK's class members in other languages, in lower case first": {
      wrap: toSdk(async (_request, usual) => {
        const response = await usual();
        if (response.status !== 200) return response;
        return edited(response, (body) =>
          Object.fromEntries(Object.entries(body).map(([name, value]) => [name.slice(0, 1).toLowerCase() + name.slice(1), value])),
        );
      }),
    },
  }),
];

const dated: readonly Fault[] = [
  ...should(dates, {
    "created-on-in-words: shows CreatedOn as a date of HTTP": showsMember("CreatedOn", (value) => new Date(Number(value) * 1_000).toUTCString()),
    "created-on-in-parts: shows CreatedOn as seconds and nanoseconds": showsMember("CreatedOn", (value) => ({ seconds: Math.floor(Number(value)), nanos: 0 })),
    "completed-on-beyond-dates: shows the greatest number for CompletedOn of a session that is not complete": shows((shown) => ({
      CompletedOn: Number.MAX_VALUE,
      ...shown,
    })),
  }),
];

/** Faults that affect users of the AWS SDK. */
export const sdkFaults: readonly Fault[] = [...thrown, ...paged, ...dated];
