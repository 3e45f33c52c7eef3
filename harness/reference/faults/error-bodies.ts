import { type Fault, must, should } from "./fault.ts";
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
  must(
    "code-nowhere",
    "sends errors without a code",
    missing,
    bodies(({ __type, ...rest }) => rest),
  ),
  must(
    "code-empty",
    "sends errors with an empty code",
    missing,
    typed(() => ""),
  ),
  must(
    "code-numeric",
    "gives the status, as a number, in the place of an error's code",
    missing,
    bodies(({ __type, ...rest }) => ({ code: 400, ...rest })),
  ),
  must(
    "code-nested",
    "sends the members of an error inside a member error",
    missing,
    bodies((body) => ({ error: body })),
  ),
  must(
    "code-of-the-query-protocol",
    "sends errors as the query protocol does, with Error and Code",
    missing,
    bodies((body, code) => ({ Error: { Code: code, Message: textOf(body) } })),
  ),
  must(
    "code-under-another-name",
    "gives an error's code under the name type",
    missing,
    bodies(({ __type, ...rest }) => ({ type: __type, ...rest })),
  ),
  should("code-in-header-only", "gives an error's code in a header only", notInType, (behaviour) =>
    headers((code) => code)(bodies(({ __type, ...rest }) => rest)(behaviour)),
  ),
  should(
    "code-in-member-code-only",
    "gives an error's code in the member code only",
    notInType,
    bodies(({ __type, ...rest }) => ({ code: __type, ...rest })),
  ),
  should(
    "code-namespaced",
    "gives an error's code with a namespace",
    "error/code/bare",
    typed((code) => `com.amazonaws.glue#${code}`),
  ),
  should(
    "code-with-address",
    "gives an error's code with the address of its description",
    "error/code/bare",
    typed((code) => `${code}:http://internal.amazon.com/coral/com.amazonaws.glue/`),
  ),
  should(
    "code-header-disagrees",
    "names another error in the header than in the body",
    "error/code/carriers-agree",
    headers((code) => code.replace(/Exception$/u, "Error")),
  ),
  should(
    "code-member-disagrees",
    "names another error in the member code than in __type",
    "error/code/carriers-agree",
    bodies((body) => ({ ...body, code: "ClientError" })),
  ),
];

const messages: readonly Fault[] = [
  should(
    "message-nowhere",
    "sends errors without a message",
    message,
    bodies(({ __type }) => ({ __type })),
  ),
  should(
    "message-empty",
    "sends errors with an empty message",
    message,
    bodies(({ __type }) => ({ __type, message: "" })),
  ),
  should(
    "message-under-another-name",
    "gives an error's message under the name errorMessage",
    message,
    bodies((body) => ({ __type: body["__type"], errorMessage: textOf(body) })),
  ),
  should(
    "message-list",
    "gives an error's message as a list",
    message,
    bodies((body) => ({ __type: body["__type"], message: [textOf(body)] })),
  ),
  should("message-lower-case", "spells message without a capital in errors that the page lists", "error/message/capital", (behaviour) => ({
    ...behaviour,
    messageMemberOf: () => "message",
  })),
];

/** Faults in where errors carry their codes and messages. */
export const errorBodyFaults: readonly Fault[] = [...carriers, ...messages];
