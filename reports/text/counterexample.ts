import type { Exchange, WireRequest } from "../../properties/core/exchange.ts";
import type { Drawn, Violation } from "../../properties/core/property.ts";
import { curlOf, type CurlOptions, replayLine } from "./curl.ts";
import type { Normaliser } from "../redaction/normalise.ts";
import { withoutCredentials, type Redactor } from "../redaction/redact.ts";
import type { Counterexample, RecordedRequest, RecordedResponse, RecordedStep } from "../record/run-record.ts";
import { toCaseViolations } from "../record/violations.ts";

/** A failing case as seen on the wire. */
export interface FailedCase {
  readonly caseId: string;
  readonly drawn?: Drawn | undefined;
  /** In the order of sending; at least one. */
  readonly steps: readonly { readonly exchange: Exchange; readonly violates: boolean }[];
  /** A valid request of the same operation, as similar to the violating one as possible. */
  readonly valid: WireRequest;
  readonly violations: readonly Violation[];
}

/** How the case is recorded: with the run's redactor, its own normaliser, and how requests were sent. */
export interface CounterexampleOptions {
  readonly redactor: Redactor;
  readonly normaliser: Normaliser;
  readonly sending: Omit<CurlOptions, "caseId">;
}

/**
 * A failing case for the record: first without secrets, then without what varies from run to run; steps before violations so that tokens
 * are known. If no step is marked as violating, the last one is. Throws a RangeError for a case without steps.
 */
export function recordCase(found: FailedCase, sanitizer: CounterexampleOptions): Counterexample {
  const { redactor, normaliser } = sanitizer;
  const marked = found.steps.findIndex(({ violates }) => violates);
  const at = marked === -1 ? found.steps.length - 1 : marked;
  const request = (sent: WireRequest): RecordedRequest => normaliser.request(redactor.request(sent));
  const steps = found.steps.map(({ exchange, violates }, index): RecordedStep => ({
    request: request(exchange.request),
    response: responseOf(exchange, sanitizer),
    violates: violates || index === at,
  }));
  const [violating, seen] = [steps[at], found.steps[at]?.exchange];
  if (violating === undefined || seen === undefined) throw new RangeError(`the case ${found.caseId} has no steps to record`);
  const violations = found.violations.map((violation) => normaliser.violation(redactor.violation(violation, seen.response)));
  const curl = commandOf({ request: seen.request, caseId: found.caseId, step: at, steps: found.steps.length }, sanitizer.sending);
  return {
    caseId: found.caseId,
    ...(found.drawn === undefined ? {} : { drawn: found.drawn }),
    steps,
    request: violating.request,
    response: violating.response,
    valid: request(found.valid),
    violations: toCaseViolations(violations),
    curl: normaliser.text(redactor.text(curl)),
  };
}

function responseOf({ response, failure }: Exchange, { redactor, normaliser }: CounterexampleOptions): RecordedResponse {
  // Redacted before it was cut: the session at the cut may have lost the id that shows whose it is.
  if (response?.whole !== undefined) return normaliser.response({ ...response, headers: redactor.headers(response.headers) });
  if (response !== undefined) return normaliser.response(redactor.response(response));
  const { kind, message } = failure ?? { kind: "lost-before-answer", message: "no answer" };
  return normaliser.failure({ kind, message: redactor.text(message) });
}

/** A request of a case, and its place among those that the case sends. */
export interface SentRequest {
  /** Absent where it is too long for a command. */
  readonly request?: WireRequest | undefined;
  readonly caseId: string;
  readonly step: number;
  readonly steps: number;
}

/** The command that sends a request again; for one that depends on others it sends the whole case. */
export function commandOf({ request, caseId, step, steps }: SentRequest, sending: CounterexampleOptions["sending"]): string {
  const others = steps > 1 ? { needs: `this is request ${step + 1} of ${steps}, and it depends on the others` } : {};
  const options = { ...sending, endpoint: withoutCredentials(sending.endpoint), caseId, ...(sending.needs === undefined ? others : {}) };
  return request === undefined ? replayLine("the body is too long for a command line", caseId) : curlOf(request, options);
}
