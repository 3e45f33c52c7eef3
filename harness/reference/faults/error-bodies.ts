import type { Fault } from "./fault.ts";
import type { BehaviourChange } from "./change.ts";
import type { ResponseRendering } from "../service/decisions.ts";

const missing = "error/code/present";
const notInType = "error/code/in-type";
const message = "error/message/present";

type Body = Readonly<Record<string, unknown>>;

/** Changes the body of every error; `body` is what the reference sends. */
function bodies(change: (body: Body, code: string) => object): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
    errorBodyOf: (code, refusal, context, operation) => change(behaviour.errorBodyOf(code, refusal, context, operation) as Body, code),
  });
}

const headers =
  (header: (code: string) => string): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    errorHeadersOf: (code, requestId, context) => ({ ...behaviour.errorHeadersOf(code, requestId, context), "x-amzn-errortype": header(code) }),
  });

const typed =
  (errorTypeOf: ResponseRendering["errorTypeOf"]): BehaviourChange =>
  (behaviour) => ({ ...behaviour, errorTypeOf });
const textOf = (body: Body): unknown => body["message"] ?? body["Message"];

const carriers: readonly Fault[] = [
  {
    name: "code-nowhere",
    title: "sends errors without a code",
    level: "must",
    caughtBy: missing,
    apply: bodies(({ __type, ...rest }) => rest),
  },
  {
    name: "code-empty",
    title: "sends errors with an empty code",
    level: "must",
    caughtBy: missing,
    apply: typed(() => ""),
  },
  {
    name: "code-numeric",
    title: "gives the status, as a number, in the place of an error's code",
    level: "must",
    caughtBy: missing,
    apply: bodies(({ __type, ...rest }) => ({ code: 400, ...rest })),
  },
  {
    name: "code-nested",
    title: "sends the members of an error inside a member error",
    level: "must",
    caughtBy: missing,
    apply: bodies((body) => ({ error: body })),
  },
  {
    name: "code-of-the-query-protocol",
    title: "sends errors as the query protocol does, with Error and Code",
    level: "must",
    caughtBy: missing,
    apply: bodies((body, code) => ({ Error: { Code: code, Message: textOf(body) } })),
  },
  {
    name: "code-under-another-name",
    title: "gives an error's code under the name type",
    level: "must",
    caughtBy: missing,
    apply: bodies(({ __type, ...rest }) => ({ type: __type, ...rest })),
  },
  {
    name: "code-in-header-only",
    title: "gives an error's code in a header only",
    level: "should",
    caughtBy: notInType,
    apply: (behaviour) => headers((code) => code)(bodies(({ __type, ...rest }) => rest)(behaviour)),
  },
  {
    name: "code-in-member-code-only",
    title: "gives an error's code in the member code only",
    level: "should",
    caughtBy: notInType,
    apply: bodies(({ __type, ...rest }) => ({ code: __type, ...rest })),
  },
  {
    name: "code-namespaced",
    title: "gives an error's code with a namespace",
    level: "should",
    caughtBy: "error/code/bare",
    apply: typed((code) => `com.amazonaws.glue#${code}`),
  },
  {
    name: "code-with-address",
    title: "gives an error's code with the address of its description",
    level: "should",
    caughtBy: "error/code/bare",
    apply: typed((code) => `${code}:http://internal.amazon.com/coral/com.amazonaws.glue/`),
  },
  {
    name: "code-header-disagrees",
    title: "names another error in the header than in the body",
    level: "should",
    caughtBy: "error/code/carriers-agree",
    apply: headers((code) => code.replace(/Exception$/u, "Error")),
  },
  {
    name: "code-member-disagrees",
    title: "names another error in the member code than in __type",
    level: "should",
    caughtBy: "error/code/carriers-agree",
    apply: bodies((body) => ({ ...body, code: "ClientError" })),
  },
];

const messages: readonly Fault[] = [
  {
    name: "message-nowhere",
    title: "sends errors without a message",
    level: "should",
    caughtBy: message,
    apply: bodies(({ __type }) => ({ __type })),
  },
  {
    name: "message-empty",
    title: "sends errors with an empty message",
    level: "should",
    caughtBy: message,
    apply: bodies(({ __type }) => ({ __type, message: "" })),
  },
  {
    name: "message-under-another-name",
    title: "gives an error's message under the name errorMessage",
    level: "should",
    caughtBy: message,
    apply: bodies((body) => ({ __type: body["__type"], errorMessage: textOf(body) })),
  },
  {
    name: "message-list",
    title: "gives an error's message as a list",
    level: "should",
    caughtBy: message,
    apply: bodies((body) => ({ __type: body["__type"], message: [textOf(body)] })),
  },
  {
    name: "message-lower-case",
    title: "spells message without a capital in errors that the page lists",
    level: "should",
    caughtBy: "error/message/capital",
    apply: (behaviour) => ({ ...behaviour, messageMemberOf: () => "message" }),
  },
];

/** Faults in where errors carry their codes and messages. */
export const errorBodyFaults: readonly Fault[] = [...carriers, ...messages];
