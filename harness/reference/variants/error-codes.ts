import type { RefusalReason, Refusal } from "../service/refusal.ts";
import type { Variant } from "./variant.ts";
import { type Apply, applying, changingErrors, deciding } from "./changes.ts";

const typeIn = "error/code/in-type";
const bare = "error/code/bare";
const malformedBody = "error/code/of-malformed-body";
const unknownOperation = "error/code/of-unknown-operation";

/** Names the errors for some reasons by other codes. */
function naming(codes: Partial<Readonly<Record<RefusalReason, string>>>): Apply {
  return deciding(({ errorCodeOf }) => ({
    errorCodeOf: (refusal, operation) => codes[refusal.reason] ?? errorCodeOf(refusal, operation),
  }));
}

function inHeader(headerOf: (code: string) => string): Apply {
  return deciding(({ errorHeadersOf }) => ({
    errorHeadersOf: (code, ...rest) => ({ ...errorHeadersOf(code, ...rest), "x-amzn-errortype": headerOf(code) }),
  }));
}

const address = "http://internal.amazon.com/coral/com.amazonaws.glue/";
const capitalMessages = deciding({ messageMemberOf: () => "Message" });
const withoutType = changingErrors(({ __type: _type, ...body }) => body);

/** Where an error says its code, and in which form. */
const carriers: readonly Variant[] = [
  {
    name: "error-code-in-header",
    title: "names an error in a header only",
    mayFail: [typeIn],
    apply: applying(
      inHeader((code) => code),
      withoutType,
    ),
  },
  {
    name: "error-code-in-header-with-address",
    title: "names an error in a header, an address behind it, and by its bare name in the body",
    mayFail: [],
    apply: inHeader((code) => `${code}:${address}`),
  },
  {
    name: "error-code-in-code",
    title: "names an error in the body's code only",
    mayFail: [typeIn],
    apply: changingErrors(({ __type, ...body }) => ({ code: __type, ...body })),
  },
  {
    name: "error-code-everywhere",
    title: "names an error in a header, in code and in __type",
    mayFail: [],
    apply: applying(
      inHeader((code) => code),
      changingErrors((body, code) => ({ ...body, code })),
    ),
  },
  {
    name: "error-code-namespaced",
    title: "names an error with its namespace",
    mayFail: [bare],
    apply: deciding({ errorTypeOf: (code) => `com.amazonaws.glue#${code}` }),
  },
  {
    name: "error-code-with-address",
    title: "names an error with its namespace and an address",
    mayFail: [bare],
    apply: deciding({ errorTypeOf: (code) => `com.amazonaws.glue#${code}:${address}` }),
  },
  {
    name: "error-code-namespaced-in-header",
    title: "names an error with its namespace in a header and bare in the body",
    mayFail: [],
    apply: inHeader((code) => `com.amazonaws.glue#${code}`),
  },
  {
    name: "error-status-in-code",
    title: "repeats the status as a number in the member code of an error",
    mayFail: [],
    apply: changingErrors((body, code) => ({ ...body, className: code.replace(/Exception$/u, ""), code: 400 })),
  },
  {
    name: "error-codes-disagree",
    title: "names a broken constraint by one documented code in a header and by the other in the body",
    mayFail: ["error/code/carriers-agree"],
    apply: applying(
      inHeader((code) => (code === "ValidationException" ? "InvalidInputException" : code)),
      capitalMessages,
    ),
  },
  {
    name: "error-details-with-type",
    title: "adds details to an error that have a __type of their own",
    mayFail: [],
    apply: changingErrors((body) => ({ Details: { __type: "com.amazonaws.glue#FieldDetails", code: "Other" }, ...body, FromFederationSource: false })),
  },
];

/** Which code an error has. */
const names: readonly Variant[] = [
  {
    name: "constraints-as-invalid-input",
    title: "names every broken constraint InvalidInputException",
    mayFail: [],
    apply: naming({ constraint: "InvalidInputException" }),
  },
  {
    name: "constraints-as-validation-error",
    title: "names every broken constraint ValidationError, as the lists of common errors do",
    mayFail: [],
    apply: naming({ constraint: "ValidationError" }),
  },
  {
    name: "ranges-as-invalid-input",
    title: "names a number out of its range InvalidInputException and everything else ValidationException",
    mayFail: [],
    apply: deciding(({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) =>
        refusal.reason === "constraint" && refusal.paths.includes("MaxResults") ? "InvalidInputException" : errorCodeOf(refusal, operation),
    })),
  },
  {
    name: "types-as-validation",
    title: "names a wrong type ValidationException",
    mayFail: [malformedBody],
    apply: naming({ type: "ValidationException" }),
  },
  {
    name: "types-as-invalid-input",
    title: "names a wrong type InvalidInputException",
    mayFail: [malformedBody],
    apply: naming({ type: "InvalidInputException" }),
  },
  {
    name: "all-as-invalid-input",
    title: "names every error of a client InvalidInputException",
    mayFail: [malformedBody, unknownOperation],
    apply: applying(deciding({ errorCodeOf: () => "InvalidInputException" }), capitalMessages),
  },
  {
    name: "bad-token-as-validation",
    title: "names a token that it never gave ValidationException",
    mayFail: [],
    apply: naming({ token: "ValidationException" }),
  },
  {
    name: "bad-token-has-code-of-its-own",
    title: "names a token that it never gave InvalidPaginationTokenException",
    mayFail: ["error/code/of-bad-token"],
    apply: naming({ token: "InvalidPaginationTokenException" }),
  },
  {
    name: "unknown-operation-as-404",
    title: "answers an unknown operation with status 404",
    mayFail: [],
    apply: deciding({ errorStatusOf: (_code, { reason }) => (reason === "unknown-operation" ? 404 : 400) }),
  },
  {
    name: "unknown-operation-as-invalid-action",
    title: "names an unknown operation InvalidAction",
    mayFail: [unknownOperation],
    apply: naming({ "unknown-operation": "InvalidAction" }),
  },
  {
    name: "over-long-token-as-413",
    title: "answers a token above its length with status 413 and RequestEntityTooLargeException",
    mayFail: [],
    apply: deciding(({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) => (isOverlong(refusal) ? "RequestEntityTooLargeException" : errorCodeOf(refusal, operation)),
      errorStatusOf: (code) => (code === "RequestEntityTooLargeException" ? 413 : 400),
    })),
  },
];

// The only constraint of a token is its length, and only a token above it is at fault there.
function isOverlong({ reason, paths }: Refusal): boolean {
  return reason === "constraint" && paths.includes("NextToken");
}

/** Services that differ in how errors are named. */
export const errorCodeVariants: readonly Variant[] = [...carriers, ...names];
