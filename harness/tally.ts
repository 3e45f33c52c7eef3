import type { Breach, Judgement, Observation, Property, Violation } from "../properties/property.ts";
import type { Redactor } from "../reports/redact.ts";
import type { Status } from "../reports/run-record.ts";
import type { CaseResult } from "./drive.ts";

/** A case that failed a property, and the step that shows it. */
export interface Finding {
  readonly result: CaseResult;
  readonly violations: readonly Violation[];
  /** Indexes of the steps that show the violations. */
  readonly steps: readonly number[];
  /** Place of the case among all of the run. */
  readonly place: number;
}

/** Takes out what must not be stored: of a violation, where `response` is the answer that it points into, and of a response. */
export type Redact = Pick<Redactor, "violation" | "response">;

/** Bytes of an answer that are kept with a finding, and what is read beyond so that no secret is cut in two. */
const longestBody = 262_144;
const margin = 65_536;

/** Characters of what was received that are kept with the violations of one property. */
const longestViolations = 524_288;

/** Kinds of observation that are kept of one property; the rest is counted with them. */
const keptObservations = 50;

/** Failing cases of one property that are kept by name; a baseline takes the others for failures outside of it. */
const keptCases = 5_000;

/** What the cases of one property have come to so far; its size does not grow with the cases that passed. */
export class Tally {
  readonly property: Property;
  cases = 0;
  passed = 0;
  violationCount = 0;
  /** Of every failing case, so that a record can be cut from the sorted whole; bounded. */
  readonly violations: Violation[] = [];
  readonly observations = new Map<string, Observation>();
  /** All codes of its violations, and the failing cases with theirs. */
  readonly codes = new Set<string>();
  readonly failingCases = new Map<string, Set<string>>();
  failingCasesCut = false;
  /** Cases that the baseline names and that were judged. */
  readonly listedCases = new Set<string>();
  /** The first finding in the order of the cases, whatever was sent first: the plain cases of a constraint stand before those in company. */
  first: Finding | undefined;
  /** Likewise for each constraint that a case broke, by its key. */
  readonly firstByBreach = new Map<string, Finding>();
  /** Index of the first failing random case. */
  firstRandom: number | undefined;
  reproduced: string | undefined;
  shrunk: "complete" | "capped" | undefined;
  readonly #reasons = new Map<"errored" | "unexercised" | "skipped", string>();

  #keptCharacters = 0;
  readonly #redact: Redact;
  readonly #listed: ReadonlySet<string>;

  /** `listed` are the cases that the baseline names. */
  constructor(property: Property, redact: Redact, listed: ReadonlySet<string> = new Set()) {
    this.property = property;
    this.#redact = redact;
    this.#listed = listed;
  }

  /** Takes what one case says about the property; `place` is the case's among all of the run. */
  add(result: CaseResult, judgement: Judgement, steps: readonly number[], place: number): void {
    this.cases += 1;
    if (this.#listed.has(result.case.id) && judgement.unexercised === undefined) this.listedCases.add(result.case.id);
    for (const observation of judgement.observations ?? []) {
      if (this.observations.size < keptObservations) this.observations.set(`${observation.code} ${observation.text}`, observation);
    }
    if (judgement.violations.length > 0) {
      this.violationCount += judgement.violations.length;
      this.#note(result.case.id, judgement.violations);
      const response = result.steps[steps[0] ?? -1]?.judged.response;
      for (const violation of judgement.violations.slice(0, 100)) {
        if (this.violations.length >= 1_000 || this.#keptCharacters > longestViolations) break;
        const redacted = this.#redact.violation(violation, response);
        this.violations.push(redacted);
        this.#keptCharacters += JSON.stringify(redacted.received).length;
      }
      const { breaks } = result.case;
      const key = breaks === undefined ? undefined : breachKey(breaks);
      const ofBreach = key === undefined ? this.first : this.firstByBreach.get(key);
      if (this.first !== undefined && ofBreach !== undefined && this.first.place <= place && ofBreach.place <= place) return;
      const finding: Finding = { result: this.#kept(result), violations: judgement.violations, steps, place };
      this.first = earlier(this.first, finding);
      if (key !== undefined) this.firstByBreach.set(key, earlier(this.firstByBreach.get(key), finding));
    } else if (judgement.unexercised === undefined) this.passed += 1;
    else this.blame("unexercised", judgement.unexercised);
  }

  #note(caseId: string, violations: readonly Violation[]): void {
    const known = this.failingCases.get(caseId);
    const codes = known ?? new Set<string>();
    if (known === undefined && this.failingCases.size < keptCases) this.failingCases.set(caseId, codes);
    else if (known === undefined) this.failingCasesCut = true;
    for (const { code } of violations) {
      codes.add(code);
      this.codes.add(code);
    }
  }

  /** A result as it is kept: of long answers the beginning, and nothing that was read from them. */
  #kept(result: CaseResult): CaseResult {
    const steps = result.steps.map((step) => {
      const { answer: _, response, ...judged } = step.judged;
      if (response === undefined || response.body.length <= longestBody) return step;
      const { body } = this.#redact.response({ ...response, body: response.body.subarray(0, longestBody + margin) });
      return { ...step, judged: { ...judged, answer: undefined, response: { ...response, body: body.slice(0, longestBody), whole: response.body.length } } };
    });
    return { ...result, steps };
  }

  /** Notes why the property, or one of its cases, was not judged; the first reason of each kind is kept. */
  blame(kind: "errored" | "unexercised" | "skipped", reason: string): void {
    if (!this.#reasons.has(kind)) this.#reasons.set(kind, reason);
  }

  get status(): Status {
    if (this.first !== undefined) return "failed";
    if (this.#reasons.has("errored")) return "errored";
    if (this.passed > 0) return "passed";
    return this.#reasons.has("skipped") && !this.#reasons.has("unexercised") ? "skipped" : "unexercised";
  }

  get reason(): string | undefined {
    const { status } = this;
    if (status === "passed" || status === "failed") return undefined;
    return this.#reasons.get(status) ?? "no request of the run had occasion to show it";
  }
}

function earlier(known: Finding | undefined, found: Finding): Finding {
  return known === undefined || found.place < known.place ? found : known;
}

/** How a constraint is known among failing cases. */
export function breachKey({ member, keyword }: Breach): string {
  return `${member}/${keyword}`;
}
