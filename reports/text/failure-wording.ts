import type { Drawn, Violation } from "../../properties/core/property.ts";
import { breachesByEvidence, isCrash, type SeenValues } from "../record/breaches.ts";
import { textOf } from "../record/recorded-body.ts";
import { describeDifference, type Difference, requestDifferences, shortJson, shortText } from "../record/request-diff.ts";
import type { Breach, Check, Counterexample, RecordedResponse } from "../record/run-record.ts";
import type { Failure } from "../verdict/causes.ts";
import { sessionSetInWords } from "./session-set.ts";

/** How fast-check draws the value of a generated case again. */
export function drawnInWords({ seed, path }: Drawn): string {
  return `by fast-check with seed ${String(seed)} and path ${JSON.stringify(path)}`;
}

/** A failure in three short unescaped texts; each may be empty. */
export interface Brief {
  /** How the request differs from a valid one, or the case. */
  readonly sent: string;
  readonly received: string;
  /** How often it was received. */
  readonly count: number;
  readonly expected: string;
}

/** A failure in brief. */
export function briefOf({ check, breaches }: Failure, record: SeenValues): Brief {
  const { own } = breachesByEvidence(check, record);
  const shown = own.find((one) => breaches.some(({ code, pointer }) => one.code === code && one.pointer === pointer));
  const breach = shown ?? breaches.at(-1);
  if (breach === undefined)
    return { sent: check.counterexample === undefined ? "" : requestInBrief(check.counterexample), received: "", count: 0, expected: "" };
  const sent = shown === undefined || check.counterexample === undefined ? caseInBrief(breach, check) : requestInBrief(check.counterexample);
  const isSilent = isCrash(breach) && breach.response.status === null;
  return { sent, received: isSilent ? "no answer" : shortText(receivedInWords(breach)), count: breach.count, expected: breach.expected };
}

/** A failure in one unescaped sentence: how the request differs from a valid one, what was received, what was expected. */
export function failureInBrief(failure: Failure, record: SeenValues): string {
  const { sent, received, count, expected } = briefOf(failure, record);
  return [sent, ...(received === "" ? [] : [`→ ${received}${timesOf({ count })}; expected ${expected}`])].filter((text) => text !== "").join(" ");
}

/** As `failureInBrief`, of what the counterexample of a check shows; without a record with names for what varies. */
export function checkInBrief(check: Check, record: SeenValues = { meta: {} }): string {
  return failureInBrief({ check, breaches: breachesByEvidence(check, record).own }, record);
}

/** The first case of a breach, without the part of its id that repeats the property's. */
function caseInBrief({ cases: [first = ""] }: Breach, { id }: Check): string {
  return first.startsWith(`${id}#`) ? first.slice(id.length + 1) : first;
}

/** `, 6,779 times`; nothing for a single violation. */
function timesOf({ count }: Pick<Breach, "count">): string {
  return count === 1 ? "" : `, ${grouped(count)} times`;
}

/** A number with its thousands apart: `6,779`. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
}

/** What a breach received, how often, and in which case first. */
export function breachInWords(breach: Breach): string {
  return `${receivedInWords(breach)}${timesOf(breach)}`;
}

/** The failing cases of a breach, as a list. */
export function casesInWords({ cases, count }: Breach, most: number): string {
  const shown = cases.slice(0, most).join(", ");
  const isCut = cases.length > most || (cases.length >= 20 && count > cases.length);
  return isCut ? `${shown} and more` : shown;
}

/** `400 InvalidInputException`, or what became of the connection. */
export function responseInWords({ response: { status, code } }: Pick<Breach, "response">): string {
  if (status === null) return code === null ? "no answer" : `no answer, ${code}`;
  return code === null ? String(status) : `${String(status)} ${code}`;
}

/** How often the case failed when it was repeated, in words. */
export function repeatsOf({ reproduced, shrunk }: Check): string {
  const [times, of] = reproduced?.split("/") ?? [];
  const parts = times === undefined ? ["not sent again"] : [`failed ${times} of ${of} times`];
  if (times !== of) parts.push("intermittent");
  if (shrunk === "capped") parts.push("a smaller request may fail too");
  return parts.join(", ");
}

/** How the violating request differs from a valid one; the member that the case is about comes first. */
function differencesOfCase({ caseId, request, valid }: Counterexample): readonly Difference[] {
  const member = memberOfCase(caseId);
  const differences = requestDifferences(request, valid);
  const isAbout = ({ place }: Difference): boolean => place === member || place.startsWith(`${member}.`);
  return [...differences.filter(isAbout), ...differences.filter((one) => !isAbout(one))];
}

/** The top-level member that a case is about: `Tags` for `request/tags/key/refuses-wrong-length#Tags/key/maxLength/above`. */
export function memberOfCase(caseId: string): string {
  return /#([^/]+)\//u.exec(caseId)?.[1] ?? "";
}

/** As `requestInWords`, without the values of the valid request. */
function requestInBrief(counterexample: Counterexample): string {
  const differences = differencesOfCase(counterexample);
  if (differences.length === 0) return requestInWords(counterexample);
  const [first = "", ...rest] = differences.map(({ place, sent }) => (sent === undefined ? `${place} missing` : `${place}: ${sent}`));
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/** The violating request as a difference from a valid one. */
export function requestInWords(counterexample: Counterexample): string {
  const { request, steps } = counterexample;
  const at = steps.findIndex(({ violates }) => violates);
  const step = steps.length > 1 && at >= 0 ? `step ${at + 1} of ${steps.length}: ` : "";
  const differences = differencesOfCase(counterexample).map(describeDifference);
  if (differences.length > 0) return step + differences.join(", ");
  return `${step}${request.method} ${request.path} ${shortText(textOf(request.body) ?? "")}`;
}

/** `status 400 InvalidInputException`, `header content-type "text/html"`, `/Ids/0 12`, `2 of 45 sessions are missing: a, b`. */
export function receivedInWords({ code, pointer, received }: Pick<Violation, "pointer" | "received"> & Partial<Pick<Violation, "code">>): string {
  const sessions = sessionSetInWords(received);
  if (sessions !== undefined) return sessions;
  const refusal = refusalInWords(received);
  if (refusal !== undefined) return refusal;
  const value = shortJson(JSON.stringify(received) ?? "nothing");
  if (pointer === "/status") return `status ${value}`;
  if (pointer === "" || pointer === "/body") return value;
  const place = pointer.replace(/^\/headers\/(?=[^/]+$)/u, "header ").replace(/^\/body(?=\/)/u, "");
  return received === null && (code?.endsWith("-missing") === true || place.startsWith("header ")) ? `no ${place}` : `${place} ${value}`;
}

/** A status with the code of the error. */
function refusalInWords(received: unknown): string | undefined {
  if (typeof received !== "object" || received === null || Object.keys(received).length !== 2) return undefined;
  const { status, code } = received as Readonly<Record<string, unknown>>;
  return typeof status === "number" && typeof code === "string" ? `status ${String(status)} ${code}` : undefined;
}

/** An answer in one line: its status, content type and body. */
export function answerInWords(response: RecordedResponse): string {
  if ("failure" in response) return `none, ${response.failure.kind}: ${response.failure.message}`;
  const text = textOf(response.body);
  const type = response.headers["content-type"] ?? "no content type";
  return `${response.status}, ${type}: ${text === undefined ? "not UTF-8" : shortText(text)}`;
}
