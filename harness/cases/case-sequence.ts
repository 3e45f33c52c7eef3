import type { Case } from "../../properties/core/property.ts";
import type { Evaluation } from "./evaluate.ts";
import type { CaseExecutor, Occasion } from "./case-executor.ts";
import type { CaseResult } from "./run-case.ts";
import { inTurns } from "../runtime/in-turns.ts";
import { inOrder } from "../runtime/ordered-pool.ts";
import type { Batch, Item } from "../selection/schedule.ts";

/** What cases are sent with, and how their results are evaluated and recorded. */
export interface SequenceParts {
  readonly executor: CaseExecutor;
  /** Cases that may be in flight. */
  readonly lanes: number;
  readonly play: (item: Item, at: Occasion, pause?: CaseExecutor["pause"]) => Promise<CaseResult>;
  readonly evaluate: (item: Item, result: CaseResult) => readonly Evaluation[];
  /** Records a result; it is evaluated where it was not. */
  readonly record: (item: Item, result: CaseResult, at: Occasion, evaluations?: readonly Evaluation[]) => void;
  readonly hasFailures: () => boolean;
  readonly reportProgress: (doing: string) => void;
}

/** When a case is sent first, and when it is sent again because others may have disturbed it. */
export const first: Occasion = { part: "properties", repetition: 0 };
const undisturbed: Occasion = { part: "again", repetition: 3 };
/** When the counterexample of a property is sent again. */
export const confirmations: readonly Occasion[] = [1, 2].map((repetition) => ({ part: "confirmation", repetition }));

/** Pause before a case is tried again that could not be judged. */
const againPauseMs = 250;
/** How long scripts may wait that are played again in any case where they do not pass. */
const patienceMs = { beside: 1_100, shrinking: 400 };

/** Lets time pass until that is all that there is; `isOver` says whether more was asked for. */
export class Patience {
  readonly #pause: CaseExecutor["pause"];
  #leftMs: number;

  constructor({ pause }: Pick<CaseExecutor, "pause">, part: keyof typeof patienceMs) {
    this.#pause = pause;
    this.#leftMs = patienceMs[part];
  }

  get isOver(): boolean {
    return this.#leftMs < 0;
  }

  readonly pause = async (ms: number): Promise<void> => {
    this.#leftMs -= ms;
    if (!this.isOver) await this.#pause(ms);
  };
}

const isOwn = ({ property }: Item): boolean => property.needs === "exclusive";

/**
 * Sends the cases of a run. What changes sessions is sent beside other cases only as long as nothing speaks against the target: what passes there passes.
 * All else is sent again where nothing disturbs it, so that what is recorded never depends on chance.
 */
export class CaseSequence {
  readonly #parts: SequenceParts;
  readonly #played = new Set<string>();
  /** Results of cases that were sent before it was known which are sent in all. */
  readonly #held: (() => void)[] = [];
  /** Cases that did not pass beside others, and how to record what came of them there. */
  readonly #disturbed: { readonly item: Item; readonly isBreach: boolean; readonly record: () => void }[] = [];
  readonly #later: (readonly [Item, CaseResult])[] = [];
  /** Confirmations that were sent with the case itself. */
  readonly #ahead = new Map<string, { readonly result: CaseResult; readonly at: Occasion }>();

  constructor(parts: SequenceParts) {
    this.#parts = parts;
  }

  /** Sends and records a case before all others. */
  async early(item: Item): Promise<void> {
    this.#played.add(item.one.id);
    this.#parts.record(item, await this.#parts.play(item, first), first);
  }

  /** Sends cases that need no sessions once these are created, until all is set up. */
  async beside(created: Promise<unknown>, settingUp: Promise<unknown>, batches: readonly Batch[]): Promise<void> {
    const { lanes } = this.#parts;
    if (lanes === 1) return;
    let isSetUp = false;
    const end = (): void => void (isSetUp = true);
    const ended = settingUp.then(end, end);
    await Promise.race([created, ended]);
    await inOrder(
      lanes - 1,
      [whileTrue(itemsOf(batches), () => !isSetUp)],
      (item) => this.#parts.play(item, first),
      (result, item) => {
        this.#played.add(item.one.id);
        this.#held.push(() => this.#take(result, item, first));
      },
    );
  }

  /** Sends all other cases; those of the first batches while no session comes or goes, so that walks take the same requests each time. */
  async all(steady: readonly Batch[], batches: readonly Batch[]): Promise<void> {
    for (const record of this.#held.splice(0)) record();
    if (this.#parts.lanes > 1) await this.#overlapping([...itemsOf(steady)], this.#unplayed(itemsOf(batches, false)), itemsOf(batches, true));
    else for (const { items, alone } of batches) await (alone ? this.#alone(this.#unplayed(items)) : this.#steadily([this.#unplayed(items)]));
    await this.#again();
  }

  async #overlapping(steady: readonly Item[], others: Iterator<Item>, own: Iterator<Item>): Promise<void> {
    let left = steady.length;
    const noteDone = ({ property }: Item): void => void (left -= Number(property.walksAll === true));
    await this.#steadily([steady, whileTrue(others, () => left > 0)], noteDone);
    const isCalm = (): boolean => this.#disturbed.length === 0 && !this.#parts.hasFailures();
    const quiet: Item[] = [];
    const records: (() => void)[] = [];
    await this.#together([sociable(own, quiet), whileTrue(others, isCalm)], (record, item) => (isOwn(item) ? void records.push(record) : record()));
    for (const record of records) record();
    const disturbed = this.#disturbed.filter(({ item }) => isOwn(item)).map(({ item, isBreach }) => ({ item, isBreach }));
    await this.#steadily([this.#disturbed.flatMap(({ item }) => (isOwn(item) ? [] : [item])), whileTrue(others)]);
    await this.#alone(quiet, disturbed);
  }

  /** Plays a case to confirm a breach of it, unless that was done already; `release` is called at the end. */
  readonly confirm: CaseExecutor["play"] = async (one, at, pause) => {
    const key = keyOf(one, at);
    const known = this.#ahead.get(key);
    if (known?.result.case !== one) return await this.#parts.executor.play(one, at, pause);
    this.#ahead.delete(key);
    return known.result;
  };

  /** Notes that confirmations which were sent ahead are not needed. */
  release(): void {
    for (const { result, at } of this.#ahead.values()) this.#parts.executor.judged(result, at, []);
  }

  /** Plays cases beside others, without much patience, and hands on how to record those that pass. */
  async #together(queues: readonly Iterable<Item>[], pass: (record: () => void, item: Item) => void): Promise<void> {
    const { executor, lanes, play, evaluate, record } = this.#parts;
    await inOrder(
      lanes,
      queues,
      async (item) => {
        const patience = new Patience(executor, "beside");
        const result = await play(item, first, patience.pause);
        return { result, isHurried: patience.isOver };
      },
      ({ result, isHurried }, item) => {
        this.#played.add(item.one.id);
        const evaluations = evaluate(item, result);
        const recordIt = (): void => record(item, result, first, evaluations);
        const isBreach = evaluations.some(({ judgement }) => judgement.violations.length > 0);
        const isOpen = isOwn(item) && evaluations.some(({ judgement }) => judgement.unexercised !== undefined);
        const isJudged = !isHurried && !isOpen && result.suiteError === undefined && result.sendError?.status !== "errored";
        if ((isJudged && !isBreach) || !executor.has(item.one, undisturbed)) return pass(recordIt, item);
        executor.judged(result, first, []);
        this.#disturbed.push({ item, isBreach, record: recordIt });
      },
    );
  }

  /** Plays cases that change nothing, several at the same time. */
  async #steadily(queues: readonly Iterable<Item>[], onTaken: (item: Item) => void = () => undefined): Promise<void> {
    await inOrder(
      this.#parts.lanes,
      queues,
      (item) => this.#playNow(item),
      (result, item) => {
        this.#take(result, item);
        onTaken(item);
      },
    );
  }

  /**
   * Plays cases one at a time; while the script of one lets time pass, others go on. Of those that did not pass beside others, the confirmations are played
   * at once, so that they wait together.
   */
  async #alone(items: Iterable<Item>, disturbed: readonly { readonly item: Item; readonly isBreach: boolean }[] = []): Promise<void> {
    const { executor, play } = this.#parts;
    const turns = function* (occasionOf: (item: Item) => Occasion): Generator<readonly [Item, Occasion]> {
      for (const { item, isBreach } of disturbed) for (const at of isBreach ? [undisturbed, ...confirmations] : [undisturbed]) yield [item, at];
      for (const item of items) yield [item, occasionOf(item)];
    };
    await inTurns(
      turns((item) => this.#occasionOf(item)),
      executor.pause,
      async ([item, at], pause) => (at.part !== "confirmation" || executor.has(item.one, at) ? await play(item, at, pause) : undefined),
      (result, [item, at]) => {
        if (at.part !== "confirmation" && result !== undefined) this.#take(result, item);
        else if (result !== undefined) this.#ahead.set(keyOf(item.one, at), { result, at });
      },
    );
  }

  async #playNow(item: Item, pause?: CaseExecutor["pause"]): Promise<CaseResult> {
    return await this.#parts.play(item, this.#occasionOf(item), pause);
  }

  #occasionOf({ one }: Item): Occasion {
    return this.#played.has(one.id) ? undisturbed : first;
  }

  #take(result: CaseResult, item: Item, at = this.#occasionOf(item)): void {
    const { executor, evaluate, record } = this.#parts;
    if (result.sendError?.status === "errored" && result.sendError.kind === undefined && executor.has(item.one, { part: "again", repetition: 1 })) {
      executor.judged(result, at, []);
      this.#later.push([item, result]);
      return;
    }
    const evaluations = evaluate(item, result);
    const before = this.#disturbed.find((one) => one.item === item);
    const isBreach = evaluations.some(({ judgement }) => judgement.violations.length > 0);
    // What only reads is not disturbed: a breach that does not come again is one that comes now and then.
    if (before?.isBreach === true && !isOwn(item) && !isBreach) before.record();
    else record(item, result, at, evaluations);
  }

  // A case that could not be judged, usually because of throttling, is tried twice more at the end, alone and after a pause.
  async #again(): Promise<void> {
    const { executor, play, record, reportProgress } = this.#parts;
    for (const [item, before] of this.#later) {
      let result = before;
      let at = first;
      for (let repetition = 1; repetition <= 2 && result.sendError !== undefined; repetition += 1) {
        const next = { part: "again", repetition } as const;
        if (!executor.has(item.one, next)) break;
        if (at !== first) executor.judged(result, at, []);
        reportProgress(`trying ${item.one.id} again`);
        await executor.pause(againPauseMs);
        at = next;
        result = await play(item, at);
      }
      record(item, result, at);
    }
  }

  *#unplayed(items: Iterable<Item>): Generator<Item> {
    for (const item of items) if (!this.#played.has(item.one.id)) yield item;
  }
}

function keyOf({ id }: Case, { repetition }: Occasion): string {
  return `${String(repetition)} ${id}`;
}

/** The items of all batches, or of those that are sent alone, or of the others. */
function* itemsOf(batches: readonly Batch[], alone?: boolean): Generator<Item> {
  for (const batch of batches) if (alone === undefined || batch.alone === alone) yield* batch.items;
}

/** The next items, as long as something is true; the others are left to those who ask next. */
function* whileTrue<T>(items: Iterator<T>, goesOn: () => boolean = () => true): Generator<T> {
  while (goesOn()) {
    const step = items.next();
    if (step.done === true) return;
    yield step.value;
  }
}

/** The items that bear others beside them; `quiet` gets those that do not. */
function* sociable(items: Iterator<Item>, quiet: Item[]): Generator<Item> {
  for (const item of whileTrue(items))
    if (item.property.demandsQuiet === true || item.property.mayEndOthers === true) quiet.push(item);
    else yield item;
}
