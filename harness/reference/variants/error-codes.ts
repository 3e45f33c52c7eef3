import type { RefusalReason, Refusal } from "../service/refusal.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, changingErrors, deciding } from "./changes.ts";

const typeIn = "error/code/in-type";
const bare = "error/code/bare";
const malformedBody = "error/code/of-malformed-body";
const unknownOperation = "error/code/of-unknown-operation";

/** Names the errors for some reasons by other codes. */
function naming(codes: Partial<Readonly<Record<RefusalReason, string>>>): Apply {
  return deciding(({ errorCodeOf }) => ({ errorCodeOf: (refusal, operation) => codes[refusal.reason] ?? errorCodeOf(refusal, operation) }));
}

function inHeader(headerOf: (code: string) => string): Apply {
  return deciding(({ errorHeadersOf }) => ({ errorHeadersOf: (code, ...rest) => ({ ...errorHeadersOf(code, ...rest), "x-amzn-errortype": headerOf(code) }) }));
}

const address = "http://internal.amazon.com/coral/com.amazonaws.glue/";
const capitalMessages = deciding({ messageMemberOf: () => "Message" });
const withoutType = changingErrors(({ __type: _type, ...body }) => body);

/** Where an error says its code, and in which form. */
const carriers: readonly Variant[] = [
  ...legal({
    "error-code-in-header: names an error in a header only": [inHeader((code) => code), withoutType, mayFail(typeIn)],
    "error-code-in-header-with-address: names an error in a header, an address behind it, and by its bare name in the body": inHeader(
      (code) => `${code}:${address}`,
    ),
    "error-code-in-code: names an error in the body's code only": [changingErrors(({ __type, ...body }) => ({ code: __type, ...body })), mayFail(typeIn)],
    "error-code-everywhere: names an error in a header, in code and in __type": [inHeader((code) => code), changingErrors((body, code) => ({ ...body, code }))],
    "error-code-namespaced: names an error with its namespace": [() => ({ errorTypeOf: (code) => `com.amazonaws.glue#${code}` }), mayFail(bare)],
    "error-code-with-address: names an error with its namespace and an address": [
      () => ({ errorTypeOf: (code) => `com.amazonaws.glue#${code}:${address}` }),
      mayFail(bare),
    ],
    "error-code-namespaced-in-header: names an error with its namespace in a header and bare in the body": inHeader((code) => `com.amazonaws.glue#${code}`),
    "error-status-in-code: repeats the status as a number in the member code of an error": changingErrors((body, code) => ({
      ...body,
      className: code.replace(/Exception$/u, ""),
      code: 400,
    })),
    "error-codes-disagree: names a broken constraint by one documented code in a header and by the other in the body": [
      inHeader((code) => (code === "ValidationException" ? "InvalidInputException" : code)),
      capitalMessages,
      mayFail("error/code/carriers-agree"),
    ],
    "error-details-with-type: adds details to an error that have a __type of their own": changingErrors((body) => ({
      Details: { __type: "com.amazonaws.glue#FieldDetails", code: "Other" },
      ...body,
      FromFederationSource: false,
    })),
  }),
];

/** Which code an error has. */
const names: readonly Variant[] = [
  ...legal({
    "constraints-as-invalid-input: names every broken constraint InvalidInputException": naming({ constraint: "InvalidInputException" }),
    "constraints-as-validation-error: names every broken constraint ValidationError, as the lists of common errors do": naming({
      constraint: "ValidationError",
    }),
    "ranges-as-invalid-input: names a number out of its range InvalidInputException and everything else ValidationException": ({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) =>
        refusal.reason === "constraint" && refusal.paths.includes("MaxResults") ? "InvalidInputException" : errorCodeOf(refusal, operation),
    }),
    "types-as-validation: names a wrong type ValidationException": [naming({ type: "ValidationException" }), mayFail(malformedBody)],
    "types-as-invalid-input: names a wrong type InvalidInputException": [naming({ type: "InvalidInputException" }), mayFail(malformedBody)],
    "all-as-invalid-input: names every error of a client InvalidInputException": [
      () => ({ errorCodeOf: () => "InvalidInputException" }),
      capitalMessages,
      mayFail(malformedBody, unknownOperation),
    ],
    "bad-token-as-validation: names a token that it never gave ValidationException": naming({ token: "ValidationException" }),
    "bad-token-has-code-of-its-own: names a token that it never gave InvalidPaginationTokenException": [
      naming({ token: "InvalidPaginationTokenException" }),
      mayFail("error/code/of-bad-token"),
    ],
    "unknown-operation-as-404: answers an unknown operation with status 404": () => ({
      errorStatusOf: (_code, { reason }) => (reason === "unknown-operation" ? 404 : 400),
    }),
    "unknown-operation-as-invalid-action: names an unknown operation InvalidAction": [
      naming({ "unknown-operation": "InvalidAction" }),
      mayFail(unknownOperation),
    ],
    "over-long-token-as-413: answers a token above its length with status 413 and RequestEntityTooLargeException": ({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) => (isOverlong(refusal) ? "RequestEntityTooLargeException" : errorCodeOf(refusal, operation)),
      errorStatusOf: (code) => (code === "RequestEntityTooLargeException" ? 413 : 400),
    }),
  }),
];

// The only constraint of a token is its length, and only a token above it is at fault there.
function isOverlong({ reason, paths }: Refusal): boolean {
  return reason === "constraint" && paths.includes("NextToken");
}

/** Services that differ in how errors are named. */
export const errorCodeVariants: readonly Variant[] = [...carriers, ...names];
