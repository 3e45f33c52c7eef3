import type { Contract } from "../../spec/contract.ts";
import type { FixtureSet, Owner } from "../../properties/core/fixtures.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { laxTargetOrder } from "../../properties/core/lax-target-order.ts";
import type { Level, Property, Violation } from "../../properties/core/property.ts";
import { CaseList } from "../selection/case-list.ts";
import { confirm } from "./confirmation.ts";
import type { CaseResult } from "./run-case.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { type Evaluation, Evaluator } from "./evaluate.ts";
import type { Settings } from "../config/settings.ts";
import type { Occasion, CaseExecutor } from "./case-executor.ts";
import { CaseSequence, first } from "./case-sequence.ts";
import { AccessProbe } from "./access-probe.ts";
import { type Item, schedule, type Stretch } from "../selection/schedule.ts";
import type { Selection, Work } from "../selection/selection.ts";
import { shrink } from "./shrinking.ts";
import { PropertyResult } from "./property-result.ts";
import type { ResultSanitizer } from "./sanitized-result.ts";

/** What a run over cases is made of. */
export interface CaseRunParts {
  readonly settings: Settings;
  readonly contract: Contract;
  readonly work: Work;
  readonly owner: Owner;
  readonly executor: CaseExecutor;
  readonly sanitizer: ResultSanitizer;
  /** Cases that the baseline names. */
  readonly listedCases?: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Requests that were sent for properties until now. */
  readonly requests: () => number;
  /** Called for every case that fails a property. */
  readonly onBreach?: (breach: BreachSeen) => void;
  /** Called when it is known what will be judged, and after each case. */
  readonly onProgress?: (progress: SuiteProgress) => void;
  /** Called for a property that passed, once no case of it is to come. */
  readonly onPassed?: (propertyResult: PropertyResult) => void;
}

/** A case that failed a property. */
export interface BreachSeen {
  readonly property: string;
  readonly level: Level;
  readonly caseId: string;
  /** The first violation of the case, secrets taken out. */
  readonly violation: Violation;
  /** Requests that the case took for the property. */
  readonly sends: number;
  /** Requests that were sent for properties until then. */
  readonly requests: number;
}

export interface SuiteProgress {
  readonly doing: string;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** All cases of a run, executed and judged in order: boundaries, scenarios, random cases, then shrinking and confirmation. */
export class CaseRun {
  readonly selection: Selection;
  readonly propertyResults: ReadonlyMap<string, PropertyResult>;
  readonly suiteErrors: string[] = [];
  /** Sessions on the fullest page that was seen. */
  sessionsSeen = 0;
  /** Sessions that were listed before any case, and that cases can rely on. */
  sessionsInPlace = 0;
  readonly work: Work;
  readonly cases: CaseList;
  readonly #parts: CaseRunParts;
  readonly #evaluator: Evaluator;
  readonly #access: AccessProbe;
  readonly #sequence: CaseSequence;
  #done = 0;
  #total = 0;
  /** Cases to come, by property. */
  readonly #left = new Map<string, number>();

  constructor(parts: CaseRunParts) {
    this.#parts = parts;
    this.work = parts.work;
    this.selection = this.work.selection;
    this.cases = new CaseList({
      ...parts,
      work: this.work,
      onUnjudged: (property, status, reason) => this.#markUnjudgedWithCompanions(property, status, reason),
      onGeneratorError: (property, error) => this.#markGeneratorFault(property, error),
    });
    this.#access = new AccessProbe(parts.contract, parts.executor);
    this.#evaluator = new Evaluator(parts.contract, this.selection.judged, (members) => this.#access.has(members));
    this.propertyResults = new Map(this.selection.judged.map((property) => [property.id, new PropertyResult(property, parts.sanitizer, parts.listedCases)]));
    const { executor } = parts;
    this.#sequence = new CaseSequence({
      executor,
      lanes: this.#lanes,
      play: (item, at, pause) => this.#play(item, at, pause),
      evaluate: ({ property }, result) => this.#evaluator.evaluations(property, result),
      record: (item, result, at, evaluations) => this.#record(item, result, at, evaluations),
      hasFailures: () => this.#failed > 0,
      reportProgress: (doing) => this.reportProgress(doing),
    });
  }

  /** Cases that may be in flight: which broken request of an operation that changes something is the first to be accepted must not depend on chance. */
  get #lanes(): number {
    return isReading(this.#parts.contract) ? this.#parts.settings.concurrency : 1;
  }

  /** Sends what needs no sessions once these are created, until all is set up. */
  async beside(created: Promise<unknown>, settingUp: Promise<unknown>): Promise<void> {
    const senders = this.work.senders.filter(({ needs, phase }) => needs === "none" && phase !== "random");
    const stretches = this.cases.stretches(senders, { available: false, status: "unexercised", reason: "no session is needed" });
    await this.#sequence.beside(created, settingUp, schedule(stretches, this.#parts.settings.effort).batches);
  }

  /** Judges every selected property with the sessions at hand; `refusal` is how a valid request was refused. */
  async all(fixtures: FixtureSet, refusal?: Preflight["refusal"]): Promise<void> {
    const { settings, contract, executor } = this.#parts;
    // A valid request of the cases names what is there, where anything is.
    this.#evaluator.refusal = fixtures.available ? undefined : refusal;
    this.sessionsInPlace = fixtures.available && fixtures.unlisted !== true ? fixtures.sessions.length : 0;
    const stretches = this.cases.stretches(this.work.senders, fixtures);
    const isSteady = ({ property }: Stretch): boolean => this.#lanes > 1 && property.walksAll === true;
    const order = isReading(contract) ? undefined : laxTargetOrder;
    const [steady, others] = [stretches.filter(isSteady), stretches.filter((one) => !isSteady(one))].map((part) => schedule(part, settings.effort, order));
    for (const [id, count] of [...(steady?.counts ?? []), ...(others?.counts ?? [])]) {
      this.#left.set(id, count);
      this.#total += count;
    }
    await this.#sequence.all(steady?.batches ?? [], others?.batches ?? []);
    this.reportProgress("shrinking");
    await shrink({
      propertyResults: [...this.propertyResults.values()],
      contextOf: (property) => this.cases.contextOf(property, fixtures),
      executor,
      suiteErrors: this.suiteErrors,
    });
    this.reportProgress("confirming");
    await confirm([...this.propertyResults.values()], this.work.properties, this.#evaluator, executor, this.#sequence.confirm);
    this.#sequence.release();
  }

  /** Judges a case before all others: what it sends was sent in the preflight, and nothing is sent after it. */
  async early(item: Item): Promise<void> {
    await this.#sequence.early(item);
  }

  /** Judges one property and leaves all others unexercised. */
  async only(id: string, reason: string): Promise<void> {
    const fixtures: FixtureSet = { available: false, status: "unexercised", reason };
    const property = this.work.senders.find((one) => one.id === id);
    for (const propertyResult of this.propertyResults.values()) if (propertyResult.property.id !== id) propertyResult.markUnjudged("unexercised", reason);
    if (property === undefined) return;
    for (const { items } of this.cases.stretches([property], fixtures))
      for (const item of items) {
        const result = await this.#play(item, first);
        const evaluations = this.#evaluator.evaluations(item.property, result);
        this.#record(
          item,
          result,
          first,
          evaluations.filter((one) => one.property === item.property),
        );
      }
    await confirm([...this.propertyResults.values()], this.work.properties, this.#evaluator, this.#parts.executor, this.#sequence.confirm);
  }

  /** Properties that failed until now. */
  get #failed(): number {
    // No array is made, since this runs after each case.
    let failed = 0;
    for (const { first: breach } of this.propertyResults.values()) if (breach !== undefined) failed += 1;
    return failed;
  }

  /** Reports what the run is doing, and its progress. */
  reportProgress(doing: string): void {
    this.#parts.onProgress?.({ doing, done: this.#done, total: this.#total, failed: this.#failed });
  }

  /** Executes a case, and probes the access that it has to be judged by. */
  async #play({ one }: Item, at: Occasion, pause?: CaseExecutor["pause"]): Promise<CaseResult> {
    const result = await this.#parts.executor.play(one, at, pause);
    await this.#access.probe(result);
    return result;
  }

  #markGeneratorFault(property: Property, error: unknown): void {
    this.suiteErrors.push(`${property.id}: ${messageOf(error)}`);
    this.#markUnjudgedWithCompanions(property, "errored", "the generator of its cases failed");
  }

  #markUnjudgedWithCompanions({ id }: Property, status: "errored" | "skipped" | "unexercised", reason: string, place?: number): void {
    const companions = this.selection.judged.filter((property) => property.kind === "derived" && property.of.includes(id));
    for (const one of [id, ...companions.map((property) => property.id)]) this.propertyResults.get(one)?.markUnjudged(status, reason, place);
  }

  #record(
    { property, one, place }: Item,
    result: CaseResult,
    at: Occasion,
    evaluations: readonly Evaluation[] = this.#evaluator.evaluations(property, result),
  ): void {
    const { settings, executor, sanitizer } = this.#parts;
    for (const { listed } of result.steps) this.sessionsSeen = Math.max(this.sessionsSeen, listed);
    if (result.suiteError !== undefined) {
      this.suiteErrors.push(result.suiteError);
      this.#markUnjudgedWithCompanions(property, "errored", "the check of a case failed", place);
    }
    if (result.sendError !== undefined) this.#markUnjudgedWithCompanions(property, result.sendError.status, result.sendError.reason, place);
    const fails: string[] = [];
    for (const evaluation of evaluations) {
      const [violation] = evaluation.judgement.violations;
      this.propertyResults.get(evaluation.property.id)?.add(result, evaluation.judgement, evaluation.steps, place);
      if (violation === undefined) continue;
      fails.push(evaluation.property.id);
      this.#parts.onBreach?.({
        property: evaluation.property.id,
        level: evaluation.property.level,
        caseId: one.id,
        violation: sanitizer.redacted(result, violation, evaluation.steps[0]),
        sends: result.steps.filter(({ forProperty }) => forProperty).length,
        requests: this.#parts.requests(),
      });
    }
    executor.judged(result, at, [...new Set(fails)]);
    this.#done += 1;
    if (settings.maxFailures !== undefined && this.#failed >= settings.maxFailures)
      executor.stop(`cut off after ${String(this.#failed)} failing properties (--max-failures)`);
    this.reportProgress(one.id);
    const left = (this.#left.get(property.id) ?? 0) - 1;
    this.#left.set(property.id, left);
    const propertyResult = this.propertyResults.get(property.id);
    if (left === 0 && propertyResult?.status === "passed") this.#parts.onPassed?.(propertyResult);
  }
}
