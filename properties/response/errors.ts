import { sanitisedCode } from "../core/answer.ts";
import { isClientError } from "../checks/acceptance.ts";
import type { PassiveProperty } from "../core/property.ts";
import { contentType, onError, passiveProperty, serverProperty, when } from "../core/passive-property.ts";

/** Errors that AWS was seen to send without a text: those of front ends, which say all there is in their names. */
const wordless: ReadonlySet<string> = new Set(["SerializationException", "UnknownOperationException", "ThrottlingException"]);

/** Properties of every error: body, carriers of its code, status, text. */
export const errorProperties: readonly PassiveProperty[] = [
  serverProperty("error/is-json-object", "error.object", "must", "answers an error with a JSON object", onError, ({ isJson, object, text, json }) =>
    when(object !== undefined, () => ({
      code: isJson ? "not-an-object" : "not-json",
      pointer: "/body",
      expected: "a JSON object",
      received: isJson ? json : (text?.slice(0, 200) ?? "bytes that are no UTF-8"),
    })),
  ),
  {
    ...serverProperty("error/content-type", "error.content-type", "must", "labels an error with the protocol's content type", onError, contentType),
    reads: "content-type",
  },
  {
    ...serverProperty("error/code/present", "error.code.present", "must", "names an error in __type, in code or in a header", onError, ({ code }) =>
      when(code !== undefined && code !== "", () => ({
        code: "code-missing",
        pointer: "/body/__type",
        expected: "an error code in the body's __type or code, or in the header x-amzn-errortype",
        received: null,
      })),
    ),
    reads: "headers",
  },
  serverProperty(
    "error/code/in-type",
    "error.code.in-type",
    "should",
    "names an error in the body's __type",
    (answer) => answer.status >= 400 && answer.code !== undefined,
    ({ carriers }) =>
      when(carriers.type !== undefined, () => ({
        code: "code-not-in-type",
        pointer: "/body/__type",
        expected: "the error code, for clients that read nothing else",
        received: null,
      })),
  ),
  {
    ...serverProperty(
      "error/code/bare",
      "error.code.bare",
      "should",
      "names an error by its bare shape name",
      (answer) => answer.status >= 400 && answer.carriers.type !== undefined,
      ({ carriers }) =>
        when(carriers.type === sanitisedCode(carriers.type ?? ""), () => ({
          code: "code-namespaced",
          pointer: "/body/__type",
          expected: "the shape name without a namespace or an address",
          received: carriers.type,
        })),
    ),
    scope: "AWS JSON 1.1",
  },
  serverProperty(
    "error/code/carriers-agree",
    "error.code.agree",
    "should",
    "names an error alike wherever it names it",
    (answer) => answer.status >= 400 && Object.keys(answer.carriers).length > 1,
    ({ carriers }) =>
      when(new Set(Object.values(carriers).map(sanitisedCode)).size === 1, () => ({
        code: "carriers-disagree",
        pointer: "/body/__type",
        expected: "one code in every carrier",
        received: carriers,
      })),
  ),
  {
    ...passiveProperty(
      "error/status-of-code",
      "error.status",
      "must",
      "sends each documented error with its documented status",
      (answer, { probe }) => answer.status >= 400 && probe.claimed && answer.code !== undefined,
      (answer, _, { contract }) => {
        const documented = answer.code !== undefined && Object.hasOwn(contract.errors, answer.code) ? contract.errors[answer.code] : undefined;
        return when(documented === undefined || documented === answer.status, () => ({
          code: "wrong-status",
          pointer: "/status",
          expected: `status ${String(documented)} with ${answer.code ?? ""}`,
          received: answer.status,
        }));
      },
    ),
    ofPage: true,
  },
  serverProperty(
    "error/message/present",
    "error.message",
    "should",
    "says in words what is wrong",
    (answer) => isClientError(answer) && answer.code !== undefined && !wordless.has(answer.code),
    ({ object }) =>
      when(
        [object?.["message"], object?.["Message"]].some((text) => typeof text === "string" && text.trim() !== ""),
        () => ({
          code: "message-missing",
          pointer: "/body/message",
          expected: "a text in message or Message",
          received: object?.["message"] ?? object?.["Message"] ?? null,
        }),
      ),
  ),
  {
    ...passiveProperty(
      "error/message/capital",
      "error.message-name",
      "should",
      "spells Message with a capital in errors that the page lists",
      (answer, exchange) => onError(answer, exchange) && answer.object !== undefined,
      (answer, _, { contract }) =>
        when(
          answer.code === undefined ||
            !Object.hasOwn(contract.errors, answer.code) ||
            typeof answer.object?.["Message"] === "string" ||
            typeof answer.object?.["message"] !== "string",
          () => ({
            code: "message-lower-case",
            pointer: "/body/message",
            expected: "the member Message, as the service's model names it",
            received: Object.keys(answer.object ?? {}),
          }),
        ),
    ),
    scope: "Glue",
  },
];
