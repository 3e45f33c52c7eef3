import type { Contract } from "../../spec/contract.ts";
import type { FixtureSet, Owner } from "../../properties/core/fixtures.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { laxTargetOrder } from "../../properties/core/lax-target-order.ts";
import type { Case, Level, Property, Violation } from "../../properties/core/property.ts";
import { CaseList } from "../selection/case-list.ts";
import { confirm } from "./confirmation.ts";
import type { CaseResult } from "./run-case.ts";
import { messageOf } from "../runtime/harness-error.ts";
import type { Preflight } from "../../reports/record/run-record.ts";
import { Evaluator } from "./evaluate.ts";
import type { Settings } from "../config/settings.ts";
import type { Occasion, CaseExecutor } from "./case-executor.ts";
import { inOrder } from "../runtime/ordered-pool.ts";
import { AccessProbe } from "./access-probe.ts";
import { type Item, schedule } from "../selection/schedule.ts";
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

/** Pause before a case is tried again that could not be judged. */
const againPauseMs = 250;

const first: Occasion = { part: "properties", repetition: 0 };

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
  #done = 0;
  #total = 0;
  /** Cases to come, by property. */
  readonly #left = new Map<string, number>();
  #early: string | undefined;

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
  }

  /** Judges every selected property with the sessions at hand; `refusal` is how a valid request was refused. */
  async all(fixtures: FixtureSet, refusal?: Preflight["refusal"]): Promise<void> {
    const { settings, contract, executor } = this.#parts;
    // A valid request of the cases names what is there, where anything is.
    this.#evaluator.refusal = fixtures.available ? undefined : refusal;
    this.sessionsInPlace = fixtures.available && fixtures.unlisted !== true ? fixtures.sessions.length : 0;
    const isChanging = !isReading(contract);
    const { batches, counts } = schedule(this.cases.stretches(this.work.senders, fixtures), settings.effort, isChanging ? laxTargetOrder : undefined);
    // The first broken request that a changing operation accepts is the last one: which one that is must not depend on chance.
    const lanes = isChanging ? 1 : settings.concurrency;
    for (const [id, count] of counts) {
      this.#left.set(id, count);
      this.#total += count;
    }
    const later: (readonly [Item, CaseResult])[] = [];
    const record = (result: CaseResult, item: Item): void => {
      if (result.sendError?.status === "errored" && result.sendError.kind === undefined && executor.has(item.one, { part: "again", repetition: 1 })) {
        executor.judged(result, first, []);
        later.push([item, result]);
      } else this.#record(item, result);
    };
    for (const { items, alone } of batches) await inOrder(alone ? 1 : lanes, this.#unplayed(items), ({ one }) => this.#play(one, first), record);
    await this.#again(later);
    this.reportProgress("shrinking");
    await shrink({
      propertyResults: [...this.propertyResults.values()],
      contextOf: (property) => this.cases.contextOf(property, fixtures),
      executor,
      suiteErrors: this.suiteErrors,
    });
    this.reportProgress("confirming");
    await confirm([...this.propertyResults.values()], this.work.properties, this.#evaluator, executor);
  }

  /** Judges a case before all others: what it sends was sent in the preflight, and nothing is sent after it. */
  async early(item: Item): Promise<void> {
    this.#early = item.one.id;
    this.#record(item, await this.#play(item.one, first));
  }

  *#unplayed(items: Iterable<Item>): Generator<Item> {
    for (const item of items) if (item.one.id !== this.#early) yield item;
  }

  /** Judges one property and leaves all others unexercised. */
  async only(id: string, reason: string): Promise<void> {
    const fixtures: FixtureSet = { available: false, status: "unexercised", reason };
    const property = this.work.senders.find((one) => one.id === id);
    for (const propertyResult of this.propertyResults.values()) if (propertyResult.property.id !== id) propertyResult.markUnjudged("unexercised", reason);
    if (property === undefined) return;
    for (const { items } of this.cases.stretches([property], fixtures))
      for (const item of items) this.#record(item, await this.#play(item.one, first), first, true);
    await confirm([...this.propertyResults.values()], this.work.properties, this.#evaluator, this.#parts.executor);
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

  // A case that could not be judged, usually because of throttling, is tried twice more at the end, alone and after a pause.
  async #again(later: readonly (readonly [Item, CaseResult])[]): Promise<void> {
    const { executor } = this.#parts;
    for (const [item, before] of later) {
      let result = before;
      let at = first;
      for (let repetition = 1; repetition <= 2 && result.sendError !== undefined; repetition += 1) {
        const next = { part: "again", repetition } as const;
        if (!executor.has(item.one, next)) break;
        if (at !== first) executor.judged(result, at, []);
        this.reportProgress(`trying ${item.one.id} again`);
        await executor.pause(againPauseMs);
        at = next;
        result = await this.#play(item.one, at);
      }
      this.#record(item, result, at);
    }
  }

  /** Executes a case, and probes the access that it has to be judged by. */
  async #play(one: Case, at: Occasion): Promise<CaseResult> {
    const result = await this.#parts.executor.play(one, at);
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

  #record({ property, one, place }: Item, result: CaseResult, at: Occasion = first, ownOnly = false): void {
    const { settings, executor, sanitizer } = this.#parts;
    for (const { listed } of result.steps) this.sessionsSeen = Math.max(this.sessionsSeen, listed);
    if (result.suiteError !== undefined) {
      this.suiteErrors.push(result.suiteError);
      this.#markUnjudgedWithCompanions(property, "errored", "the check of a case failed", place);
    }
    if (result.sendError !== undefined) this.#markUnjudgedWithCompanions(property, result.sendError.status, result.sendError.reason, place);
    const fails: string[] = [];
    for (const evaluation of this.#evaluator.evaluations(property, result)) {
      if (ownOnly && evaluation.property !== property) continue;
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
