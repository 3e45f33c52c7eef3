import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { boundariesOf } from "../generators/boundaries.ts";
import type { Answer } from "../core/answer.ts";
import { hasLeeway, isClientError, isDenied } from "./acceptance.ts";
import { isJsonObject } from "../core/json.ts";
import type { BrokenKeyword, Judged, Level, Watch, PassiveProperty } from "../core/property.ts";
import { found, nothingFound } from "../core/script.ts";

/**
 * Customary codes of the protocol, by what a request breaks. The first one expected is preferred; the others and the `tolerated` ones are reported as
 * observations.
 */
interface CodeRule {
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly title: string;
  readonly concerns: (breaks: BrokenKeyword) => boolean;
  readonly wanted: readonly [string, ...string[]];
  readonly tolerated: readonly string[];
}

/** Whether an error may be asked for the code of a breach. */
export function namesBreach(answer: Answer): boolean {
  return isClientError(answer) && answer.status !== 413;
}

/**
 * The members of a broken request that was denied, where a good one with the same members shows whether permissions are the cause: one may depend on
 * tags, but on no number and no text, and a token cannot be obtained on request. Undefined where a good request would show nothing.
 */
export function deniedMembers({ answer, probe }: Pick<Judged, "answer" | "probe">): readonly string[] | undefined {
  if (answer === undefined || !probe.claimed || probe.breaks === undefined || !namesBreach(answer) || !isDenied(answer)) return undefined;
  const members = isJsonObject(probe.input) ? Object.keys(probe.input) : [];
  return members.length === 0 || members.some((name) => name === "Tags" || isTokenMember(name)) ? undefined : members.toSorted();
}

function namesCode({ id, requirement, level, title, concerns, wanted, tolerated }: CodeRule): PassiveProperty {
  const judge: Watch = (exchange, { contract, letsIn }) => {
    const { answer, probe } = exchange;
    if (answer === undefined || !probe.claimed || probe.breaks === undefined || !concerns(probe.breaks)) return undefined;
    if (!namesBreach(answer) || answer.code === undefined) return undefined;
    // A full account refuses whatever would be added to it.
    if (Object.hasOwn(contract.errors, answer.code) && answer.code.includes("LimitExceeded")) return undefined;
    if (isDenied(answer) && !letsIn(deniedMembers(exchange) ?? [])) return undefined;
    if (answer.code === wanted[0]) return nothingFound;
    const isFair =
      wanted === validation && (isDocumentedValidation(answer.code, contract) || (probe.leeway?.isMadeUp === true && hasLeeway({ answer, probe })));
    if (wanted.includes(answer.code) || tolerated.includes(answer.code) || isFair)
      return { violations: [], observations: [{ code: `code-for-${probe.breaks.member}/${probe.breaks.keyword}`, text: answer.code }] };
    return found({ code: "wrong-code", pointer: "/body/__type", expected: `the code ${wanted.join(" or ")}`, received: answer.code });
  };
  return {
    kind: "passive",
    id,
    requirement,
    level,
    title,
    needs: "none",
    ofBreach: true,
    watch: () => judge,
  };
}

const validation: readonly [string, ...string[]] = ["ValidationException", "InvalidInputException"];

/** Whether an error is for what a request has wrong in itself, by its name; the rest of a page's errors are about what it names. */
export function isValidationCode(code: string): boolean {
  return /^(?:Invalid|Validation|Serialization|Malformed|BadRequest|MissingParameter|ClientException)/u.test(code);
}

function isDocumentedValidation(code: string, { errors }: Contract): boolean {
  return Object.hasOwn(errors, code) && isValidationCode(code);
}

const isOverlongToken = ({ member, keyword }: BrokenKeyword): boolean => isTokenMember(member) && keyword === "maxLength";

const rules: readonly CodeRule[] = [
  {
    id: "error/code/of-broken-constraint",
    requirement: "error.code.constraint",
    level: "must",
    title: "names a broken constraint as a validation error",
    concerns: (breaks) => !["type", "json", "object", "operation", "token", "required"].includes(breaks.keyword) && !isOverlongToken(breaks),
    wanted: validation,
    tolerated: ["ValidationError"],
  },
  {
    id: "error/code/of-missing-member",
    requirement: "error.code.missing",
    level: "must",
    title: "names a missing member as a validation error",
    concerns: ({ keyword }) => keyword === "required",
    wanted: validation,
    tolerated: ["ValidationError", "MissingParameter", "MissingParameterException", "SerializationException"],
  },
  {
    id: "error/code/of-overlong-token",
    requirement: "error.code.token",
    level: "should",
    title: "names an over-long token as a validation error",
    concerns: isOverlongToken,
    wanted: validation,
    tolerated: ["ValidationError"],
  },
  {
    id: "error/code/of-wrong-type",
    requirement: "error.code.type",
    level: "should",
    title: "names a wrong type as a serialization error",
    concerns: ({ keyword }) => keyword === "type",
    wanted: ["SerializationException"],
    tolerated: validation,
  },
  {
    id: "error/code/of-malformed-body",
    requirement: "error.code.body",
    level: "should",
    title: "names an unreadable body as a serialization error",
    concerns: ({ keyword }) => keyword === "json" || keyword === "object",
    wanted: ["SerializationException"],
    tolerated: [],
  },
  {
    id: "error/code/of-unknown-operation",
    requirement: "error.code.operation",
    level: "should",
    title: "names an unknown operation as such",
    concerns: ({ keyword }) => keyword === "operation",
    wanted: ["UnknownOperationException"],
    tolerated: [],
  },
  {
    id: "error/code/of-bad-token",
    requirement: "error.code.token",
    level: "should",
    title: "names a token that it never gave as invalid input",
    concerns: ({ keyword }) => keyword === "token",
    wanted: validation,
    tolerated: [],
  },
];

/** The rule for the code of an error, by what the request broke. */
export function codesFor(breaks: BrokenKeyword): Pick<CodeRule, "level" | "wanted" | "tolerated"> | undefined {
  return rules.find(({ concerns }) => concerns(breaks));
}

/** Properties of the code that an error names, by what the request broke. */
export function codeProperties(contract: Contract): readonly PassiveProperty[] {
  const { request } = contract;
  const breaches: readonly BrokenKeyword[] = [
    ...request.required.map((member) => ({ member, keyword: "required" })),
    ...boundariesOf(request).filter(({ valid }) => !valid),
  ];
  // A must that no request of a contract can show would leave every target of it without a verdict.
  return rules.filter(({ level, concerns }) => level !== "must" || breaches.some(concerns)).map(namesCode);
}
