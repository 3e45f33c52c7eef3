import type { Contract } from "../../spec/contract.ts";
import { present } from "../../reports/encoding/present.ts";
import { fromRecordedBody, toRecordedBody } from "../../reports/record/recorded-body.ts";
import { curlOf } from "../../reports/text/curl.ts";
import type { StoredRun } from "../../reports/documents/parse-journal.ts";
import { type Redactor, withoutCredentials } from "../../reports/redaction/redact.ts";
import type { Replay, ReplayedViolation, ReplayStep } from "../../reports/text/replay.ts";
import { Evaluator, type Evaluation } from "../cases/evaluate.ts";
import type { Settings } from "../config/settings.ts";
import type { CaseResult } from "../cases/run-case.ts";
import type { Judged } from "../../properties/core/property.ts";
import type { RecordedResponse } from "../../reports/record/run-record.ts";
import type { ResentCase } from "./resent-case.ts";
import type { FoundCase } from "./stored-case.ts";
import { endpointName } from "../transport/target.ts";

/** A replay before its first request. */
export interface ReplayPlan {
  readonly id: string;
  readonly stored: StoredRun;
  readonly contract: Contract;
  readonly settings: Settings;
  readonly found: FoundCase;
  /** Run id of the sessions that it needs. */
  readonly runId: string;
}

/** A case that could not be sent, and why. */
export function unjudged({ id, found, settings }: ReplayPlan, why: string): Replay {
  return { ...beginning(id, found, settings), isSent: false, steps: [], conclusion: `Nothing was sent: ${why.replace(/\.$/u, "")}`, exit: 3 };
}

/** The requests of a case as the run sent them, each with a curl line where curl can send it. */
export function unsent(id: string, found: FoundCase, settings: Settings): Replay {
  const { exchanges, owner } = found;
  const { region, sign, signingName } = settings;
  const endpoint = withoutCredentials(endpointName(settings));
  const sent = [...exchanges].toSorted(([a], [b]) => a - b);
  const needs = (index: number): string | undefined => {
    if (settings.endpoint === undefined) return "the embedded service has no address; name one with --endpoint";
    if (owner.needs !== "none") return "it depends on sessions that replay creates";
    return sent.length > 1 ? `this is request ${index + 1} of ${sent.length}, and it depends on the others` : undefined;
  };
  const steps = sent.map(([, { request, spoilt }], index): ReplayStep => {
    const obstacle = needs(index) ?? (spoilt === undefined ? undefined : "its signature is broken on purpose");
    const options = present({ endpoint, region, sign, signingName, caseId: id, secretHeaders: Object.keys(settings.headers), needs: obstacle });
    return { request, curl: curlOf({ ...request, body: fromRecordedBody(request.body) }, options) };
  });
  return { ...beginning(id, found, settings), isSent: false, steps, conclusion: "Nothing was sent (--dry-run)", exit: 0 };
}

/** The outcome of a case that was sent again. */
export function outcomeOf({ id, contract, found, settings }: ReplayPlan, result: CaseResult, { requests }: ResentCase, redactor: Redactor): Replay {
  const evaluations = new Evaluator(contract, found.judged).evaluations(found.owner, result);
  const failing = evaluations.filter(({ judgement }) => judgement.violations.length > 0);
  const why = result.sendError?.reason ?? result.suiteError;
  const steps = requests.map(({ request: sent, isAsStored }, step): ReplayStep => {
    const judged = result.steps[step]?.judged;
    const { method, path, headers, body } = redactor.request(sent);
    const violations = failing.flatMap(({ property: { id: property, level }, judgement, steps: shown }): readonly ReplayedViolation[] =>
      shown.includes(step) ? judgement.violations.map((violation) => ({ property, level, violation: redactor.violation(violation, judged?.response) })) : [],
    );
    return { request: { method, path, headers, body: toRecordedBody(body) }, isAsStored, response: answerTo(judged, why, redactor), violations };
  });
  const verdict =
    why === undefined
      ? verdictOn(found, evaluations)
      : { conclusion: `It could not be judged: ${redactor.text(why)}`, exit: result.sendError === undefined ? 2 : 3 };
  return { ...beginning(id, found, settings), isSent: true, steps, ...verdict };
}

function answerTo(judged: Judged | undefined, why: string | undefined, redactor: Redactor): RecordedResponse {
  const failure = (kind: string, message: string): RecordedResponse => ({ failure: { kind, message: redactor.text(message) } });
  if (judged === undefined) return failure("not judged", why ?? "no answer");
  if (judged.response === undefined) return failure(judged.failure?.kind ?? "lost-before-answer", judged.failure?.message ?? "no answer");
  const { status, headers, body } = redactor.response(judged.response);
  return { status, headers, body: toRecordedBody(body) };
}

function beginning(caseId: string, { owner }: FoundCase, settings: Settings): Pick<Replay, "caseId" | "property" | "endpoint"> {
  return { caseId, property: owner.id, endpoint: withoutCredentials(endpointName(settings)) };
}

/** Properties that failed in the run decide, as do the case's own and every `must`; others are only reported. */
function verdictOn({ owner, failed }: FoundCase, evaluations: readonly Evaluation[]): Pick<Replay, "conclusion" | "exit"> {
  const failing = evaluations.filter(({ judgement }) => judgement.violations.length > 0).map(({ property }) => property);
  const deciding = failing.filter(({ id, level }) => failed.has(id) || id === owner.id || level === "must");
  const names = [...new Set(deciding.map(({ id }) => id))].join(", ");
  if (names !== "") return { conclusion: failed.size > 0 ? `It fails again: ${names}` : `It fails, which it did not in the run: ${names}`, exit: 1 };
  const unexercised = evaluations.find(({ property }) => property.id === owner.id)?.judgement.unexercised;
  if (unexercised !== undefined) return { conclusion: `It could not be judged: ${unexercised}`, exit: 3 };
  return { conclusion: failed.size > 0 ? "It does not fail any more" : "It does not fail, nor did it in the run", exit: 0 };
}
