import { isClientError, isDenied } from "./checks/acceptance.ts";
import { isJsonObject } from "./json.ts";
import type { Breach, Level, Probe, Watch, WatchingProperty } from "./property.ts";
import { found, nothingFound } from "./script.ts";

/** Codes that the protocol's custom asks for, by what a request breaks; the first of those wanted is preferred, the others and `tolerated` ones are told. */
function namesCode(
  id: string,
  requirement: string,
  level: Level,
  title: string,
  concerns: (breaks: Breach) => boolean,
  wanted: readonly string[],
  tolerated: readonly string[],
): WatchingProperty {
  const judge =
    (permits: (probe: Probe) => boolean): Watch =>
    ({ answer, probe }) => {
      if (answer === undefined || !probe.claimed || probe.breaks === undefined || !concerns(probe.breaks)) return undefined;
      if (!isClientError(answer) || answer.status === 413 || answer.code === undefined || (isDenied(answer) && !permits(probe))) return undefined;
      if (answer.code === wanted[0]) return nothingFound;
      if (wanted.includes(answer.code) || tolerated.includes(answer.code))
        return { violations: [], observations: [{ code: `code-for-${probe.breaks.member}/${probe.breaks.keyword}`, text: answer.code }] };
      return found({ code: "wrong-code", pointer: "/body/__type", expected: `the code ${wanted.join(" or ")}`, received: answer.code });
    };
  return {
    kind: "watching",
    id,
    requirement,
    level,
    title,
    needs: "none",
    watch: () => {
      const permitted = new Set<string>();
      // A permission may hang on tags, yet on no number and no text that a request with the same members was let in with.
      const permits = ({ input }: Probe): boolean =>
        isJsonObject(input) && Object.keys(input).length > 0 && Object.keys(input).every((name) => name !== "Tags" && permitted.has(name));
      const watch = judge(permits);
      return (exchange, context) => {
        const { answer, probe } = exchange;
        if (answer?.status === 200 && probe.expect === "success" && isJsonObject(probe.input)) for (const name of Object.keys(probe.input)) permitted.add(name);
        return watch(exchange, context);
      };
    },
  };
}

const validation = ["ValidationException", "InvalidInputException"];
const isOverlongToken = ({ member, keyword }: Breach): boolean => member === "NextToken" && keyword === "maxLength";

/** What is judged of the code that an error names, by what the request broke. */
export const codeProperties: readonly WatchingProperty[] = [
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
