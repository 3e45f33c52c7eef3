import type { AnswerPair } from "../compare/pair-report.ts";
import type { StoredRun } from "../documents/parse-journal.ts";
import type { JournalExchange } from "../record/journal.ts";
import type { RecordedRequest, RunRecord } from "../record/run-record.ts";
import { createNormaliser, type Normaliser } from "../redaction/normalise.ts";
import { type AnswerDifference, answerDifferences, type ListTrait, listTraits } from "./answer-differences.ts";
import { seenAnswer } from "./seen-answer.ts";

/** A run with its journal, or those of its shards. */
export type RunWithExchanges = { readonly record: RunRecord; readonly journals: readonly StoredRun[] };

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
  /** The most frequent first. */
  readonly differences: readonly BehaviourDifference[];
}

const maxExamples = 3;

/** Compares the stored answers of two runs. */
export function compareAnswers(old: RunWithExchanges, now: RunWithExchanges): AnswerComparison {
  const [before, after] = [casesOf(old), casesOf(now)];
  const requirements = new Map([...old.record.checks, ...now.record.checks].map(({ id, requirement }) => [id, requirement]));
  const behaviours = new Map<string, Group>();
  const traits = new Map<string, Record<"old" | "new", Map<string, Group>>>();
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
      if (found.size === 0) alike += 1;
      const pair = { caseId: exchange.case ?? "", request: one.request, old: one.response, new: two.response };
      for (const [behaviour, difference] of found) countIn(behaviours, behaviour, difference, pair);
      if (one.class !== two.class) continue;
      for (const [side, answer] of [["old", one] as const, ["new", two] as const]) {
        for (const trait of listTraits(answer)) {
          const sides = entryOf(traits, trait.what, () => ({ old: new Map<string, Group>(), new: new Map<string, Group>() }));
          countIn(sides[side], trait.is, traitDifference(trait), pair);
        }
      }
    }
  }
  const onlyNew = [...after.values()].reduce((sum, { exchanges }) => sum + exchanges.length, 0) - compared - otherRequest;
  const differences = [...behaviours.values(), ...[...traits].flatMap(([what, sides]) => traitGroups(what, sides.old, sides.new))]
    .map(({ difference, exchanges, cases, examples }) => ({ ...difference, exchanges, cases: [...cases], examples }))
    .toSorted((a, b) => b.exchanges - a.exchanges);
  return { old: old.record, new: now.record, compared, alike, onlyOld, onlyNew, otherRequest, differences };
}

/** A request as text, without the ids that the AWS SDK draws for each request. */
function sentText(request: RecordedRequest): string {
  return JSON.stringify(request).replace(/"amz-sdk-invocation-id":"[^"]*"/u, "");
}

/** The differences of an exchange by behaviour. What is listed while another request of the case changes something depends on which comes first. */
function differencesOf(
  { at, latencyMs, operation }: JournalExchange,
  all: readonly JournalExchange[],
  found: readonly AnswerDifference[],
): ReadonlyMap<string, AnswerDifference> {
  const isMeanwhile = all.some((other) => other.operation !== operation && other.at < at + latencyMs && at < other.at + other.latencyMs);
  const stable = isMeanwhile ? found.filter(({ aspect }) => aspect === "headers") : found;
  return new Map(stable.map((one) => [JSON.stringify([one.aspect, one.what, ...(one.isSample === true ? [] : [one.from, one.to])]), one]));
}

type Group = { readonly difference: AnswerDifference; exchanges: number; readonly cases: Set<string>; readonly examples: AnswerPair[] };

/** The value of a key, made where there is none. */
function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function countIn(groups: Map<string, Group>, key: string, difference: AnswerDifference, pair: AnswerPair): void {
  const group = entryOf(groups, key, () => ({ difference, exchanges: 0, cases: new Set<string>(), examples: [] }));
  group.exchanges += 1;
  // Examples of different cases show more than the steps of one.
  if (!group.cases.has(pair.caseId) && group.examples.length < maxExamples) group.examples.push(pair);
  group.cases.add(pair.caseId);
}

function traitDifference({ what, is }: ListTrait, to = is): AnswerDifference {
  return { aspect: "lists", what, from: is, to };
}

/** A trait differs where one run shows something of it that the other never does. */
function traitGroups(what: string, old: ReadonlyMap<string, Group>, now: ReadonlyMap<string, Group>): readonly Group[] {
  if (old.size === 0 || now.size === 0) return [];
  const own = [...[...old].filter(([is]) => !now.has(is)), ...[...now].filter(([is]) => !old.has(is))];
  const [first] = own.map(([, group]) => group).toSorted((a, b) => b.exchanges - a.exchanges);
  const shown = (groups: ReadonlyMap<string, Group>): string => [...groups.keys()].toSorted().join(" or ");
  return first === undefined ? [] : [{ ...first, difference: traitDifference({ what, is: shown(old) }, shown(now)) }];
}

type CaseExchanges = { readonly exchanges: JournalExchange[]; readonly normaliser: Normaliser };

/** The judged exchanges of each case. Polls are left out: how many are sent depends on time alone. */
function casesOf({ journals }: RunWithExchanges): ReadonlyMap<string, CaseExchanges> {
  const cases = new Map<string, CaseExchanges>();
  for (const { header, exchanges } of journals) {
    const names = { runId: header.runId, endpoint: header.target.endpoint, startedAt: new Date(header.startedAt) };
    for (const exchange of exchanges) {
      const { part, purpose, case: id, repetition = 0 } = exchange;
      if (part !== "properties" || purpose === "polls" || id === undefined || exchange.trouble !== undefined) continue;
      entryOf(cases, JSON.stringify([id, repetition]), () => ({ exchanges: [], normaliser: createNormaliser(names) })).exchanges.push(exchange);
    }
  }
  for (const { exchanges } of cases.values()) exchanges.sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  return cases;
}

/** The property of a case. */
export function propertyOf(caseId: string): string {
  return caseId.split("#", 1)[0] ?? caseId;
}

/** What an exchange was sent for: the requirement of its property; the operation where that only prepares a case. */
function subjectOf({ case: id = "", purpose, operation }: JournalExchange, requirements: ReadonlyMap<string, string>): string {
  const property = propertyOf(id);
  return purpose === "properties" ? (requirements.get(property) ?? property) : operation;
}
