import { createHash } from "node:crypto";
import type { Contract } from "../spec/contract.ts";
import { type Answer, listOf } from "../properties/answer.ts";
import type { CaseContext, ProbingProperty, Property } from "../properties/property.ts";
import { validProbe } from "../properties/request.ts";
import { sampleInput } from "../properties/sample.ts";
import { propertiesOf } from "../properties/table.ts";
import { type FixtureSet, type Owner, plannedSessions } from "../properties/fixtures.ts";
import type { Preflight } from "../reports/run-record.ts";
import { stopsTheRun } from "../reports/verdict.ts";
import type { Clock } from "./clock.ts";
import { confirm } from "./confirmation.ts";
import { type CaseResult, runCase } from "./drive.ts";
import { messageOf } from "./harness-error.ts";
import { Judge } from "./judge.ts";
import type { Settings } from "./options.ts";
import { preflight } from "./preflight.ts";
import { inOrder } from "./pool.ts";
import { type Item, schedule } from "./schedule.ts";
import { select, type Selection } from "./selection.ts";
import type { Sender } from "./sender.ts";
import { shrink } from "./shrinking.ts";
import { putSessionsInPlace, takeSessionsAway } from "./state.ts";
import { type Redact, Tally } from "./tally.ts";

/** What a suite runs with. */
export interface SuiteParts {
  readonly settings: Settings;
  readonly contract: Contract;
  readonly endpoint: string;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly sender: Sender;
  /** Ids of the sessions that this run asked the target to create, in the order of asking. */
  readonly created: ReadonlySet<string>;
  readonly redact: Redact;
  /** Called for every case that fails a property. */
  readonly onBreach?: (breach: BreachSeen) => void;
  /** Why there are no credentials to sign with. */
  readonly withoutCredentials?: string;
  /** Called when it is known what will be judged, and after each case. */
  readonly onProgress?: (progress: SuiteProgress) => void;
}

/** A case that failed a property. */
export interface BreachSeen {
  readonly property: string;
  readonly caseId: string;
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

/** What a suite found; a run record is made from it. */
export interface SuiteResult {
  readonly preflight: Preflight;
  readonly selection: Selection;
  readonly tallies: readonly Tally[];
  readonly suiteErrors: readonly string[];
  /** Sessions on the fullest page that was seen. */
  readonly sessionsSeen: number;
  /** Sessions that could not be taken away. */
  readonly leftBehind: readonly string[];
}

/** Pause before a case is tried again that could not be judged. */
const againPauseMs = 250;

/** Runs all phases against a target: preflight, sessions in place, boundaries, scenarios, random cases, shrinking, confirmation, sessions away. */
export async function runSuite(parts: SuiteParts): Promise<SuiteResult> {
  const { settings, contract, sender, clock, owner } = parts;
  const properties = propertiesOf(contract);
  const selection = select(properties, settings);
  const run = new Run(parts, properties, selection);
  const create =
    settings.state === "create"
      ? async (): Promise<void> => void (await putSessionsInPlace(sender, clock, owner, plannedSessions(owner, "quick").slice(0, 1), 0))
      : undefined;
  if (selection.judged.length === 0) return run.result({ outcome: "not-run", message: "No property was selected." }, []);
  const checked = await preflight(sender, contract, parts.endpoint, create, parts.withoutCredentials);
  if (stopsTheRun(checked)) return run.result(checked, await run.takeAway());
  if (checked.outcome === "refuses") {
    await run.only("request/accepts-empty-input", checked.message);
    return run.result(checked, []);
  }
  try {
    await run.all();
  } catch (error) {
    run.suiteErrors.push(messageOf(error));
  }
  return run.result(checked, await run.takeAway());
}

class Run {
  readonly suiteErrors: string[] = [];
  readonly #parts: SuiteParts;
  readonly #properties: readonly Property[];
  readonly #selection: Selection;
  readonly #tallies: ReadonlyMap<string, Tally>;
  readonly #judge: Judge;
  readonly #startedAtMs: number;
  #sessionsSeen = 0;
  #done = 0;
  #total = 0;

  constructor(parts: SuiteParts, properties: readonly Property[], selection: Selection) {
    this.#parts = parts;
    this.#properties = properties;
    this.#selection = selection;
    this.#startedAtMs = parts.clock.now();
    this.#judge = new Judge(parts.contract, selection.judged);
    this.#tallies = new Map(selection.judged.map((property) => [property.id, new Tally(property, parts.redact)]));
  }

  async all(): Promise<void> {
    const { settings, sender, clock } = this.#parts;
    this.#tell("putting sessions in place");
    const senders = this.#sendingProperties();
    const fixtures = await this.#fixtures(senders);
    const batches = schedule(this.#itemsOf(senders, fixtures), settings.effort);
    this.#total = batches.reduce((total, { items }) => total + items.length, 0);
    const later: Item[] = [];
    const take = (result: CaseResult, item: Item): void => {
      if (result.trouble?.status === "errored" && sender.stopped === undefined) later.push(item);
      else this.#take(item, result);
    };
    for (const { items, alone } of batches) await inOrder(alone ? 1 : settings.concurrency, items, (item) => this.#play(item), take);
    await this.#again(later);
    this.#tell("shrinking");
    await shrink([...this.#tallies.values()], (property) => this.#contextOf(property, fixtures), sender, clock, this.suiteErrors);
    this.#tell("confirming");
    await confirm([...this.#tallies.values()], this.#properties, this.#judge, sender, clock);
  }

  // What could not be judged, for want of capacity as a rule, is tried twice more at the end, alone and after a pause.
  async #again(items: readonly Item[]): Promise<void> {
    const { sender, clock } = this.#parts;
    for (const item of items) {
      let result: CaseResult | undefined;
      for (let repetition = 1; repetition <= 2; repetition += 1) {
        this.#tell(`trying ${item.one.id} again`);
        if (sender.stopped === undefined) await clock.sleep(againPauseMs);
        result = await runCase(item.one, sender, clock, "confirmation", repetition);
        if (result.trouble === undefined || sender.stopped !== undefined) break;
      }
      if (result !== undefined) this.#take(item, result);
    }
  }

  /** Judges one property and leaves all others unexercised. */
  async only(id: string, reason: string): Promise<void> {
    const fixtures: FixtureSet = { available: false, status: "unexercised", reason };
    this.#parts.sender.controls = false;
    const property = this.#sendingProperties().find((one) => one.id === id);
    for (const tally of this.#tallies.values()) if (tally.property.id !== id) tally.blame("unexercised", reason);
    if (property === undefined) return;
    for (const item of this.#itemsOf([property], fixtures)) this.#take(item, await this.#play(item), true);
    await confirm([...this.#tallies.values()], this.#properties, this.#judge, this.#parts.sender, this.#parts.clock);
  }

  result(checked: Preflight, leftBehind: readonly string[]): SuiteResult {
    if (stopsTheRun(checked))
      for (const tally of this.#tallies.values()) tally.blame(checked.outcome === "not-run" ? "skipped" : "unexercised", "the preflight stopped the run");
    return {
      preflight: checked,
      selection: this.#selection,
      tallies: [...this.#tallies.values()],
      suiteErrors: this.suiteErrors,
      sessionsSeen: this.#sessionsSeen,
      leftBehind,
    };
  }

  async takeAway(): Promise<readonly string[]> {
    const { created, sender, clock, settings } = this.#parts;
    if (created.size === 0) return [];
    this.#tell("taking sessions away");
    return takeSessionsAway(sender, clock, [...created], settings.settleMs);
  }

  /** Properties whose cases are sent: the judged ones, those that judge companions, and, where there are watchers, all. */
  #sendingProperties(): readonly ProbingProperty[] {
    const { judged, skipped } = this.#selection;
    const hosts = new Set(judged.flatMap((property) => (property.kind === "companion" ? property.of : [])));
    const watched = judged.some(({ kind }) => kind === "watching") && !judged.some(({ kind }) => kind === "probing");
    return this.#properties.filter((property): property is ProbingProperty => {
      if (property.kind !== "probing" || (property.optIn !== undefined && !judged.includes(property))) return false;
      if (judged.includes(property) || hosts.has(property.id)) return true;
      return watched && skipped.get(property.id) === "not among --only" && property.needs === "none";
    });
  }

  async #fixtures(senders: readonly ProbingProperty[]): Promise<FixtureSet> {
    const { settings, sender, clock, owner } = this.#parts;
    if (settings.state === "observe") return { available: false, status: "skipped", reason: "--state observe creates no sessions" };
    const planned = plannedSessions(owner, settings.effort);
    // Where no property needs sessions, one is put in place all the same: a target that shows none has shown little.
    const wanted = senders.every(({ needs }) => needs === "none") ? planned.slice(0, 1) : planned;
    return putSessionsInPlace(sender, clock, owner, wanted, settings.settleMs);
  }

  #itemsOf(senders: readonly ProbingProperty[], fixtures: FixtureSet): readonly Item[] {
    return senders.flatMap((property) => {
      if (property.needs !== "none" && !fixtures.available) {
        this.#blameWithCompanions(property, fixtures.status, fixtures.reason);
        return [];
      }
      try {
        return property.cases(this.#contextOf(property, fixtures)).map((one, index): Item => ({ property, one, index }));
      } catch (error) {
        this.suiteErrors.push(`${property.id}: ${messageOf(error)}`);
        this.#blameWithCompanions(property, "errored", "the generator of its cases failed");
        return [];
      }
    });
  }

  #blameWithCompanions({ id }: Property, status: "errored" | "skipped" | "unexercised", reason: string): void {
    const companions = this.#selection.judged.filter((property) => property.kind === "companion" && property.of.includes(id));
    for (const one of [id, ...companions.map((property) => property.id)]) this.#tallies.get(one)?.blame(status, reason);
  }

  #contextOf(property: Property, fixtures: FixtureSet): CaseContext {
    const { settings, contract } = this.#parts;
    return {
      contract,
      runSeed: settings.seed,
      seed: seedOf(settings.seed, property.id),
      effort: settings.effort,
      randomCases: settings.cases,
      fixtures,
      settleMs: settings.settleMs,
      startedAtMs: this.#startedAtMs,
    };
  }

  async #play({ one }: Item): Promise<CaseResult> {
    return runCase(one, this.#parts.sender, this.#parts.clock);
  }

  #take({ property, one, index }: Item, result: CaseResult, ownOnly = false): void {
    const { settings, sender } = this.#parts;
    this.#sessionsSeen = Math.max(this.#sessionsSeen, ...result.steps.map(({ judged }) => sessionsOn(judged.answer)));
    if (result.suiteError !== undefined) {
      this.suiteErrors.push(result.suiteError);
      this.#blameWithCompanions(property, "errored", "the check of a case failed");
    }
    if (result.trouble !== undefined) this.#blameWithCompanions(property, result.trouble.status, result.trouble.reason);
    for (const saying of this.#judge.sayings(property, result)) {
      if (ownOnly && saying.property !== property) continue;
      const told = this.#tallies.get(saying.property.id);
      const failedBefore = told?.first !== undefined;
      told?.add(result, saying.judgement, saying.steps);
      if (saying.judgement.violations.length > 0) {
        this.#parts.onBreach?.({
          property: saying.property.id,
          caseId: one.id,
          sends: result.steps.filter(({ forProperty }) => forProperty).length,
          requests: sender.counts.properties,
        });
      }
      if (failedBefore || told?.first === undefined) continue;
      if (property.phase === "random" && saying.property === property) told.firstRandom = index;
    }
    this.#done += 1;
    const failed = [...this.#tallies.values()].filter(({ first }) => first !== undefined).length;
    if (settings.maxFailures !== undefined && failed >= settings.maxFailures)
      sender.stop(`cut off after ${String(failed)} failing properties (--max-failures)`);
    this.#tell(one.id);
  }

  #tell(doing: string): void {
    const failed = [...this.#tallies.values()].filter(({ first }) => first !== undefined).length;
    this.#parts.onProgress?.({ doing, done: this.#done, total: this.#total, failed });
  }
}

function sessionsOn(answer: Answer | undefined): number {
  return answer === undefined ? 0 : Math.max(listOf(answer, "Ids")?.length ?? 0, listOf(answer, "Sessions")?.length ?? 0);
}

/** The seed of a property: 31 bits of a hash of the run's seed and the property's id, so that narrowing a run changes no case. */
export function seedOf(runSeed: number, id: string): number {
  return (
    createHash("sha256")
      .update(`${String(runSeed)} ${id}`)
      .digest()
      .readUInt32BE() >>> 1
  );
}

/** A plain valid request, sent between two tries of one that got no answer. */
export function controlOf(contract: Contract): ReturnType<typeof validProbe> {
  return validProbe(contract.operation, sampleInput(contract.request));
}
