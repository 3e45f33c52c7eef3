import { isClientError } from "../checks/acceptance.ts";
import { sanitisedCode } from "../core/answer.ts";
import { type Applies, must, onError, properties, should, unless } from "../core/property-table.ts";
import { contentType, isObject } from "./results.ts";

/** Errors that AWS was seen to send without a text: those of front ends, which say all there is in their names. */
const wordless: ReadonlySet<string> = new Set(["SerializationException", "UnknownOperationException", "ThrottlingException"]);

const ofServer = true;
const pointer = "/body/__type";
const onNamed: Applies = ({ status, code }) => status >= 400 && code !== undefined;

/** Properties of every error: body, carriers of its code, status, text. */
export const errorProperties = properties({
  "error/is-json-object": { ...must("error.object", "answers an error with a JSON object", { ofServer }), on: onError, judge: isObject },
  "error/content-type": {
    ...must("error.content-type", "labels an error with the protocol's content type", { ofServer, reads: "content-type" }),
    on: onError,
    judge: contentType,
  },
  "error/code/present": {
    ...must("error.code.present", "names an error in __type, in code or in a header", { ofServer, reads: "headers" }),
    on: onError,
    judge: ({ code = "" }) => {
      const expected = "an error code in the body's __type or code, or in the header x-amzn-errortype";
      return unless(code !== "", { code: "code-missing", pointer, expected, received: null });
    },
  },
  "error/code/in-type": {
    ...should("error.code.in-type", "names an error in the body's __type", { ofServer }),
    on: onNamed,
    judge: ({ carriers: { type } }) =>
      unless(type !== undefined, { code: "code-not-in-type", pointer, expected: "the error code, for clients that read nothing else", received: null }),
  },
  "error/code/bare": {
    ...should("error.code.bare", "names an error by its bare shape name", { ofServer, scope: "AWS JSON 1.1" }),
    on: ({ status, carriers }) => status >= 400 && carriers.type !== undefined,
    judge: ({ carriers: { type = "" } }) =>
      unless(type === sanitisedCode(type), { code: "code-namespaced", pointer, expected: "the shape name without a namespace or an address", received: type }),
  },
  "error/code/carriers-agree": {
    ...should("error.code.agree", "names an error alike wherever it names it", { ofServer }),
    on: ({ status, carriers }) => status >= 400 && Object.keys(carriers).length > 1,
    judge: ({ carriers }) => {
      const codes = new Set(Object.values(carriers).map(sanitisedCode));
      return unless(codes.size === 1, { code: "carriers-disagree", pointer, expected: "one code in every carrier", received: carriers });
    },
  },
  "error/status-of-code": {
    ...must("error.status", "sends each documented error with its documented status", { ofPage: true }),
    on: onNamed,
    judge: ({ code = "", status }, _, { contract: { errors } }) => {
      const documented = Object.hasOwn(errors, code) ? errors[code] : status;
      return unless(documented === status, {
        code: "wrong-status",
        pointer: "/status",
        expected: `status ${String(documented)} with ${code}`,
        received: status,
      });
    },
  },
  "error/message/present": {
    ...should("error.message", "says in words what is wrong", { ofServer }),
    on: (answer) => isClientError(answer) && answer.code !== undefined && !wordless.has(answer.code),
    judge: ({ object: { message, Message } = {} }) => {
      const isThere = [message, Message].some((text) => typeof text === "string" && text.trim() !== "");
      const received = message ?? Message ?? null;
      return unless(isThere, { code: "message-missing", pointer: "/body/message", expected: "a text in message or Message", received });
    },
  },
  "error/message/capital": {
    ...should("error.message-name", "spells Message with a capital in errors that the page lists", { scope: "Glue" }),
    on: (answer, exchange) => onError(answer, exchange) && answer.object !== undefined,
    judge: ({ code = "", object = {} }, _, { contract: { errors } }) => {
      const isMisspelt = Object.hasOwn(errors, code) && typeof object["Message"] !== "string" && typeof object["message"] === "string";
      const expected = "the member Message, as the service's model names it";
      return unless(!isMisspelt, { code: "message-lower-case", pointer: "/body/message", expected, received: Object.keys(object) });
    },
  },
});
