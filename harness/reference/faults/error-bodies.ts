import type { ResponseRendering } from "../service/decisions.ts";
import { type Change, errorBody } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const message = "error/message/present";

type Body = Readonly<Record<string, unknown>>;

const headers =
  (header: (code: string) => string): Change =>
  (behaviour) => ({
    errorHeadersOf: (code, requestId, context) => ({ ...behaviour.errorHeadersOf(code, requestId, context), "x-amzn-errortype": header(code) }),
  });

const typed =
  (errorTypeOf: ResponseRendering["errorTypeOf"]): Change =>
  () => ({ errorTypeOf });
const textOf = (body: Body): unknown => body["message"] ?? body["Message"];

const carriers: readonly Fault[] = [
  ...must("error/code/present", {
    "code-nowhere: sends errors without a code": errorBody(({ __type, ...rest }) => rest),
    "code-empty: sends errors with an empty code": typed(() => ""),
    "code-numeric: gives the status, as a number, in the place of an error's code": errorBody(({ __type, ...rest }) => ({ code: 400, ...rest })),
    "code-nested: sends the members of an error inside a member error": errorBody((body) => ({ error: body })),
    "code-of-the-query-protocol: sends errors as the query protocol does, with Error and Code": errorBody((body, code) => ({
      Error: { Code: code, Message: textOf(body) },
    })),
    "code-under-another-name: gives an error's code under the name type": errorBody(({ __type, ...rest }) => ({ type: __type, ...rest })),
  }),
  ...should("error/code/in-type", {
    "code-in-header-only: gives an error's code in a header only": [headers((code) => code), errorBody(({ __type, ...rest }) => rest)],
    "code-in-member-code-only: gives an error's code in the member code only": errorBody(({ __type, ...rest }) => ({ code: __type, ...rest })),
  }),
  ...should("error/code/bare", {
    "code-namespaced: gives an error's code with a namespace": typed((code) => `com.amazonaws.glue#${code}`),
    "code-with-address: gives an error's code with the address of its description": typed(
      (code) => `${code}:http://internal.amazon.com/coral/com.amazonaws.glue/`,
    ),
  }),
  ...should("error/code/carriers-agree", {
    "code-header-disagrees: names another error in the header than in the body": headers((code) => code.replace(/Exception$/u, "Error")),
    "code-member-disagrees: names another error in the member code than in __type": errorBody((body) => ({ ...body, code: "ClientError" })),
  }),
];

const messages: readonly Fault[] = [
  ...should(message, {
    "message-nowhere: sends errors without a message": errorBody(({ __type }) => ({ __type })),
    "message-empty: sends errors with an empty message": errorBody(({ __type }) => ({ __type, message: "" })),
    "message-under-another-name: gives an error's message under the name errorMessage": errorBody((body) => ({
      __type: body["__type"],
      errorMessage: textOf(body),
    })),
    "message-list: gives an error's message as a list": errorBody((body) => ({ __type: body["__type"], message: [textOf(body)] })),
  }),
  ...should("error/message/capital", {
    "message-lower-case: spells message without a capital in errors that the page lists": () => ({ messageMemberOf: () => "message" }),
  }),
];

/** Faults in where errors carry their codes and messages. */
export const errorBodyFaults: readonly Fault[] = [...carriers, ...messages];
