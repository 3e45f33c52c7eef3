import { withHeaders } from "../faults/answers.ts";
import { type Change, errorBody, errors, type Members, statusFor, without } from "../faults/change.ts";
import { textAnswer } from "../server/plain-answers.ts";
import { Refusal, type RefusalReason } from "../service/refusal.ts";
import { recordedHeaders } from "./front-ends.ts";
import { legal, mayFail } from "./variant.ts";

const malformedBody = "error/code/of-malformed-body";
const unknownOperation = "error/code/of-unknown-operation";
const address = "http://internal.amazon.com/coral/com.amazonaws.glue/";

/** Names the errors for some reasons by other codes. */
const coded =
  (codes: Partial<Readonly<Record<RefusalReason, string>>>): Change =>
  ({ errorCodeOf }) => ({ errorCodeOf: (refusal, operation) => codes[refusal.reason] ?? errorCodeOf(refusal, operation) });

/** Writes the code of an error in another way. */
const typed =
  (errorTypeOf: (code: string) => string): Change =>
  () => ({ errorTypeOf });

/** Names an error in a header. */
const inHeader =
  (headerOf: (code: string) => string): Change =>
  ({ errorHeadersOf }) => ({ errorHeadersOf: (code, ...rest) => ({ ...errorHeadersOf(code, ...rest), "x-amzn-errortype": headerOf(code) }) });

const textUnder =
  (member: string): Change =>
  () => ({ messageMemberOf: () => member });

const withoutType = errorBody((body) => without(body, "__type"));
const withoutText = ({ message: _lower, Message: _upper, ...body }: Members): Members => body;
const textOf = ({ message, Message = message }: Members): string => (typeof Message === "string" ? Message : "");

/** Another namespace for each code, none of them the service's own. */
const foreign = (code: string): string => `${code.length % 2 === 0 ? "aws.protocoltests.restjson" : "com.other.service"}#${code}`;

// The only constraint of a token is its length, and only a token above it is at fault there.
const isOverlong = ({ reason, paths }: Refusal): boolean => reason === "constraint" && paths.includes("NextToken");

/** Answers a token above its length with status 413 and a code. */
const tooLarge =
  (code: string): Change =>
  ({ errorCodeOf, errorStatusOf }) => ({
    errorCodeOf: (refusal, operation) => (isOverlong(refusal) ? code : errorCodeOf(refusal, operation)),
    errorStatusOf: (named, refusal, operation) => (isOverlong(refusal) ? 413 : errorStatusOf(named, refusal, operation)),
  });

/** Services that differ in how errors are named, and in what they say. */
export const errorVariants = [
  ...mayFail(["error/code/in-type"], {
    "error-code-in-header: names an error in a header only": [inHeader((code) => code), withoutType],
    "error-code-in-code: names an error in the body's code only": errorBody(({ __type, ...body }) => ({ code: __type, ...body })),
  }),
  ...mayFail(["error/code/bare"], {
    "error-code-namespaced: names an error with its namespace": typed((code) => `com.amazonaws.glue#${code}`),
    "error-code-with-address: names an error with its namespace and an address": typed((code) => `com.amazonaws.glue#${code}:${address}`),
    "error-code-of-a-foreign-namespace: names every error in the namespace of another service": typed(foreign),
  }),
  ...mayFail(["error/code/carriers-agree"], {
    "error-codes-disagree: names a broken constraint by one documented code in a header and by the other in the body": [
      inHeader((code) => (code === "ValidationException" ? "InvalidInputException" : code)),
      textUnder("Message"),
    ],
  }),
  ...legal({
    // Where an error says its code, and in which form.
    "error-code-in-header-with-address: names an error in a header, an address behind it, and by its bare name in the body": inHeader(
      (code) => `${code}:${address}`,
    ),
    "error-code-everywhere: names an error in a header, in code and in __type": [inHeader((code) => code), errorBody((body, code) => ({ ...body, code }))],
    "error-code-namespaced-in-header: names an error with its namespace in a header and bare in the body": inHeader((code) => `com.amazonaws.glue#${code}`),
    "error-code-foreign-in-header: names an error in the namespace of another service with an address in a header, and bare in the body": inHeader(
      (code) => `${foreign(code)}:http://other.example/`,
    ),
    "error-status-in-code: repeats the status as a number in the member code of an error": errorBody((body, code) => ({
      ...body,
      className: code.replace(/Exception$/u, ""),
      code: 400,
    })),
    "error-details-with-type: adds details to an error that have a __type of their own": errorBody((body) => ({
      Details: { __type: "com.amazonaws.glue#FieldDetails", code: "Other" },
      ...body,
      FromFederationSource: false,
    })),
    "errors-with-more-members: adds to an error who is to blame, the id of the request and the form of errors of other protocols": errorBody((body, code) => ({
      ...body,
      Type: "Sender",
      RequestId: "6f4a3b52",
      logref: null,
      Error: { Code: code, Message: "no" },
      Code: code,
    })),
    "charset-on-errors-only: adds a charset to the content type of errors, a blank before it": withHeaders(({ status, headers }) =>
      status < 400 ? {} : { "content-type": `${headers["content-type"] ?? ""} ; charset=utf-8` },
    ),
    // Which code an error has, and which status.
    "constraints-as-invalid-input: names every broken constraint InvalidInputException": coded({ constraint: "InvalidInputException" }),
    "constraints-as-validation-error: names every broken constraint ValidationError, as the lists of common errors do": coded({
      constraint: "ValidationError",
    }),
    "ranges-as-invalid-input: names a number out of its range InvalidInputException and everything else ValidationException": ({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) =>
        refusal.reason === "constraint" && refusal.paths.includes("MaxResults") ? "InvalidInputException" : errorCodeOf(refusal, operation),
    }),
    "bad-token-as-validation: names a token that it never gave ValidationException": coded({ token: "ValidationException" }),
    "taken-id-as-invalid-input: reports a taken id as invalid input": coded({ "duplicate-session": "InvalidInputException" }),
    "unknown-operation-as-404: answers an unknown operation with status 404": statusFor("unknown-operation", 404),
    "over-long-token-as-413: answers a token above its length with status 413 and RequestEntityTooLargeException": tooLarge("RequestEntityTooLargeException"),
    "over-long-token-as-413-with-validation: answers a token above its length with status 413 and ValidationException": tooLarge("ValidationException"),
    "over-long-token-as-413-with-a-code-of-its-own: answers a token above its length with status 413 and TokenTooLongException":
      tooLarge("TokenTooLongException"),
    "over-long-token-as-413-without-a-code: has a front end that answers a token above its length with XML and status 413": errors((answer, refusal) =>
      isOverlong(refusal) ? textAnswer(413, "application/xml", "<RequestEntityTooLargeException/>\n") : answer,
    ),
    // What an error says in words.
    "messages-capital: calls the text of every error Message": textUnder("Message"),
    "messages-twice: says the text of an error as Message and as message": errorBody(({ message, Message = message, ...body }) => ({
      ...body,
      message: Message,
      Message,
    })),
    "bare-messages: says no more of an error than that there is one": errorBody((body) => ({ ...withoutText(body), Message: "Invalid" })),
    "serialization-without-message: says nothing in words about a body that it cannot read": errorBody((body, code) =>
      code === "SerializationException" ? withoutText(body) : body,
    ),
    "one-breach-at-a-time: stops at the first broken constraint and spells members as the page does": () => ({
      refuseBreaches: ([{ path } = { path: "" }]) => new Refusal("constraint", `Value at '${path}' failed to satisfy constraint`, [path]),
    }),
    "field-list: lists broken constraints as Smithy servers do, with a pointer to each": ({ errorBodyOf }) => ({
      errorBodyOf(code, refusal, ...rest) {
        const fieldList = refusal.paths.map((path) => ({ path: `/${path}`, message: "Member must satisfy constraint" }));
        return { ...errorBodyOf(code, refusal, ...rest), ...(refusal.reason === "constraint" ? { fieldList } : {}) };
      },
    }),
    "messages-with-hostile-text: writes quotes, markup, line breaks and non-ASCII letters into the text of an error": errorBody((body) => ({
      ...withoutText(body),
      Message: 'Wert "\u00E9\u{1F600}"\n\t</script><!-- \u2028 -->: {"__type":"Other"}',
    })),
    "messages-very-long: writes 20,000 characters into the text of an error": errorBody((body) => ({
      ...withoutText(body),
      message: null,
      Message: "Invalid. ".repeat(2_222),
    })),
  }),
  ...mayFail([malformedBody], {
    "types-as-validation: names a wrong type ValidationException": coded({ type: "ValidationException" }),
    "types-as-invalid-input: names a wrong type InvalidInputException": coded({ type: "InvalidInputException" }),
    "newer-common-errors: names what it cannot read MalformedHttpRequestException, an unknown operation with 404 and a token above its length with 413": [
      tooLarge("RequestEntityTooLargeException"),
      coded({ syntax: "MalformedHttpRequestException" }),
      statusFor("unknown-operation", 404),
    ],
  }),
  ...mayFail([malformedBody, unknownOperation], {
    "all-as-invalid-input: names every error of a client InvalidInputException": [() => ({ errorCodeOf: () => "InvalidInputException" }), textUnder("Message")],
  }),
  ...mayFail([unknownOperation], {
    "unknown-operation-as-invalid-action: names an unknown operation InvalidAction": coded({ "unknown-operation": "InvalidAction" }),
  }),
  ...mayFail(["error/code/of-bad-token"], {
    "bad-token-has-code-of-its-own: names a token that it never gave InvalidPaginationTokenException": coded({ token: "InvalidPaginationTokenException" }),
  }),
  ...mayFail(["error/message/capital"], {
    "messages-lower-case: calls the text of every error message": textUnder("message"),
    "errors-as-recorded: writes an error as a bare code and a lower-case message and nothing else, under the headers of recorded answers": [
      errorBody((body, code) => ({ __type: code, message: textOf(body) })),
      recordedHeaders,
    ],
  }),
  ...mayFail(["error/message/present"], { "no-messages: says nothing in words about an error": errorBody(withoutText) }),
];
