import type { Answer } from "../../properties/core/answer.ts";
import { saysExpired } from "./credential-refusal.ts";
import type { TransportFailure } from "../../properties/core/exchange.ts";

/** Why a delivery is no answer to judge yet. */
export interface RetryReason {
  /**
   * `throttled` and `documented` ask for another try; a `crash` or `silence` may be the request's doing, and so may credentials that are said to have
   * `expired`; `distrust` of a certificate hardly ever is; what is `unreadable` is not sent again.
   */
  readonly kind: "throttled" | "crash" | "distrust" | "silence" | "expired" | "documented" | "unreadable";
  readonly text: string;
}

const throttlingCodes =
  /^(?:Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown|ServiceUnavailable|ServiceUnavailableException)$/u;

/** Errors of the page, and of the newer list of common errors, that say that time was short, and nothing of the request. */
const timeoutCodes = /^(?:OperationTimeoutException|RequestTimeout(?:Exception)?|RequestAborted(?:Exception)?)$/u;

/** Why a request that got no answer is no evidence yet. */
export function reasonOfFailure({ kind, message }: TransportFailure): RetryReason {
  if (kind === "too-large") return { kind: "unreadable", text: message };
  if (kind === "certificate") return { kind: "distrust", text: message };
  return { kind: kind === "timeout" || kind === "connect-timeout" ? "silence" : "crash", text: message };
}

/** Why an answer is no evidence yet; undefined where it is. */
export function reasonOfAnswer(answer: Answer): RetryReason | undefined {
  const { status, code, headers } = answer;
  if (status === 429 || status === 503 || (status >= 400 && code !== undefined && throttlingCodes.test(code))) {
    const after = headers["retry-after"];
    return { kind: "throttled", text: `${reported(answer)}${after === undefined ? "" : `, Retry-After: ${after}`}` };
  }
  if (saysExpired(answer)) return { kind: "expired", text: `the credentials have expired (${reported(answer)}): get new ones and run again` };
  if (status >= 500 || (status >= 400 && code === "InternalServiceException")) return { kind: "crash", text: `status ${reported(answer)}` };
  return status === 408 || (status >= 400 && code !== undefined && timeoutCodes.test(code)) ? { kind: "documented", text: reported(answer) } : undefined;
}

function reported({ status, code }: Answer): string {
  return code === undefined ? String(status) : `${String(status)} ${code}`;
}

/** How long to wait after a throttled send, in milliseconds: as long as the target asks for, up to five seconds; otherwise 50, 100, 200. */
export function pauseAfter(answer: Answer | undefined, attempts: number): number {
  const wanted = Number(answer?.headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(wanted) && wanted > 0 ? Math.min(wanted * 1_000, 5_000) : 25 * 2 ** attempts;
}
