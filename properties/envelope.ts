import { crc32 } from "node:zlib";
import { type Answer, isSuccess, listOf, mediaTypeOf, sanitisedCode } from "./answer.ts";
import { isClientError, isDenied } from "./checks/acceptance.ts";
import { judgeShape } from "./checks/response-shape.ts";
import { isJsonObject, memberOf } from "./json.ts";
import type { Breach, Judged, Judgement, Level, Violation, Watch, WatchingProperty } from "./property.ts";
import { awsJsonType } from "./request.ts";
import { found, nothingFound } from "./script.ts";

type Applies = (answer: Answer, exchange: Judged) => boolean;

const onSuccess: Applies = (answer) => isSuccess(answer);
// Of a body that is too large for it, a front end tells in its own words (fairness rule 1).
const onError: Applies = ({ status }) => status >= 400 && status !== 413;

function watching(
  id: string,
  requirement: string,
  level: Level,
  title: string,
  applies: Applies,
  judge: (answer: Answer, exchange: Judged, context: Parameters<Watch>[1]) => readonly Violation[],
): WatchingProperty {
  const watch: Watch = (exchange, context) => {
    const { answer, probe } = exchange;
    if (answer === undefined || !probe.claimed || !applies(answer, exchange)) return undefined;
    return { violations: judge(answer, exchange, context) };
  };
  return { kind: "watching", id, requirement, level, title, needs: "none", watch: () => watch };
}

function when(holds: boolean, violation: () => Violation): readonly Violation[] {
  return holds ? [] : [violation()];
}

const shapes: readonly WatchingProperty[] = [
  watching("response/is-json-object", "response.object", "must", "answers a success with a JSON object", onSuccess, ({ isJson, object, text, json }) =>
    when(object !== undefined, () =>
      isJson
        ? { code: "not-an-object", pointer: "/body", expected: "a JSON object", received: json }
        : { code: "not-json", pointer: "/body", expected: "a JSON object", received: text?.slice(0, 200) ?? "bytes that are no UTF-8" },
    ),
  ),
  watching("response/content-type", "response.content-type", "must", "labels a success with the protocol's content type", onSuccess, contentType),
  watching("response/types", "response.types", "must", "gives every member of an answer its type", onSuccess, (answer, _, { contract }) =>
    judgeShape(answer, contract, "types"),
  ),
  watching(
    "response/integers",
    "response.integers",
    "must",
    "gives whole numbers where a session is created with whole numbers",
    onSuccess,
    (answer, _, { contract }) => judgeShape(answer, contract, "integers"),
  ),
  watching("response/limits", "response.limits", "must", "keeps the limits that the page prints for answers", onSuccess, (answer, _, { contract }) =>
    judgeShape(answer, contract, "limits"),
  ),
  watching("response/omits-null-members", "response.omits-null", "should", "leaves members without a value out of an answer", onSuccess, ({ object }) =>
    nullMembers(object, "/body"),
  ),
];

function contentType(answer: Answer): readonly Violation[] {
  return when(mediaTypeOf(answer) === awsJsonType, () => ({
    code: "wrong-content-type",
    pointer: "/headers/content-type",
    expected: `the media type ${awsJsonType}`,
    received: answer.headers["content-type"] ?? null,
  }));
}

function nullMembers(value: unknown, pointer: string): readonly Violation[] {
  if (value === null) return [{ code: "null-member", pointer, expected: "no member, since it has no value", received: null }];
  const members = Array.isArray(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : [];
  return members.flatMap(([name, member]) => nullMembers(member, `${pointer}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`));
}

const results: readonly WatchingProperty[] = [
  watching("response/both-lists", "response.both-lists", "should", "sends Ids and Sessions, empty ones too", onSuccess, ({ object }) =>
    object === undefined
      ? []
      : ["Ids", "Sessions"]
          .filter((name) => !Array.isArray(object[name]))
          .map((name) => ({
            code: "member-missing",
            pointer: `/body/${name}`,
            expected: "a list, empty where there is nothing to list",
            received: object[name] ?? null,
          })),
  ),
  watching("response/ids-match-sessions", "response.same-set", "should", "lists the same sessions in Ids and in Sessions of each page", hasLists, idsMatch),
  watching(
    "response/session-has-id-and-status",
    "response.id-and-status",
    "should",
    "gives each session an id and a status",
    (answer) => sessionsOf(answer).length > 0,
    (answer) =>
      sessionsOf(answer).flatMap((session, index) =>
        ["Id", "Status"]
          .filter((name) => memberOf(session, name) === undefined || memberOf(session, name) === null)
          .map((name) => ({ code: "member-missing" as const, pointer: `/body/Sessions/${String(index)}/${name}`, expected: "a string", received: null })),
      ),
  ),
  watching("paging/page-within-max-results", "paging.upper-bound", "must", "puts no more on a page than MaxResults", asksForAtMost, (answer, exchange) => {
    const wanted = maxResultsOf(exchange) ?? Infinity;
    return ["Ids", "Sessions"].flatMap((name) => {
      const size = listOf(answer, name)?.length ?? 0;
      return when(size <= wanted, () => ({
        code: "page-too-long",
        pointer: `/body/${name}`,
        expected: `at most ${String(wanted)} items, as MaxResults asks`,
        received: size,
      }));
    });
  }),
];

function sessionsOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  return (listOf(answer, "Sessions") ?? []).filter(isJsonObject);
}

// Where one of the two lists is missing altogether, that is told elsewhere.
function hasLists(answer: Answer): boolean {
  return Array.isArray(answer.object?.["Ids"]) && Array.isArray(answer.object["Sessions"]);
}

function idsMatch(answer: Answer): readonly Violation[] {
  const ids = new Set(listOf(answer, "Ids") ?? []);
  const ofSessions = new Set(sessionsOf(answer).map((session) => session["Id"]));
  const extra = [...ids].filter((id) => !ofSessions.has(id));
  const missing = [...ofSessions].filter((id) => !ids.has(id));
  return when(extra.length === 0 && missing.length === 0, () => ({
    code: "ids-differ",
    pointer: "/body/Ids",
    expected: "the ids of the sessions on the same page",
    received: { onlyInIds: extra.slice(0, 5), onlyInSessions: missing.slice(0, 5) },
  }));
}

function asksForAtMost(answer: Answer, exchange: Judged): boolean {
  return (
    isSuccess(answer) &&
    exchange.probe.expect === "success" &&
    maxResultsOf(exchange) !== undefined &&
    (listOf(answer, "Ids")?.length ?? 0) + (listOf(answer, "Sessions")?.length ?? 0) > 0
  );
}

function maxResultsOf({ probe }: Judged): number | undefined {
  const wanted = memberOf(probe.input, "MaxResults");
  return typeof wanted === "number" ? wanted : undefined;
}

const errors: readonly WatchingProperty[] = [
  watching("error/is-json-object", "error.object", "must", "answers an error with a JSON object", onError, ({ isJson, object, text, json }) =>
    when(object !== undefined, () => ({
      code: isJson ? "not-an-object" : "not-json",
      pointer: "/body",
      expected: "a JSON object",
      received: isJson ? json : (text?.slice(0, 200) ?? "bytes that are no UTF-8"),
    })),
  ),
  watching("error/content-type", "error.content-type", "must", "labels an error with the protocol's content type", onError, contentType),
  watching("error/code/present", "error.code.present", "must", "names an error in __type, in code or in a header", onError, ({ code }) =>
    when(code !== undefined && code !== "", () => ({
      code: "code-missing",
      pointer: "/body/__type",
      expected: "an error code in the body's __type or code, or in the header x-amzn-errortype",
      received: null,
    })),
  ),
  watching(
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
  watching(
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
  watching(
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
  watching(
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
  watching(
    "error/message/present",
    "error.message",
    "should",
    "says in words what is wrong",
    (answer) => isClientError(answer) && answer.code !== undefined && answer.code !== "SerializationException" && answer.code !== "UnknownOperationException",
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
  watching(
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
];

/** Codes that the protocol's custom asks for, by what a request breaks; `tolerated` ones are told, not failed. */
function namesCode(
  id: string,
  requirement: string,
  level: Level,
  title: string,
  concerns: (breaks: Breach) => boolean,
  wanted: readonly string[],
  tolerated: readonly string[],
): WatchingProperty {
  const watch: Watch = ({ answer, probe }) => {
    if (answer === undefined || !probe.claimed || probe.breaks === undefined || !concerns(probe.breaks)) return undefined;
    if (!isClientError(answer) || answer.status === 413 || answer.code === undefined || isDenied(answer)) return undefined;
    if (wanted.includes(answer.code)) return nothingFound;
    if (tolerated.includes(answer.code))
      return { violations: [], observations: [{ code: `code-for-${probe.breaks.member}/${probe.breaks.keyword}`, text: answer.code }] };
    return found({ code: "wrong-code", pointer: "/body/__type", expected: `the code ${wanted.join(" or ")}`, received: answer.code });
  };
  return { kind: "watching", id, requirement, level, title, needs: "none", watch: () => watch };
}

const validation = ["ValidationException", "InvalidInputException"];
const isOverlongToken = ({ member, keyword }: Breach): boolean => member === "NextToken" && keyword === "maxLength";

const codes: readonly WatchingProperty[] = [
  namesCode(
    "error/code/of-broken-constraint",
    "error.code.constraint",
    "must",
    "names a broken constraint as a validation error",
    (breaks) => !["type", "json", "object", "operation", "token"].includes(breaks.keyword) && !isOverlongToken(breaks),
    validation,
    ["ValidationError"],
  ),
  namesCode("error/code/of-overlong-token", "error.code.token", "should", "names an over-long token as a validation error", isOverlongToken, validation, [
    "ValidationError",
  ]),
  namesCode(
    "error/code/of-wrong-type",
    "error.code.type",
    "should",
    "names a wrong type as a serialization error",
    ({ keyword }) => keyword === "type",
    ["SerializationException"],
    validation,
  ),
  namesCode(
    "error/code/of-malformed-body",
    "error.code.body",
    "should",
    "names an unreadable body as a serialization error",
    ({ keyword }) => keyword === "json" || keyword === "object",
    ["SerializationException"],
    [],
  ),
  namesCode(
    "error/code/of-unknown-operation",
    "error.code.operation",
    "should",
    "names an unknown operation as such",
    ({ keyword }) => keyword === "operation",
    ["UnknownOperationException"],
    [],
  ),
  namesCode(
    "error/code/of-bad-token",
    "error.code.token",
    "should",
    "names a token that it never gave as invalid input",
    ({ keyword }) => keyword === "token",
    validation,
    [],
  ),
];

const requestId: readonly WatchingProperty[] = [
  watching(
    "response/request-id/present",
    "response.request-id",
    "should",
    "gives each answer a request id",
    () => true,
    ({ headers }) =>
      when((headers["x-amzn-requestid"] ?? "").trim() !== "", () => ({
        code: "request-id-missing",
        pointer: "/headers/x-amzn-requestid",
        expected: "a request id",
        received: headers["x-amzn-requestid"] ?? null,
      })),
  ),
  {
    kind: "watching",
    id: "response/request-id/unique",
    requirement: "response.request-id",
    level: "should",
    title: "gives each answer a request id of its own",
    needs: "none",
    watch: uniqueRequestIds,
  },
  watching(
    "response/crc32",
    "response.checksum",
    "should",
    "sends a right checksum if it sends one",
    (answer) => answer.headers["x-amz-crc32"] !== undefined && answer.headers["content-encoding"] === undefined,
    (answer, { response }) => {
      const expected = crc32(response?.body ?? new Uint8Array());
      return when(Number(answer.headers["x-amz-crc32"]) === expected, () => ({
        code: "wrong-checksum",
        pointer: "/headers/x-amz-crc32",
        expected: String(expected),
        received: answer.headers["x-amz-crc32"] ?? null,
      }));
    },
  ),
];

/** Request ids that are remembered of one run; a repetition is near if there is one. */
const remembered = 20_000;

function uniqueRequestIds(): Watch {
  const seen = new Set<string>();
  return ({ answer, probe }): Judgement | undefined => {
    const id = answer?.headers["x-amzn-requestid"];
    if (id === undefined || id === "" || !probe.claimed) return undefined;
    if (seen.has(id))
      return found({ code: "request-id-repeated", pointer: "/headers/x-amzn-requestid", expected: "a request id that no other answer has", received: id });
    if (seen.size < remembered) seen.add(id);
    return nothingFound;
  };
}

/** What is judged of every answer to a request that the protocol claims, whoever sent it. */
export const envelopeProperties: readonly WatchingProperty[] = [...shapes, ...errors, ...codes, ...requestId];

/** What is judged of every page of a `ListSessions` result. */
export const pageProperties: readonly WatchingProperty[] = results;
