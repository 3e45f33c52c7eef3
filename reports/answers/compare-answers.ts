import type { AnswerPair } from "../compare/pair-report.ts";
import type { StoredRun } from "../documents/parse-journal.ts";
import type { JournalExchange } from "../record/journal.ts";
import type { RecordedRequest, RunRecord } from "../record/run-record.ts";
import { createNormaliser, type Normaliser } from "../redaction/normalise.ts";
import { type AnswerDifference, answerAspects, answerDifferences, type ListTrait, listTraits } from "./answer-differences.ts";
import { seenAnswer } from "./seen-answer.ts";

/** A run with its journal, or those of its shards. */
export interface RunWithExchanges {
  readonly record: RunRecord;
  readonly journals: readonly StoredRun[];
}

/** One difference of behaviour, with how often it was seen. */
export interface BehaviourDifference extends AnswerDifference {
  readonly exchanges: number;
  readonly cases: readonly string[];
  readonly examples: readonly AnswerPair[];
}

/** The answers of two runs, case by case where both sent the same request. */
export interface AnswerComparison {
  readonly old: RunRecord;
  readonly new: RunRecord;
  /** Exchanges of both runs with the same request, and how many of these were answered alike. */
  readonly compared: number;
  readonly alike: number;
  /** Exchanges that are not compared: those of one run only, and those of which the request differs, mostly because it holds what an answer gave. */
  readonly onlyOld: number;
  readonly onlyNew: number;
  readonly otherRequest: number;
  /** By aspect, the most frequent first. */
  readonly differences: readonly BehaviourDifference[];
}

const maxExamples = 3;

/** Compares the stored answers of two runs. */
export function compareAnswers(old: RunWithExchanges, now: RunWithExchanges): AnswerComparison {
  const [before, after] = [casesOf(old), casesOf(now)];
  const requirements = new Map([...old.record.checks, ...now.record.checks].map(({ id, requirement }) => [id, requirement]));
  const behaviours = new Behaviours();
  let [compared, alike, otherRequest, onlyOld] = [0, 0, 0, 0];
  for (const [key, { exchanges, normaliser }] of before) {
    const counterpart = after.get(key);
    for (const [index, exchange] of exchanges.entries()) {
      const other = counterpart?.exchanges[index];
      if (counterpart === undefined || other === undefined) {
        onlyOld += 1;
        continue;
      }
      const [one, two] = [seenAnswer(exchange, normaliser), seenAnswer(other, counterpart.normaliser)];
      if (sentText(one.request) !== sentText(two.request)) {
        otherRequest += 1;
        continue;
      }
      compared += 1;
      const found = differencesOf(exchange, exchanges, answerDifferences(one, two, subjectOf(exchange, requirements)));
      if (found.length === 0) alike += 1;
      const pair = { caseId: exchange.case ?? "", request: one.request, old: one.response, new: two.response };
      for (const difference of found) behaviours.add(difference, pair);
      if (one.class === two.class) behaviours.addTraits(listTraits(one), listTraits(two), pair);
    }
  }
  const onlyNew = [...after.values()].reduce((sum, { exchanges }) => sum + exchanges.length, 0) - compared - otherRequest;
  return { old: old.record, new: now.record, compared, alike, onlyOld, onlyNew, otherRequest, differences: behaviours.found() };
}

/** A request as text, without the ids that the AWS SDK draws for each request. */
function sentText(request: RecordedRequest): string {
  return JSON.stringify(request).replace(/"amz-sdk-invocation-id":"[^"]*"/u, "");
}

/** The differences of an exchange, each once. What is listed while another request of the case changes something depends on which comes first. */
function differencesOf(exchange: JournalExchange, all: readonly JournalExchange[], found: readonly AnswerDifference[]): readonly AnswerDifference[] {
  const end = exchange.at + exchange.latencyMs;
  const isMeanwhile = all.some((other) => other.operation !== exchange.operation && other.at < end && exchange.at < other.at + other.latencyMs);
  const stable = isMeanwhile ? found.filter(({ aspect }) => aspect === "headers") : found;
  return [...new Map(stable.map((difference) => [keyOf(difference), difference])).values()];
}

function keyOf({ aspect, what, from, to, isSample }: AnswerDifference): string {
  return JSON.stringify(isSample === true ? [aspect, what] : [aspect, what, from, to]);
}

/** What was found, by behaviour. */
class Behaviours {
  readonly #groups = new Map<string, Group>();
  readonly #traits = new Map<string, { readonly old: Map<string, Group>; readonly new: Map<string, Group> }>();

  add(difference: AnswerDifference, pair: AnswerPair): void {
    countIn(this.#groups, keyOf(difference), difference, pair);
  }

  addTraits(old: readonly ListTrait[], now: readonly ListTrait[], pair: AnswerPair): void {
    for (const [side, traits] of [["old", old] as const, ["new", now] as const]) {
      for (const { what, is } of traits) {
        const sides = this.#traits.get(what) ?? { old: new Map<string, Group>(), new: new Map<string, Group>() };
        this.#traits.set(what, sides);
        countIn(sides[side], is, { aspect: "lists", what, from: is, to: is }, pair);
      }
    }
  }

  /** By aspect, the most frequent first. */
  found(): readonly BehaviourDifference[] {
    const groups = [...this.#groups.values(), ...[...this.#traits].flatMap(([what, sides]) => traitGroups(what, sides.old, sides.new))];
    return groups
      .map(({ difference, exchanges, cases, examples }) => ({ ...difference, exchanges, cases: [...cases], examples }))
      .toSorted((a, b) => answerAspects.indexOf(a.aspect) - answerAspects.indexOf(b.aspect) || b.exchanges - a.exchanges);
  }
}

interface Group {
  readonly difference: AnswerDifference;
  exchanges: number;
  readonly cases: Set<string>;
  readonly examples: AnswerPair[];
}

function countIn(groups: Map<string, Group>, key: string, difference: AnswerDifference, pair: AnswerPair): void {
  const group = groups.get(key) ?? { difference, exchanges: 0, cases: new Set(), examples: [] };
  groups.set(key, group);
  group.exchanges += 1;
  // Examples of different cases show more than the steps of one.
  if (!group.cases.has(pair.caseId) && group.examples.length < maxExamples) group.examples.push(pair);
  group.cases.add(pair.caseId);
}

/** A trait differs where one run shows something of it that the other never does. */
function traitGroups(what: string, old: ReadonlyMap<string, Group>, now: ReadonlyMap<string, Group>): readonly Group[] {
  if (old.size === 0 || now.size === 0) return [];
  const [own, others] = [[...old].filter(([is]) => !now.has(is)), [...now].filter(([is]) => !old.has(is))];
  const [first] = [...own, ...others].map(([, group]) => group).toSorted((a, b) => b.exchanges - a.exchanges);
  if (first === undefined) return [];
  const shown = (groups: ReadonlyMap<string, Group>): string => [...groups.keys()].toSorted().join(" or ");
  return [{ ...first, difference: { aspect: "lists", what, from: shown(old), to: shown(now) } }];
}

interface CaseExchanges {
  readonly exchanges: readonly JournalExchange[];
  readonly normaliser: Normaliser;
}

/** The judged exchanges of each case. Polls are left out: how many are sent depends on time alone. */
function casesOf({ journals }: RunWithExchanges): ReadonlyMap<string, CaseExchanges> {
  const cases = new Map<string, CaseExchanges & { exchanges: JournalExchange[] }>();
  for (const { header, exchanges } of journals) {
    for (const exchange of exchanges) {
      const { part, purpose, case: id, repetition = 0 } = exchange;
      if (part !== "properties" || purpose === "polls" || id === undefined || exchange.trouble !== undefined) continue;
      const key = JSON.stringify([id, repetition]);
      const names = { runId: header.runId, endpoint: header.target.endpoint, startedAt: new Date(header.startedAt) };
      const ofCase = cases.get(key) ?? { exchanges: [], normaliser: createNormaliser(names) };
      cases.set(key, ofCase);
      ofCase.exchanges.push(exchange);
    }
  }
  for (const { exchanges } of cases.values()) exchanges.sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  return cases;
}

/** What an exchange was sent for: the requirement of its property; the operation where that only prepares a case. */
function subjectOf({ case: id = "", purpose, operation }: JournalExchange, requirements: ReadonlyMap<string, string>): string {
  const [property = ""] = id.split("#", 1);
  return purpose === "properties" ? (requirements.get(property) ?? property) : operation;
}
