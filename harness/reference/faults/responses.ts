import type { ResponseRendering } from "../service/decisions.ts";
import type { WireResponse, WireRequest } from "../../../properties/core/exchange.ts";
import { type Change, codeFor, errorBody, errors, type Members, statusFor, successes } from "./change.ts";
import { answers, edited, labelled, rewritten, withStatus } from "./answers.ts";
import type { Traits } from "./changed-service.ts";
import { type Fault, faultTable } from "./fault.ts";
import { readsToken } from "./listing.ts";

const typeHeader =
  (header: (code: string) => string): Change =>
  ({ errorHeadersOf }) => ({
    errorHeadersOf: (code, requestId, context) => ({ ...errorHeadersOf(code, requestId, context), "x-amzn-errortype": header(code) }),
  });

const typed =
  (errorTypeOf: ResponseRendering["errorTypeOf"]): Change =>
  () => ({ errorTypeOf });

const messageOf = (body: Members): unknown => body["message"] ?? body["Message"];

/** Sends another text in the place of an error. */
const errorText = (textOf: (message: string) => string): Change => errors((answer, { message }) => ({ ...answer, body: Buffer.from(textOf(message)) }));

/** Whether a request is of an AWS SDK, which numbers its attempts. */
const isOfSdk = ({ headers }: WireRequest): boolean => headers["amz-sdk-request"] !== undefined;

/** Changes the answers to an AWS SDK: those of some statuses. */
const toSdk = (isMeant: (status: number) => boolean, change: (answer: WireResponse) => WireResponse): Traits =>
  answers((answer, request) => (isOfSdk(request) && isMeant(answer.status) ? change(answer) : answer));

const isSuccess = (status: number): boolean => status === 200;

/** Faults in answers as a whole: their statuses, codes, bodies and headers, and what they are to users of the AWS SDK. */
export const responseFaults: readonly Fault[] = faultTable({
  "error/code/present": "must",
  "code-nowhere: sends errors without a code": errorBody(({ __type, ...rest }) => rest),
  "code-empty: sends errors with an empty code": typed(() => ""),
  "code-numeric: gives the status, as a number, in the place of an error's code": errorBody(({ __type, ...rest }) => ({ code: 400, ...rest })),
  "code-nested: sends the members of an error inside a member error": errorBody((body) => ({ error: body })),
  "code-of-the-query-protocol: sends errors as the query protocol does, with Error and Code": errorBody((body, code) => ({
    Error: { Code: code, Message: messageOf(body) },
  })),
  "code-under-another-name: gives an error's code under the name type": errorBody(({ __type, ...rest }) => ({ type: __type, ...rest })),
  "error/code/in-type": "should",
  "code-in-header-only: gives an error's code in a header only": [typeHeader((code) => code), errorBody(({ __type, ...rest }) => rest)],
  "code-in-member-code-only: gives an error's code in the member code only": errorBody(({ __type, ...rest }) => ({ code: __type, ...rest })),
  "error/code/bare": "should",
  "code-namespaced: gives an error's code with a namespace": typed((code) => `com.amazonaws.glue#${code}`),
  "code-with-address: gives an error's code with the address of its description": typed(
    (code) => `${code}:http://internal.amazon.com/coral/com.amazonaws.glue/`,
  ),
  "error/code/carriers-agree": "should",
  "code-header-disagrees: names another error in the header than in the body": typeHeader((code) => code.replace(/Exception$/u, "Error")),
  "code-member-disagrees: names another error in the member code than in __type": errorBody((body) => ({ ...body, code: "ClientError" })),
  "error/message/present": "should",
  "message-nowhere: sends errors without a message": errorBody(({ __type }) => ({ __type })),
  "message-empty: sends errors with an empty message": errorBody(({ __type }) => ({ __type, message: "" })),
  "message-under-another-name: gives an error's message under the name errorMessage": errorBody((body, __type) => ({
    __type,
    errorMessage: messageOf(body),
  })),
  "message-list: gives an error's message as a list": errorBody((body, __type) => ({ __type, message: [messageOf(body)] })),
  "error/message/capital": "should",
  "message-lower-case: spells message without a capital in errors that the page lists": () => ({ messageMemberOf: () => "message" }),
  "error/code/of-broken-constraint": "must",
  "constraint-as-want-of-capacity: answers a broken constraint as if there were too many requests": codeFor("constraint", "ThrottlingException"),
  "constraint-as-want-of-permission: answers a broken constraint as if access were denied": codeFor("constraint", "AccessDeniedException"),
  "constraint-code-of-another-service: reports a broken constraint as InvalidParameterException": codeFor("constraint", "InvalidParameterException"),
  "constraint-code-of-the-query-protocol: reports a broken constraint as InvalidParameterValue": codeFor("constraint", "InvalidParameterValue"),
  "constraint-code-of-decoding: reports a broken constraint as SerializationException": codeFor("constraint", "SerializationException"),
  "constraint-code-bad-request: reports a broken constraint as BadRequest": codeFor("constraint", "BadRequest"),
  "constraint-code-is-status: gives the status as the code of an error": codeFor("constraint", "400"),
  "constraint-code-lower-camel: reports a broken constraint as validationException": codeFor("constraint", "validationException"),
  "error/code/of-wrong-type": "should",
  "type-code-of-the-language: reports a wrong type as TypeError": codeFor("type", "TypeError"),
  "error/code/of-malformed-body": "should",
  "malformed-body-code-of-the-parser: reports a body that is no JSON as JSONDecodeError": codeFor("syntax", "JSONDecodeError"),
  "error/code/of-unknown-operation": "should",
  "unknown-operation-code-of-the-query-protocol: reports an unknown operation as InvalidAction": codeFor("unknown-operation", "InvalidAction"),
  "error/code/of-bad-token": "should",
  "foreign-token-code-of-another-service: reports a token that it never gave as InvalidToken": codeFor("token", "InvalidToken"),
  "error/code/of-overlong-token": "should",
  "overlong-token-code-of-another-service: reports a token above its length as InvalidNextTokenException": ({ errorCodeOf }) => ({
    errorCodeOf: (refusal, operation) =>
      refusal.paths.includes("NextToken") && refusal.reason === "constraint" ? "InvalidNextTokenException" : errorCodeOf(refusal, operation),
  }),
  "error/is-json-object": "must",
  "error-html-page: answers errors with an HTML page": [
    errorText((message) => `<!doctype html>\n<title>400 Bad Request</title>\n<p>${message}</p>\n`),
    errors(labelled("text/html")),
  ],
  "error-plain-text: answers errors with the bare message": errorText((message) => message),
  "error-json-text: answers errors with the message as a JSON string": errorText((message) => JSON.stringify(message)),
  "error-in-list: answers errors with a list that holds the error": errors(rewritten((text) => `[${text}]`)),
  "error-empty-body: answers errors with a status and an empty body": errorText(() => ""),
  "error-in-xml: answers errors in XML": errorText((message) => `<ErrorResponse><Error><Message>${message}</Message></Error></ErrorResponse>`),
  "error/content-type": "must",
  "error-type-of-plain-json: labels errors as application/json": errors(labelled("application/json")),
  "error-type-of-html: labels errors as text/html": errors(labelled("text/html; charset=utf-8")),
  "error-type-missing: sends errors without a content type": errors(labelled(undefined)),
  "request/max-results/refuses-wrong-range": "must",
  "constraint-as-unavailable: answers a broken constraint with status 503": [codeFor("constraint", "ServiceUnavailable"), statusFor("constraint", 503)],
  "constraint-unprocessable: answers a broken constraint with status 422": statusFor("constraint", 422),
  "constraint-error-in-success: sends the error of a broken constraint with status 200": statusFor("constraint", 200),
  "constraint-server-error: answers a broken constraint with status 500": statusFor("constraint", 500),
  "request/refuses-generated": "must",
  "constraint-forbidden: answers a broken constraint with status 403": statusFor("constraint", 403),
  "request/tags/refuses-wrong-size": "must",
  "constraint-not-found: answers a broken constraint with status 404": statusFor("constraint", 404),
  "request/request-origin/refuses-wrong-pattern": "must",
  "constraint-redirect: answers a broken constraint with status 302": statusFor("constraint", 302),
  "request/tags/refuses-wrong-type": "must",
  "type-server-error: answers a wrong type with status 500": statusFor("type", 500),
  "request/max-results/refuses-wrong-type": "must",
  "type-unprocessable: answers a wrong type with status 422": statusFor("type", 422),
  "body/refuses-malformed-json": "must",
  "malformed-body-in-success: sends the error of a body that is no JSON with status 200": statusFor("syntax", 200),
  "malformed-body-server-error: answers a body that is no JSON with status 500": statusFor("syntax", 500),
  "request/next-token/survives-foreign-tokens": "must",
  "foreign-token-server-error: answers a token that it never gave with status 500": statusFor("token", 500),
  "protocol/target/refuses-unknown": "must",
  "unknown-operation-unavailable: answers an unknown operation with status 501": statusFor("unknown-operation", 501),
  "unknown-operation-in-success: sends the error of an unknown operation with status 200": statusFor("unknown-operation", 200),
  "error/status-of-code": "must",
  "invalid-input-unprocessable: sends InvalidInputException with status 422": statusFor("token", 422),
  "invalid-input-conflict: reports a broken constraint as InvalidInputException with status 409": [
    codeFor("constraint", "InvalidInputException"),
    statusFor("constraint", 409),
  ],
  "internal-error-as-client-error: reports a wrong type as InternalServiceException with status 400": codeFor("type", "InternalServiceException"),
  "request/accepts-empty-input": "must",
  "success-created: answers a listing with status 201": successes(withStatus(201)),
  "response/content-type": "must",
  "success-type-of-plain-json: labels results as application/json": successes(labelled("application/json")),
  "success-type-of-version-one-zero: labels results as application/x-amz-json-1.0": successes(labelled("application/x-amz-json-1.0")),
  "success-type-missing: sends results without a content type": successes(labelled(undefined)),
  "response/is-json-object": "must",
  "success-in-list: sends results inside a list": successes(rewritten((text) => `[${text}]`)),
  "success-encoded-twice: sends results as a JSON string that holds JSON": successes(rewritten((text) => JSON.stringify(text))),
  "success-with-byte-order-mark: begins results with a byte order mark": successes(rewritten((text) => `\uFEFF${text}`)),
  "success-bare-nan: writes a number that is none as NaN without quotes": successes(rewritten((text) => text.replaceAll('"Progress":0', '"Progress":NaN'))),
  "success-single-quotes: writes results with single quotes": successes(rewritten((text) => text.replaceAll('"', "'"))),
  "success-empty-body-for-no-sessions: sends an empty body where there is nothing to list": successes(
    rewritten((text) => (text.includes('"Ids":[]') ? "" : text)),
  ),
  "paging/finds-every-session": "must",
  "success-wrapped: sends results inside a member that is named for the operation": successes(rewritten((text) => `{"ListSessionsResponse":${text}}`)),
  "response/request-id/present": "should",
  "request-id-missing: sends no request ids": () => ({ headersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  "request-id-missing-in-errors: sends no request ids with errors": () => ({ errorHeadersOf: () => ({ "content-type": "application/x-amz-json-1.1" }) }),
  "response/request-id/unique": "should",
  "request-id-constant: sends the same request id with every answer": () => ({ requestIdOf: () => "00000000-0000-0000-0000-000000000000" }),
  "response/crc32": "should",
  "checksum-of-nothing: sends the checksum of an empty body with every result": successes((response) => ({
    ...response,
    headers: { ...response.headers, "x-amz-crc32": "0" },
  })),
  "sdk/errors-are-exceptions": "should",
  "sdk-message-is-a-list: sends the message of an error as a list of messages": errorBody((body) => ({ ...body, message: [messageOf(body)] })),
  "sdk-message-is-an-object: sends the message of an error inside an object": errorBody((body) => ({ ...body, message: { text: messageOf(body) } })),
  "sdk-errors-of-query-protocol: answers the AWS SDK with errors in the form of the older query protocol": toSdk(
    (status) => status >= 400,
    edited((body) => ({ Error: { Code: body["__type"], Message: messageOf(body) } })),
  ),
  "sdk/paginator-lists-every-session": "should",
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
    readsToken((token, usual) => (token === "null" ? 0 : usual())),
    toSdk(
      isSuccess,
      edited((body) => ({ ...body, NextToken: body["NextToken"] ?? "null" })),
    ),
  ],
  "sdk-members-in-lower-case: names the members of results as the AWS SDK's class members in other languages, in lower case first": toSdk(
    isSuccess,
    edited((body) => Object.fromEntries(Object.entries(body).map(([name, value]) => [name.slice(0, 1).toLowerCase() + name.slice(1), value]))),
  ),
});
