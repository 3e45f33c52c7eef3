import type { Contract } from "../../spec/contract.ts";
import { readAnswer } from "../core/answer.ts";
import { isBound } from "../checks/bound-answer.ts";
import { codesFor, namesBreach } from "../checks/error-codes.ts";
import { mostOf } from "../response/result-page.ts";
import type { Case, Effect, Judged, Judgement, Level, Probe, Script } from "../core/property.ts";
import { awsJsonType, mediaTypeFor } from "../core/request.ts";
import { onError, onSuccess } from "../core/property-table.ts";

/** Codes that an error may name. */
export interface AcceptedCodes {
  readonly level: Level;
  readonly preferred: string;
  readonly accepted: readonly string[];
}

/** Answers of one range of statuses that are accepted, and what is demanded of them. */
export interface AcceptedAnswer {
  readonly from: number;
  readonly to: number;
  /** The body must be a JSON object. */
  readonly jsonObject: boolean;
  /** The media type that the answer must have. */
  readonly contentType?: string;
  /** Where the body or the header x-amzn-errortype must name the error; `codes` are those that fit what the request breaks. */
  readonly namesError?: true;
  readonly codes?: AcceptedCodes;
  /** How many items the lists of the answer may hold. */
  readonly atMost?: number;
}

/** A case that is one request and needs no state, with the answers that its check accepts. */
export interface PlainCase {
  readonly id: string;
  readonly probe: Probe;
  readonly answers: readonly AcceptedAnswer[];
}

/** The first status of each range in which no check tells one status from another. A test asks for every status. */
const ranges: readonly number[] = [200, 201, 300, 400, 401, 403, 404, 405, 413, 414, 500];
const lastStatus = 599;

/**
 * The case with its accepted answers, where one request settles it; undefined where more are needed, or where signing or a client of its own is what is tried.
 */
export function plainCase(one: Case, contract: Contract, firsts: readonly number[] = ranges): PlainCase | undefined {
  const first = one.script(0).next();
  const probe = first.done === true ? undefined : probeOf(first.value);
  if (probe === undefined || probe.spoiltSignature !== undefined) return undefined;
  const answers: AcceptedAnswer[] = [];
  for (const [index, from] of firsts.entries()) {
    const to = (firsts[index + 1] ?? lastStatus + 1) - 1;
    const exchange = exchangeOf(probe, from, {});
    const ruling = rule(one.script(0), exchange);
    if (!ruling.accepted) continue;
    if (ruling.sends > 1) return undefined;
    const demands = demandsOf(exchange, one, contract);
    const last = answers.at(-1);
    if (last?.to === from - 1 && JSON.stringify({ ...last, from: 0, to: 0 }) === JSON.stringify({ from: 0, to: 0, ...demands })) {
      answers[answers.length - 1] = { ...last, to };
    } else answers.push({ from, to, ...demands });
  }
  return { id: one.id, probe, answers };
}

function probeOf(effect: Effect): Probe | undefined {
  return effect.kind === "send" && effect.purpose === "property" ? effect.probe : undefined;
}

function exchangeOf(probe: Probe, status: number, object: Readonly<Record<string, unknown>>): Judged {
  const response = { status, headers: { "content-type": awsJsonType }, body: new TextEncoder().encode(JSON.stringify(object)) };
  return { request: probe.request, probe, response, answer: readAnswer(response), attempts: 1 };
}

/** What a check makes of a service that gives this answer to all that it asks. */
function rule(script: Script, exchange: Judged): { readonly accepted: boolean; readonly sends: number } {
  let sends = 0;
  let step: IteratorResult<Effect, Judgement> = script.next();
  while (step.done !== true) {
    const effect = step.value;
    const probes = effect.kind === "send" ? [effect.probe] : effect.kind === "burst" ? effect.probes : [];
    // A client of its own is no single request.
    sends += effect.kind === "client" ? Infinity : probes.length;
    if (sends > 100) return { accepted: true, sends };
    step = script.next(probes.map((probe) => ({ ...exchange, probe, request: probe.request })));
  }
  return { accepted: step.value.violations.length === 0, sends };
}

function demandsOf(exchange: Judged, one: Case, contract: Contract): Omit<AcceptedAnswer, "from" | "to"> {
  const { answer, probe } = exchange;
  if (answer === undefined) return { jsonObject: false };
  const isError = onError(answer, exchange);
  const isResult = onSuccess(answer, exchange);
  if (!isBound(exchange, { level: "must" }) || !(isError || isResult)) return { jsonObject: false };
  const codes = probe.breaks === undefined || !namesBreach(answer) ? undefined : codesFor(probe.breaks, contract);
  const lists = Object.entries(contract.response.properties).filter(([, { type }]) => type === "array");
  const listed = exchangeOf(probe, answer.status, Object.fromEntries(lists.map(([name]) => [name, [{}]])));
  const most = isResult ? (rule(one.script(0), listed).accepted ? mostOf(probe) : 0) : undefined;
  return {
    jsonObject: true,
    contentType: mediaTypeFor(contract),
    ...(isError ? { namesError: true as const } : {}),
    ...(codes === undefined ? {} : { codes: { level: codes.level, preferred: codes.codes[0], accepted: codes.codes } }),
    ...(most === undefined ? {} : { atMost: most }),
  };
}
