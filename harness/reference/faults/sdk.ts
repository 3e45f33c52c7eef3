import type { WireRequest, WireResponse } from "../../../properties/core/exchange.ts";
import { errorBody, shows, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";
import { answers, edited } from "./answers.ts";
import type { Traits } from "./changed-service.ts";

const errors = "sdk/errors-are-exceptions";
const dates = "sdk/dates-are-dates";

/** Whether a request is of an AWS SDK, which numbers its attempts. */
const isOfSdk = ({ headers }: WireRequest): boolean => headers["amz-sdk-request"] !== undefined;

/** Changes the answers to an AWS SDK: those of some statuses. */
const toSdk = (isMeant: (status: number) => boolean, change: (answer: WireResponse) => WireResponse): Traits =>
  answers((answer, request) => (isOfSdk(request) && isMeant(answer.status) ? change(answer) : answer));

const isSuccess = (status: number): boolean => status === 200;

const thrown: readonly Fault[] = [
  ...should(errors, {
    "sdk-message-is-a-list: sends the message of an error as a list of messages": errorBody((body) => ({
      ...body,
      message: [body["message"] ?? body["Message"]],
    })),
    "sdk-message-is-an-object: sends the message of an error inside an object": errorBody((body) => ({
      ...body,
      message: { text: body["message"] ?? body["Message"] },
    })),
    "sdk-errors-of-query-protocol: answers the AWS SDK with errors in the form of the older query protocol": toSdk(
      (status) => status >= 400,
      edited((body) => ({ Error: { Code: body["__type"], Message: body["message"] ?? body["Message"] } })),
    ),
  }),
];

const paged: readonly Fault[] = [
  ...should("sdk/paginator-lists-every-session", {
    "sdk-headers-refused: refuses requests with headers that it does not know, such as those of the AWS SDK": toSdk(
      () => true,
      (answer) => ({ ...answer, status: 400, body: Buffer.from('{"__type":"ValidationException","message":"Unexpected header"}') }),
    ),
    "sdk-agent-crashes: answers 500 where the user agent is an AWS SDK's, which it takes apart": answers((answer, { headers }) =>
      headers["x-amz-user-agent"]?.includes("aws-sdk-") === true
        ? { ...answer, status: 500, body: Buffer.from('{"__type":"InternalFailure","message":"split"}') }
        : answer,
    ),
    "sdk-paginator-circles: gives the AWS SDK the token `null`, as text, on the last page, which leads to the first": [
      ({ readToken }) => ({ readToken: (token, filter, call) => (token === "null" ? 0 : readToken(token, filter, call)) }),
      toSdk(
        isSuccess,
        edited((body) => ({ ...body, NextToken: body["NextToken"] ?? "null" })),
      ),
    ],
    "sdk-members-in-lower-case: names the members of results as the AWS SDK's class members in other languages, in lower case first": toSdk(
      isSuccess,
      edited((body) => Object.fromEntries(Object.entries(body).map(([name, value]) => [name.slice(0, 1).toLowerCase() + name.slice(1), value]))),
    ),
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
