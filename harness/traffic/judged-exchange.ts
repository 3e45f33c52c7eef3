import { type ConstraintGroup, groupOf, spelled } from "../../spec/constraint.ts";
import type { Contract } from "../../spec/contract.ts";
import { acceptanceOf, isListSessions } from "../../spec/operation-traits.ts";
import { brokenText, judgeAccepted, judgeRefused } from "../../properties/checks/acceptance.ts";
import { isValidationCode } from "../../properties/checks/error-codes.ts";
import { isSuccess, mediaTypeOf, readAnswer } from "../../properties/core/answer.ts";
import { isJsonObject } from "../../spec/json.ts";
import type { Judged, Judgement, Probe } from "../../properties/core/property.ts";
import { mediaTypeFor } from "../../properties/core/request.ts";
import { unexercised } from "../../properties/core/script.ts";
import { statusesFor } from "../../properties/request/constraints.ts";
import { breachesOf } from "./request-breaches.ts";
import type { TrafficExchange } from "./traffic.ts";

/** A recorded exchange as properties judge it, and what it says of the property that its request belongs to. */
export interface JudgedExchange {
  readonly judged: Judged;
  /** By the id of a property that sends requests in a run. */
  readonly own?: { readonly property: string; readonly judgement: Judgement };
}

/** Reads a recorded exchange by its contract. */
export function judgedExchange(exchange: TrafficExchange, contract: Contract): JudgedExchange {
  const { response } = exchange;
  const answer = readAnswer(response);
  const probe = probeOf(exchange, contract, isSuccess(answer));
  const judged: Judged = { request: probe.request, response, attempts: 1, probe, answer };
  const own = exchange.request === undefined || !probe.claimed ? undefined : ownJudgement(judged, contract);
  return { judged, ...(own === undefined ? {} : { own }) };
}

/** The request with what is known about it. Without a request, a success answers a valid one, and an error one that is refused rightly or not. */
function probeOf({ target, request }: TrafficExchange, contract: Contract, succeeded: boolean): Probe {
  const { operation } = contract;
  const base = { operation, claimed: true, leeway: leewayOf(contract) } as const;
  if (request === undefined) {
    const unknown = { method: "POST", path: "/", headers: { "x-amz-target": target }, body: new Uint8Array() };
    return { ...base, request: unknown, expect: succeeded ? "success" : "refusal" };
  }
  const { headers = {}, method, path, body } = request;
  const wire = { ...request, headers };
  const mediaType = request.headers === undefined ? mediaTypeFor(contract) : mediaTypeOf({ headers } as Judged["answer"] & object);
  const claimed =
    method === "POST" && path === "/" && mediaType === mediaTypeFor(contract) && (request.headers === undefined || headers["x-amz-target"] === target);
  if (!claimed) return { ...base, request: wire, claimed: false, expect: "either" };
  const text = Buffer.from(body).toString();
  // Whether an empty body is an empty object is left open.
  if (text.trim() === "") return { ...base, request: wire, expect: "either" };
  const { isJson, json } = readAnswer({ status: 200, headers: {}, body });
  if (!isJson) return { ...base, request: wire, expect: "refusal", breaks: { member: "body", keyword: "json" } };
  if (!isJsonObject(json)) return { ...base, request: wire, expect: "refusal", settledAt: "should", breaks: { member: "body", keyword: "object" } };
  const breaches = breachesOf(json, contract.request);
  if (breaches.some(({ isOpen }) => isOpen)) return { ...base, request: wire, input: json, expect: "either" };
  const [first, ...others] = breaches;
  if (first === undefined) {
    const isSettled = Object.keys(json).every((name) => acceptanceOf(contract, name) === "must");
    return { ...base, request: wire, input: json, expect: "success", ...(isSettled ? {} : { settledAt: "should" }) };
  }
  const { member, keyword } = first;
  // Which of several breaches is named is left open.
  const isOnly = others.every((other) => other.member === member && other.keyword === keyword);
  return { ...base, request: wire, input: json, expect: "refusal", ...(isOnly ? { breaks: { member, keyword } } : {}) };
}

/** What a valid request names may not have been there. */
function leewayOf({ errors }: Contract): NonNullable<Probe["leeway"]> {
  const codes = Object.entries(errors).flatMap(([code, status]) => (status >= 400 && status < 500 && !isValidationCode(code) ? [code] : []));
  return { codes, isMadeUp: true };
}

/** What an exchange says of refusal or acceptance. One server error may be a passing one, and shows nothing. */
function ownJudgement(judged: Judged, contract: Contract): JudgedExchange["own"] {
  const { probe, answer } = judged;
  if (answer === undefined || probe.expect === "either") return undefined;
  const isRefused = answer.status >= 400;
  if (probe.expect === "success") {
    const property =
      isJsonObject(probe.input) && Object.keys(probe.input).some((name) => !contract.request.required.includes(name))
        ? "request/accepts-generated"
        : "request/accepts-empty-input";
    if (!isRefused) return { property, judgement: judgeAccepted(judged) };
    // Of other operations it is not known what else a valid request needs.
    const isFair =
      isListSessions(contract) && probe.settledAt === undefined && answer.status < 500 && answer.code !== undefined && isValidationCode(answer.code);
    const judgement = isFair
      ? judgeAccepted({ ...judged, probe: { ...probe, leeway: { codes: [], isMadeUp: false } } })
      : unexercised("a valid request was refused, for a reason that its contract does not settle");
    return { property, judgement };
  }
  const { breaks } = probe;
  if (breaks === undefined) return undefined;
  const property = propertyFor(breaks.member, breaks.keyword);
  if (property === undefined) return undefined;
  const isShown = !isRefused || (answer.status < 500 && answer.code !== undefined && isValidationCode(answer.code));
  if (!isShown) return { property, judgement: unexercised("the request was refused for another reason than what it breaks") };
  const statuses = breaks.member === "body" ? "4xx" : statusesFor(breaks, contract);
  return { property, judgement: judgeRefused(judged, brokenText(breaks), statuses) };
}

/** The id of the property that sends such requests in a run. */
function propertyFor(member: string, keyword: string): string | undefined {
  if (keyword === "json") return "body/refuses-malformed-json";
  if (keyword === "object") return "body/refuses-non-objects";
  if (keyword === "required") return `request/${spelled(member)}/refuses-missing`;
  const group: ConstraintGroup | undefined = groupOf(keyword);
  return group === undefined ? undefined : `request/${spelled(member)}/refuses-wrong-${group}`;
}
