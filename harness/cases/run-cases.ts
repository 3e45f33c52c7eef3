import type { Contract } from "../../spec/contract.ts";
import type { FixtureSet, Owner } from "../../properties/core/fixtures.ts";
import { isReading } from "../../spec/operation-traits.ts";
import { laxTargetOrder } from "../../properties/core/lax-target-order.ts";
import type { Case, CaseContext, Cases, Level, Probe, ProbingProperty, Property, Violation } from "../../properties/core/property.ts";
import { contextOf } from "../selection/case-context.ts";
import { confirm } from "./confirmation.ts";
import type { CaseResult } from "./run-case.ts";
import { messageOf } from "../runtime/harness-error.ts";
import { Evaluator } from "./evaluate.ts";
import type { Settings } from "../config/settings.ts";
import type { Occasion, CaseExecutor } from "./case-executor.ts";
import { inOrder } from "../runtime/ordered-pool.ts";
import { AccessProbe } from "./access-probe.ts";
import { type Item, placeAt, schedule, type Stretch } from "../selection/schedule.ts";
import type { Selection, Work } from "../selection/selection.ts";
import { shrink } from "./shrinking.ts";
import { PropertyResult } from "./property-result.ts";
import type { ResultSanitizer } from "./sanitized-result.ts";

/** What the cases of a run are judged with. */
export interface CaseRunParts {
  readonly settings: Settings;
  readonly contract: Contract;
  readonly work: Work;
  readonly owner: Owner;
  readonly player: CaseExecutor;
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

/** Why a property has no case where sessions are given. */
const thinFixture = "no session of the fixture carries a tag that it can be judged by";

const phases = ["boundaries", "scenarios", "random"] as const;

const first: Occasion = { part: "properties", repetition: 0 };

/** All cases of a run, played and judged in their order: boundaries, scenarios, random cases, then shrinking and confirmation. */
export class CaseRun {
  readonly selection: Selection;
  readonly propertyResults: ReadonlyMap<string, PropertyResult>;
  readonly suiteErrors: string[] = [];
  /** Sessions on the fullest page that was seen. */
  sessionsSeen = 0;
  /** Sessions that there are for cases to rely on. */
  sessionsInPlace = 0;
  readonly work: Work;
  readonly #parts: CaseRunParts;
  readonly #judge: Evaluator;
  readonly #permissions: AccessProbe;
  #done = 0;
  #total = 0;
  /** Places of all properties that send, by phase. */
  readonly #ranks: ReadonlyMap<string, number>;
  /** Cases to come, by property. */
  readonly #left = new Map<string, number>();
  #early: string | undefined;

  constructor(parts: CaseRunParts) {
    this.#parts = parts;
    this.work = parts.work;
    this.selection = this.work.selection;
    const inOrderOfPhases = phases.flatMap((phase) => this.work.properties.filter((one) => one.kind === "probing" && one.phase === phase));
    this.#ranks = new Map(inOrderOfPhases.map(({ id }, rank) => [id, rank]));
    this.#permissions = new AccessProbe(parts.contract, parts.player);
    this.#judge = new Evaluator(parts.contract, this.selection.judged, {
      randomCases: parts.settings.cases,
      letsIn: (members) => this.#permissions.has(members),
    });
    this.propertyResults = new Map(this.selection.judged.map((property) => [property.id, new PropertyResult(property, parts.sanitizer, parts.listedCases)]));
  }

  /** Judges every property that is to be judged, with the sessions that there are. */
  async all(fixtures: FixtureSet): Promise<void> {
    const { settings, player } = this.#parts;
    this.sessionsInPlace = fixtures.available ? fixtures.sessions.length : 0;
    const { contract } = this.#parts;
    const isChanging = !isReading(contract);
    const { batches, counts } = schedule(this.#stretchesOf(this.sendingProperties(), fixtures), settings.effort, isChanging ? laxTargetOrder : undefined);
    // Of an operation that changes something the first broken request that is accepted is the last: which one that is must not hang on chance.
    const lanes = isChanging ? 1 : settings.concurrency;
    for (const [id, count] of counts) {
      this.#left.set(id, count);
      this.#total += count;
    }
    const later: (readonly [Item, CaseResult])[] = [];
    const take = (result: CaseResult, item: Item): void => {
      if (result.sendError?.status === "errored" && result.sendError.kind === undefined && player.has(item.one, { part: "again", repetition: 1 })) {
        player.judged(result, first, []);
        later.push([item, result]);
      } else this.#take(item, result);
    };
    for (const { items, alone } of batches) await inOrder(alone ? 1 : lanes, this.#unplayed(items), ({ one }) => this.#play(one, first), take);
    await this.#again(later);
    for (const propertyResult of this.propertyResults.values()) propertyResult.settle();
    this.tell("shrinking");
    await shrink({
      propertyResults: [...this.propertyResults.values()],
      contextOf: (property) => this.#contextOf(property, fixtures),
      player,
      judge: this.#judge,
      suiteErrors: this.suiteErrors,
      sharers: this.work.whole.judged.filter((property) => property.kind === "probing" && property.shrink !== undefined).length,
      elsewhere: () => this.#boundariesElsewhere(fixtures),
    });
    this.tell("confirming");
    await confirm([...this.propertyResults.values()], this.work.properties, this.#judge, player);
  }

  /** The first request of those of cases that must be refused, one that lacks a member if there is one, and its case. */
  firstBroken(): { readonly item: Item; readonly probe: Probe } | undefined {
    const { contract } = this.#parts;
    const plainest = contract.request.required.length > 0 ? "required" : "type";
    const senders = this.sendingProperties().filter(({ needs, phase }) => needs === "none" && phase === "boundaries");
    let found: { readonly item: Item; readonly probe: Probe } | undefined;
    for (const { items } of this.#stretchesOf(senders, { available: false, status: "unexercised", reason: "" }))
      for (const item of items) {
        const effect = item.one.script(0).next().value;
        if (!("kind" in effect) || effect.kind !== "send") continue;
        const { probe } = effect;
        if (probe.expect !== "refusal" || !probe.claimed || probe.input === undefined) continue;
        found ??= { item, probe };
        if (probe.breaks?.keyword === plainest) return { item, probe };
      }
    return found;
  }

  /** Judges a case before all others: what it sends was sent in the preflight, and nothing is sent after it. */
  async early(item: Item): Promise<void> {
    this.#early = item.one.id;
    this.#take(item, await this.#play(item.one, first));
  }

  *#unplayed(items: Iterable<Item>): Generator<Item> {
    for (const item of items) if (item.one.id !== this.#early) yield item;
  }

  /** Judges one property and leaves all others unexercised. */
  async only(id: string, reason: string): Promise<void> {
    const fixtures: FixtureSet = { available: false, status: "unexercised", reason };
    const property = this.sendingProperties().find((one) => one.id === id);
    for (const propertyResult of this.propertyResults.values()) if (propertyResult.property.id !== id) propertyResult.markUnjudged("unexercised", reason);
    if (property === undefined) return;
    for (const { items } of this.#stretchesOf([property], fixtures)) for (const item of items) this.#take(item, await this.#play(item.one, first), first, true);
    await confirm([...this.propertyResults.values()], this.work.properties, this.#judge, this.#parts.player);
  }

  /** Properties whose cases this run sends, or some of them. */
  sendingProperties(): readonly ProbingProperty[] {
    const { senders, share } = this.work;
    return share === undefined ? senders : senders.filter((property) => share.standingOf(property) !== "elsewhere");
  }

  /** Properties that failed until now. */
  get #failed(): number {
    // It is asked for after each case.
    let failed = 0;
    for (const { first: breach } of this.propertyResults.values()) if (breach !== undefined) failed += 1;
    return failed;
  }

  /** Says what is going on, and how far it has come. */
  tell(doing: string): void {
    this.#parts.onProgress?.({ doing, done: this.#done, total: this.#total, failed: this.#failed });
  }

  // What could not be judged, for want of capacity as a rule, is tried twice more at the end, alone and after a pause.
  async #again(later: readonly (readonly [Item, CaseResult])[]): Promise<void> {
    const { player } = this.#parts;
    for (const [item, before] of later) {
      let result = before;
      let at = first;
      for (let repetition = 1; repetition <= 2 && result.sendError !== undefined; repetition += 1) {
        const next = { part: "again", repetition } as const;
        if (!player.has(item.one, next)) break;
        if (at !== first) player.judged(result, at, []);
        this.tell(`trying ${item.one.id} again`);
        await player.pause(againPauseMs);
        at = next;
        result = await this.#play(item.one, at);
      }
      this.#take(item, result, at);
    }
  }

  /** Plays a case, and asks what has to be known to judge it. */
  async #play(one: Case, at: Occasion): Promise<CaseResult> {
    const result = await this.#parts.player.play(one, at);
    await this.#permissions.ask(result);
    return result;
  }

  /** Boundary cases that other shards send, in their order. */
  #boundariesElsewhere(fixtures: FixtureSet): readonly Item[] {
    const { senders, share, whole } = this.work;
    if (share === undefined) return [];
    const others = senders.filter(
      (property) => property.phase === "boundaries" && whole.judged.includes(property) && share.standingOf(property) === "elsewhere",
    );
    const stretches = others.flatMap((property): Stretch[] => {
      if (property.needs !== "none" && !fixtures.available) return [];
      return [this.#stretchOf(property, property.cases(this.#contextOf(property, fixtures)))];
    });
    return schedule(stretches, this.#parts.settings.effort)
      .batches.flatMap((batch) => [...batch.items])
      .toSorted((a, b) => a.place - b.place);
  }

  #stretchOf(property: ProbingProperty, cases: Cases, has: (index: number) => boolean = () => true): Stretch {
    let count = 0;
    for (let index = 0; index < cases.length; index += 1) if (has(index)) count += 1;
    return { property, count, items: this.#itemsOf(property, cases, has) };
  }

  *#itemsOf(property: ProbingProperty, cases: Cases, has: (index: number) => boolean): Generator<Item> {
    const rank = this.#ranks.get(property.id) ?? 0;
    try {
      for (let index = 0; index < cases.length; index += 1)
        if (has(index)) yield { property, one: cases.at(index) as Case, index, place: placeAt(rank, index) };
    } catch (error) {
      this.#markGeneratorFault(property, error);
    }
  }

  #stretchesOf(senders: readonly ProbingProperty[], fixtures: FixtureSet): readonly Stretch[] {
    const { share } = this.work;
    const inOrderOfPhases = phases.flatMap((phase) => senders.filter((property) => property.phase === phase));
    return inOrderOfPhases.flatMap((property): Stretch[] => {
      if (property.needs !== "none" && !fixtures.available) {
        this.#markUnjudgedWithCompanions(property, fixtures.status, fixtures.reason);
        return [];
      }
      // One property shows it, at every page size; any other walk would come to the same, a hundred pages later.
      if (fixtures.available && fixtures.endless === true && property.needs !== "none" && property.role !== "complete-walk") {
        this.#markUnjudgedWithCompanions(property, "unexercised", "the pages of a plain listing do not come to an end");
        return [];
      }
      // That sessions are not listed is shown by other properties; each of these would wait for its own as long as the settle time.
      if (fixtures.available && fixtures.unlisted === true && property.needs === "exclusive") {
        const { settleMs } = this.#parts.settings;
        this.#markUnjudgedWithCompanions(
          property,
          "unexercised",
          `the listing showed no session of the run, or none by its tag, within ${String(settleMs)} ms (--settle)`,
        );
        return [];
      }
      try {
        const cases = property.cases(this.#contextOf(property, fixtures));
        if (cases.length === 0 && fixtures.available && fixtures.given === true) this.#markUnjudgedWithCompanions(property, "skipped", thinFixture);
        return [this.#stretchOf(property, cases, (index) => share?.has(property, index) !== false)];
      } catch (error) {
        this.#markGeneratorFault(property, error);
        return [];
      }
    });
  }

  #markGeneratorFault(property: ProbingProperty, error: unknown): void {
    this.suiteErrors.push(`${property.id}: ${messageOf(error)}`);
    this.#markUnjudgedWithCompanions(property, "errored", "the generator of its cases failed");
  }

  #markUnjudgedWithCompanions({ id }: Property, status: "errored" | "skipped" | "unexercised", reason: string, place?: number): void {
    const companions = this.selection.judged.filter((property) => property.kind === "derived" && property.of.includes(id));
    for (const one of [id, ...companions.map((property) => property.id)]) this.propertyResults.get(one)?.markUnjudged(status, reason, place);
  }

  #contextOf({ id }: Property, fixtures: FixtureSet): CaseContext {
    const { settings, contract, owner, startedAtMs } = this.#parts;
    return contextOf(id, { settings, contract, owner, startedAtMs, fixtures });
  }

  #take({ property, one, place }: Item, result: CaseResult, at: Occasion = first, ownOnly = false): void {
    const { settings, player, sanitizer } = this.#parts;
    for (const { listed } of result.steps) this.sessionsSeen = Math.max(this.sessionsSeen, listed);
    if (result.suiteError !== undefined) {
      this.suiteErrors.push(result.suiteError);
      this.#markUnjudgedWithCompanions(property, "errored", "the check of a case failed", place);
    }
    if (result.sendError !== undefined) this.#markUnjudgedWithCompanions(property, result.sendError.status, result.sendError.reason, place);
    const fails: string[] = [];
    for (const evaluation of this.#judge.evaluations(property, result)) {
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
    player.judged(result, at, [...new Set(fails)]);
    this.#done += 1;
    if (settings.maxFailures !== undefined && this.#failed >= settings.maxFailures)
      player.stop(`cut off after ${String(this.#failed)} failing properties (--max-failures)`);
    this.tell(one.id);
    const left = (this.#left.get(property.id) ?? 0) - 1;
    this.#left.set(property.id, left);
    const propertyResult = this.propertyResults.get(property.id);
    if (left === 0 && propertyResult?.status === "passed") this.#parts.onPassed?.(propertyResult);
  }
}
