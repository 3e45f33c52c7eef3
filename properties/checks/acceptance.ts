import { type Answer, isSuccess } from "../core/answer.ts";
import type { BrokenKeyword, Judged, Judgement, Observation, Violation } from "../core/property.ts";
import { found, nothingFound, unexercised } from "../core/script.ts";

/** What a violation shows of an answer: its status and, where there is one, its code. */
export function shortForm(answer: Answer): unknown {
  return answer.code === undefined ? answer.status : { status: answer.status, code: answer.code };
}

/** Judges an answer, where there is one; a server error or a lost connection is a breach whatever was asked. */
function judging(exchange: Judged, judge: (answer: Answer) => Judgement): Judgement {
  const crash = crashOf(exchange);
  if (crash !== undefined) return found(crash);
  return exchange.answer === undefined ? nothingFound : judge(exchange.answer);
}

const statusOf = (code: Violation["code"], expected: string, answer: Answer): Judgement =>
  found({ code, pointer: "/status", expected, received: shortForm(answer) });

/** The answer to a valid request: accepted with 200, as the page says of a success. */
export function judgeAccepted(exchange: Judged, what = "a valid request"): Judgement {
  return judging(exchange, (answer) => {
    if (answer.status === 200) return nothingFound;
    if (isDenied(answer)) return unexercised("the target denies access to a valid request");
    if (hasLeeway(exchange)) return nothingFound;
    if (exchange.probe.leeway?.isMadeUp === true && isClientError(answer) && answer.code !== undefined)
      return unexercised(`the target answers ${answer.code.slice(0, 100)} to a request for something that may not exist, or that may exceed a quota`);
    return statusOf(isSuccess(answer) ? "wrong-status" : "valid-refused", `status 200 for ${what}`, answer);
  });
}

const breaches: Readonly<Record<string, string>> = {
  type: "of another JSON type",
  required: "left out",
  minimum: "below its minimum",
  maximum: "above its maximum",
  minLength: "shorter than its minimum length",
  maxLength: "longer than its maximum length",
  pattern: "outside its pattern",
  enum: "outside its listed values",
  minItems: "with too few entries",
  maxItems: "with too many entries",
  minProperties: "with too few entries",
  maxProperties: "with too many entries",
};

/** A broken constraint in words: `MaxResults below its minimum`. */
export function brokenText({ member, keyword }: BrokenKeyword): string {
  return `${member} ${breaches[keyword] ?? `that breaks ${keyword}`}`;
}

/** The answer to a broken request: refused with one of the given statuses, or with any 4xx. */
export function judgeRefused(exchange: Judged, what: string, statuses: readonly number[] | "4xx" = [400]): Judgement {
  return judging(exchange, (answer) => {
    if (statuses === "4xx" ? isClientError(answer) : statuses.includes(answer.status)) return nothingFound;
    if (exchange.probe.leeway?.isMadeUp === true && hasLeeway(exchange)) return nothingFound;
    const wanted = statuses === "4xx" ? "a client error (4xx)" : `status ${statuses.join(" or ")}`;
    return statusOf(isSuccess(answer) ? "invalid-accepted" : "wrong-status", `${wanted} for ${what}`, answer);
  });
}

/** `judgeAccepted` for what is sent. */
export const accepted =
  (what?: string) =>
  (exchange: Judged): Judgement =>
    judgeAccepted(exchange, what);

/** `judgeRefused` for what is sent. */
export const refused =
  (what: string, statuses?: readonly number[] | "4xx") =>
  (exchange: Judged): Judgement =>
    judgeRefused(exchange, what, statuses);

/** The answer to a request that the documents leave open: a success or a client error. */
export function judgeSurvived(exchange: Judged, what: string): Judgement {
  return judging(exchange, (answer) =>
    answer.status === 200 || isClientError(answer) ? nothingFound : statusOf("wrong-status", `status 200 or a client error for ${what}`, answer),
  );
}

/** The answer to a request that only a `should` lets in; that it crashes nothing is a `must`, which the derived property of that id judges. */
export function judgeUnusual(exchange: Judged, what: string, derivedProperty: string): Judgement {
  const crash = crashOf(exchange);
  return { ...judgeAccepted(exchange, what), derived: { [derivedProperty]: crash === undefined ? nothingFound : found(crash) } };
}

/** A 5xx or a lost connection; the runner has already made sure that it repeats while a plain request is answered (fairness rule 7). */
export function crashOf({ answer, failure }: Judged): Violation | undefined {
  if (failure !== undefined) return { code: "connection-lost", pointer: "", expected: "an answer", received: failure.message };
  if (answer === undefined || answer.status < 500) return undefined;
  return { code: "server-error", pointer: "/status", expected: "no server error, whatever the client sends", received: shortForm(answer) };
}

/** Whether the target holds the client at fault. */
export function isClientError({ status }: Answer): boolean {
  return status >= 400 && status < 500;
}

/** Whether an answer is one of the errors that the page has for what a request names: it is not there, or not in a state for it. */
export function hasLeeway({ answer, probe: { leeway } }: Pick<Judged, "answer" | "probe">): boolean {
  return answer !== undefined && isClientError(answer) && answer.code !== undefined && leeway?.codes.includes(answer.code) === true;
}

/** Whether the target refuses for want of permission, which is no judgement of the request. */
export function isDenied(answer: Answer): boolean {
  return answer.code === "AccessDeniedException";
}

/** An answer as an observation. */
export function observedAs(code: string, { answer }: Judged): readonly Observation[] {
  return answer === undefined ? [] : [{ code, text: JSON.stringify(shortForm(answer)) }];
}
