import type { BrokenKeyword, Judgement, Observation, Property, Violation } from "../../properties/core/property.ts";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { BreachCollector } from "../../reports/record/breaches.ts";
import type { BreachResponse, Status, Unjudged } from "../../reports/record/run-record.ts";
import { keptObservations, noOccasion, propertyStatus } from "../../reports/record/shard-part.ts";
import { compareReported, maxViolations, toReceived } from "../../reports/record/violations.ts";
import type { CaseResult } from "./run-case.ts";
import type { ResultSanitizer } from "./sanitized-result.ts";

/** A case that failed a property, and the step that shows it. */
export interface Finding {
  readonly result: CaseResult;
  readonly violations: readonly Violation[];
  /** Indexes of the steps that show the violations. */
  readonly steps: readonly number[];
  /** Place of the case among all of the run. */
  readonly place: number;
}

/** What is kept of the first case of a breach. */
export interface BreachEvidence {
  /** Sanitized; `seen` is the received value where it has names for what varies. */
  readonly violation: Violation;
  readonly seen?: unknown;
  /** The request of the violating step; absent where it is too long to be kept. */
  readonly request?: WireRequest;
  /** Index of that step, and number of the steps. */
  readonly step: number;
  readonly steps: number;
  readonly response: BreachResponse;
}

/** Longer requests of breaches are not kept: their command would be too long to read. */
const maxKeptRequestBytes = 4_096;

/** A violation as it is reported, and the place of its case. */
interface ReportedViolation {
  readonly violation: Violation;
  readonly place: number;
}

/** Less than the place of any case: a reason of the whole property. */
const wholeProperty = -1;

/** Failing cases of one property that are kept by name; a baseline treats the others as failures outside of it. */
const maxFailingCases = 5_000;

/**
 * The results of the cases of one property so far; its size does not grow with the cases that passed. It does not depend on the order in which they
 * come: where something is cut, what is first by its kind or by its case is kept.
 */
export class PropertyResult {
  readonly property: Property;
  cases = 0;
  passed = 0;
  violationCount = 0;
  /** The first ones by code, pointer and case. */
  readonly violations: ReportedViolation[] = [];
  readonly observations = new Map<string, Observation>();
  readonly breaches = new BreachCollector<BreachEvidence>();
  /** All codes of its violations, and the failing cases with theirs. */
  readonly codes = new Set<string>();
  readonly failingCases = new Map<string, Set<string>>();
  failingCasesCut = false;
  /** Cases that the baseline names and that were judged. */
  readonly listedCases = new Set<string>();
  /** The first finding in the order of the cases, whatever was sent first: the plain cases of a constraint come before those in company. */
  first: Finding | undefined;
  /** Likewise for each constraint that a case broke, by its key. */
  readonly firstByBreach = new Map<string, Finding>();
  reproduced: string | undefined;
  shrunk: "complete" | "capped" | undefined;
  /** How often its counterexample failed, where that was not each time. */
  intermittent: Observation | undefined;
  /** Why it, or a case of it, was not judged. */
  readonly reasons = new Map<Unjudged, { readonly text: string; readonly place: number }>();
  readonly #sanitizer: ResultSanitizer;
  readonly #listed: ReadonlySet<string>;

  /** `listed` are the cases that the baseline names. */
  constructor(property: Property, sanitizer: ResultSanitizer, listed: ReadonlySet<string> = new Set()) {
    this.property = property;
    this.#sanitizer = sanitizer;
    this.#listed = listed;
  }

  /** Adds what one case says about the property; `place` is the case's among all of the run. */
  add(result: CaseResult, judgement: Judgement, steps: readonly number[], place: number): void {
    this.cases += 1;
    if (this.#listed.has(result.case.id) && judgement.unexercised === undefined) this.listedCases.add(result.case.id);
    for (const observation of judgement.observations ?? []) this.#observe(observation);
    if (judgement.violations.length > 0) {
      this.violationCount += judgement.violations.length;
      this.#note(result.case.id, judgement.violations);
      this.#keepViolations(result, judgement.violations, steps, place);
      for (const violation of judgement.violations)
        this.breaches.add({ violation, caseId: result.case.id, place, evidence: () => this.#evidenceOf(result, violation, steps[0]) });
      const { breaks } = result.case;
      const key = breaks === undefined ? undefined : breachKey(breaks);
      const ofBreach = key === undefined ? this.first : this.firstByBreach.get(key);
      if (this.first !== undefined && ofBreach !== undefined && this.first.place <= place && ofBreach.place <= place) return;
      const finding: Finding = { result: this.#sanitizer.kept(result), violations: judgement.violations, steps, place };
      this.first = earlier(this.first, finding);
      if (key !== undefined) this.firstByBreach.set(key, earlier(this.firstByBreach.get(key), finding));
    } else if (judgement.unexercised === undefined) this.passed += 1;
    else this.markUnjudged("unexercised", judgement.unexercised, place);
  }

  /** Replaces the first finding by a smaller counterexample. */
  shrinkTo(finding: Finding): void {
    this.first = { ...finding, result: this.#sanitizer.kept(finding.result) };
  }

  #observe(observation: Observation): void {
    this.observations.set(`${observation.code} ${observation.text}`, observation);
    if (this.observations.size <= keptObservations) return;
    const last = [...this.observations.keys()].reduce((one, other) => (one < other ? other : one));
    this.observations.delete(last);
  }

  #note(caseId: string, violations: readonly Violation[]): void {
    const known = this.failingCases.get(caseId);
    const codes = known ?? new Set<string>();
    if (known === undefined && this.failingCases.size < maxFailingCases) this.failingCases.set(caseId, codes);
    else if (known === undefined) this.failingCasesCut = true;
    for (const { code } of violations) {
      codes.add(code);
      this.codes.add(code);
    }
  }

  // Each by its own case, so that nothing depends on which one becomes the counterexample.
  #keepViolations(result: CaseResult, violations: readonly Violation[], [step]: readonly number[], place: number): void {
    for (const violation of violations) {
      const last = this.violations.at(-1);
      if (this.violations.length >= maxViolations && last !== undefined && !comesBefore({ violation, place }, last)) continue;
      const reported = this.#sanitizer.reported(result, violation, step);
      const at = this.violations.findIndex((other) => comesBefore({ violation: reported, place }, other));
      this.violations.splice(at === -1 ? this.violations.length : at, 0, { violation: { ...reported, received: toReceived(reported.received) }, place });
      if (this.violations.length > maxViolations) this.violations.pop();
    }
  }

  #evidenceOf(result: CaseResult, violation: Violation, step = result.steps.length - 1): BreachEvidence {
    const redacted = this.#sanitizer.redacted(result, violation, step);
    const reported = this.#sanitizer.reported(result, violation, step);
    const [seen, named] = [toReceived(redacted.received), toReceived(reported.received)];
    const judged = result.steps[step]?.judged;
    return {
      violation: { ...reported, received: named },
      ...(JSON.stringify(seen) === JSON.stringify(named) ? {} : { seen }),
      ...(judged === undefined || judged.request.body.length > maxKeptRequestBytes ? {} : { request: judged.request }),
      step,
      steps: result.steps.length,
      response: { status: judged?.response?.status ?? null, code: judged?.answer?.code ?? judged?.failure?.kind ?? null },
    };
  }

  /** Notes why the property, or one of its cases, was not judged; of each kind the reason of the first case is kept. */
  markUnjudged(kind: Unjudged, text: string, place = wholeProperty): void {
    const known = this.reasons.get(kind);
    if (known === undefined || place < known.place) this.reasons.set(kind, { text, place });
  }

  get status(): Status {
    return propertyStatus(this.first !== undefined, this.passed, this.reasons);
  }

  get reason(): string | undefined {
    const { status } = this;
    if (status === "passed" || status === "failed") return undefined;
    return this.reasons.get(status)?.text ?? noOccasion;
  }
}

function comesBefore(one: ReportedViolation, other: ReportedViolation): boolean {
  return (compareReported(one.violation, other.violation) || one.place - other.place) < 0;
}

function earlier(known: Finding | undefined, found: Finding): Finding {
  return known === undefined || found.place < known.place ? found : known;
}

/** How a constraint is known among failing cases. */
export function breachKey({ member, keyword }: BrokenKeyword): string {
  return `${member}/${keyword}`;
}
