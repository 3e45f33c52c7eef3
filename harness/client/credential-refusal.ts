import type { Answer } from "../../properties/core/answer.ts";
import { memberOf } from "../../spec/json.ts";

const expiredCodes = /^ExpiredToken(?:Exception)?$/u;
const timeCodes = /^(?:RequestExpired|RequestTimeTooSkewed)(?:Exception)?$/u;
const timeTexts = /signature expired|not yet current|skew|is now (?:earlier|later) than/iu;

/** How far two clocks may be apart before it is reported: signatures are valid for at least five minutes. */
const maxSkewMs = 4 * 60_000;

/** Whether an answer says that temporary credentials have run out. */
export function saysExpired({ status, code }: Pick<Answer, "status" | "code">): boolean {
  return status >= 400 && code !== undefined && expiredCodes.test(code);
}

/** Whether a refusal is about the time of the signature, or expired credentials: a target that says so has read the headers. */
export function saysOutOfTime(answer: Answer, nowMs: number): boolean {
  return saysExpired(answer) || refusesTime(answer) || clockSkew(answer, nowMs) !== undefined;
}

function refusesTime({ code, object }: Answer): boolean {
  const text = memberOf(object, "message") ?? memberOf(object, "Message");
  return (code !== undefined && timeCodes.test(code)) || (typeof text === "string" && timeTexts.test(text));
}

/** Why a target refuses the credentials, as far as its answer shows, and what to do: a clause with its punctuation, then a sentence. */
export function refusalReason(answer: Answer, nowMs: number): string {
  if (saysExpired(answer)) return ": they have expired. Get new ones, as with `aws sso login`, or name another --profile.";
  const skew = clockSkew(answer, nowMs);
  const clocks = "Set the clock of this machine, or that of the target.";
  if (skew !== undefined) return `: ${skew}, and signatures are valid for a few minutes only. ${clocks}`;
  if (refusesTime(answer)) return `: it considers the time of the signature wrong. ${clocks}`;
  return ". Check credentials, --profile, --region and --sign.";
}

/** How far the clock of a target is from ours, by the Date of its answer; undefined where it is near, or not given. */
export function clockSkew({ headers }: Pick<Answer, "headers">, nowMs: number): string | undefined {
  const skewMs = Date.parse(headers["date"] ?? "") - nowMs;
  if (!(Math.abs(skewMs) >= maxSkewMs)) return undefined;
  return `its clock is ${String(Math.round(Math.abs(skewMs) / 60_000))} minutes ${skewMs > 0 ? "ahead of" : "behind"} this machine's`;
}
