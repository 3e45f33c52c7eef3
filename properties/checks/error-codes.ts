import type { Contract } from "../../spec/contract.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import type { Answer } from "../core/answer.ts";
import { isJsonObject } from "../../spec/json.ts";
import type { BrokenKeyword, Judged, Level, Property, Watch } from "../core/property.ts";
import { must, properties, should } from "../core/property-table.ts";
import { found, nothingFound } from "../core/script.ts";
import { boundariesOf } from "../generators/boundaries.ts";
import { hasLeeway, isClientError, isDenied } from "./acceptance.ts";

/** Customary codes of the protocol, by what a request breaks. The first one expected is preferred; all others are reported as observations. */
interface CodeRule {
  readonly requirement: string;
  readonly level: Level;
  readonly title: string;
  readonly concerns: (breaks: BrokenKeyword) => boolean;
  readonly wanted: readonly [string, ...string[]];
  readonly tolerated?: readonly string[];
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

function watching({ concerns, wanted, tolerated = [] }: CodeRule): Watch {
  return (exchange, { contract, letsIn }) => {
    const { answer, probe } = exchange;
    if (answer === undefined || !probe.claimed || probe.breaks === undefined || !concerns(probe.breaks)) return undefined;
    if (!namesBreach(answer) || answer.code === undefined) return undefined;
    // A full account refuses whatever would be added to it.
    if (Object.hasOwn(contract.errors, answer.code) && answer.code.includes("LimitExceeded")) return undefined;
    if (isDenied(answer) && !letsIn(deniedMembers(exchange) ?? [])) return undefined;
    if (answer.code === wanted[0]) return nothingFound;
    const isDocumented = Object.hasOwn(contract.errors, answer.code) && isValidationCode(answer.code);
    // Services have codes of their own for tokens.
    const isOfToken = probe.leeway?.mayNeedMore === true && isTokenMember(probe.breaks.member) && /^Invalid\w*(?:Token|Marker)/u.test(answer.code);
    const isFair = wanted[0] === validationCode && (isDocumented || isOfToken || (probe.leeway?.isMadeUp === true && hasLeeway({ answer, probe })));
    if (wanted.includes(answer.code) || tolerated.includes(answer.code) || isFair)
      return { violations: [], observations: [{ code: `code-for-${probe.breaks.member}/${probe.breaks.keyword}`, text: answer.code }] };
    return found({ code: "wrong-code", pointer: "/body/__type", expected: `the code ${wanted.join(" or ")}`, received: answer.code });
  };
}

const validationCode = "ValidationException";
const validation: readonly [string, ...string[]] = [validationCode, "InvalidInputException"];

/** Whether an error is for what a request has wrong in itself, by its name; the rest of a page's errors are about what it names. */
export function isValidationCode(code: string): boolean {
  return /^(?:Invalid|Validation|Serialization|Malformed|BadRequest|MissingParameter|ClientException)/u.test(code);
}

/** Codes that say that something of a request is wrong, whatever it is: not what is wrong with one member only. */
const generalCode =
  /^(?:Invalid(?:Input|Parameters?|ParameterValue|ParameterCombination|Arguments?|Request)|Validation|Serialization|Malformed\w*|BadRequest|MissingParameter|Client)(?:Exception|Error)?$/u;

const isOverlongToken = ({ member, keyword }: BrokenKeyword): boolean => isTokenMember(member) && keyword === "maxLength";
const breaking =
  (...keywords: readonly string[]) =>
  ({ keyword }: BrokenKeyword): boolean =>
    keywords.includes(keyword);
const isConstraint = (breaks: BrokenKeyword): boolean => !breaking("type", "json", "object", "operation", "token", "required")(breaks);

const rules: Readonly<Record<string, CodeRule>> = {
  "error/code/of-broken-constraint": {
    ...must("error.code.constraint", "names a broken constraint as a validation error", { wanted: validation, tolerated: ["ValidationError"] }),
    concerns: (breaks) => isConstraint(breaks) && !isOverlongToken(breaks),
  },
  "error/code/of-missing-member": {
    ...must("error.code.missing", "names a missing member as a validation error", {
      wanted: validation,
      tolerated: ["ValidationError", "MissingParameter", "MissingParameterException", "SerializationException"],
    }),
    concerns: breaking("required"),
  },
  "error/code/of-overlong-token": {
    ...should("error.code.token", "names an over-long token as a validation error", { wanted: validation, tolerated: ["ValidationError"] }),
    concerns: isOverlongToken,
  },
  "error/code/of-wrong-type": {
    ...should("error.code.type", "names a wrong type as a serialization error", { wanted: ["SerializationException"], tolerated: validation }),
    concerns: breaking("type"),
  },
  "error/code/of-malformed-body": {
    ...should("error.code.body", "names an unreadable body as a serialization error", { wanted: ["SerializationException"] }),
    concerns: breaking("json", "object"),
  },
  "error/code/of-unknown-operation": {
    ...should("error.code.operation", "names an unknown operation as such", { wanted: ["UnknownOperationException"] }),
    concerns: breaking("operation"),
  },
  "error/code/of-bad-token": {
    ...should("error.code.token", "names a token that it never gave as invalid input", { wanted: validation }),
    concerns: breaking("token"),
  },
};

/** A rule as it is for a contract: a page that lists no validation error settles none, and another service has codes of its own. */
function ruleFor({ errors, targetPrefix }: Contract, rule: CodeRule): CodeRule {
  const documented = Object.keys(errors).filter((code) => generalCode.test(code));
  const known = targetPrefix === undefined ? [...validation, ...documented] : documented;
  const own: CodeRule["wanted"] = [validationCode, ...new Set(known.filter((code) => code !== validationCode))];
  return {
    ...rule,
    level: documented.length === 0 ? "should" : rule.level,
    wanted: rule.wanted === validation ? own : rule.wanted,
    ...(rule.tolerated === validation ? { tolerated: own } : {}),
  };
}

/** The codes that an error may name, by what the request broke; the first one is preferred. */
export function codesFor(breaks: BrokenKeyword, contract: Contract): { readonly level: Level; readonly codes: readonly [string, ...string[]] } | undefined {
  const rule = Object.values(rules).find(({ concerns }) => concerns(breaks));
  if (rule === undefined) return undefined;
  const { level, wanted, tolerated = [] } = ruleFor(contract, rule);
  return { level, codes: [...wanted, ...tolerated] };
}

/** Properties of the code that an error names, by what the request broke. */
export function codeProperties(contract: Contract): readonly Property[] {
  const { request } = contract;
  const breaches: readonly BrokenKeyword[] = [
    ...request.required.map((member) => ({ member, keyword: "required" })),
    ...boundariesOf(request).filter(({ valid }) => !valid),
  ];
  // A must that no request of a contract can show would leave every target of it without a verdict.
  const applying = Object.entries(rules).filter(([, { level, concerns }]) => level !== "must" || breaches.some(concerns));
  const rows = applying.map(([id, general]) => {
    const rule = ruleFor(contract, general);
    const { level, requirement, title } = rule;
    return [id, { level, requirement, title, ofBreach: true as const, watch: () => watching(rule) }] as const;
  });
  return properties(Object.fromEntries(rows));
}
