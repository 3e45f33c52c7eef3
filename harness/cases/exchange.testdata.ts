import { readAnswer } from "../../properties/core/answer.ts";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import type { Case, Judged, Judgement, Probe, Script, ProbingProperty, Property, Violation, PassiveProperty } from "../../properties/core/property.ts";
import { validProbe } from "../../properties/core/request.ts";
import type { CaseResult } from "./run-case.ts";

/** An answer as a service gives it; a body that is no string is written as JSON. */
export function answerOf(status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "00000000-0000-4000-8000-000000000000", ...headers },
    body: Buffer.from(text),
  };
}

/** A refusal as the protocol has it. */
export function refusalOf(code: string, status = 400): WireResponse {
  return answerOf(status, { __type: code, Message: `refused with ${code}` });
}

/** The operation that a request names, however the names of its headers are spelled. */
export function operationOf({ headers }: WireRequest): string {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
  return target?.split(".").at(-1) ?? "";
}

/** The input of a request; undefined where its body is no JSON. */
export function inputOf({ body }: WireRequest): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

/** A probe with the answer that it got. */
export function judgedOf(response: WireResponse = answerOf(200), probe: Probe = validProbe("ListSessions", {})): Judged {
  return { probe, request: probe.request, response, answer: readAnswer(response), attempts: 1 };
}

// oxlint-disable-next-line require-yield -- a case that asks for nothing
function* nothing(): Script {
  return { violations: [] };
}

/** The result of a case with the given number of steps. */
export function resultOf(id: string, more: Partial<CaseResult> = {}, one: Partial<Case> = {}): CaseResult {
  return {
    case: {
      id,
      script: nothing,
      ...one,
    },
    steps: [{ judged: judgedOf(), forProperty: true, listed: 0 }],
    judgement: { violations: [] },
    ...more,
  };
}

/** A breach with the given code. */
export function breach(code: Violation["code"] = "wrong-status", pointer = "/status"): Violation {
  return { code, pointer, expected: "something else", received: 418 };
}

/** A property that sends requests of its own. */
export function probing(id: string, more: Partial<ProbingProperty> = {}): ProbingProperty {
  return {
    kind: "probing",
    id,
    requirement: "extra.any",
    level: "must",
    title: "does something",
    phase: "boundaries",
    needs: "none",
    cases: () => [],
    ...more,
  };
}

/** A property that sees every exchange. */
export function watching(id: string, watch: ReturnType<PassiveProperty["watch"]>): PassiveProperty {
  return { kind: "passive", id, requirement: "extra.any", level: "must", title: "sees something", needs: "none", watch: () => watch };
}

/** A property that others judge along. */
export function derivedProperty(id: string, of: readonly string[], needs: Property["needs"] = "none"): Property {
  return { kind: "derived", id, requirement: "extra.any", level: "must", title: "follows something", needs, of };
}

/** A judgement of one breach. */
export function failing(code: Violation["code"] = "wrong-status"): Judgement {
  return { violations: [breach(code)] };
}
