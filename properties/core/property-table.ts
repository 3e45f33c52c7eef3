import { type Answer, isSuccess } from "./answer.ts";
import type { Available } from "./fixtures.ts";
import type {
  Case,
  CaseContext,
  DerivedProperty,
  Judged,
  Level,
  PassiveProperty,
  ProbingProperty,
  Property,
  Violation,
  Watch,
  WatchContext,
} from "./property.ts";
import { probeCase } from "./script.ts";

/** A case by its name within its property: one request with the judgement of its answer, or a script with the constraint that it breaks, if any. */
export type NamedCase =
  | readonly [name: string, probe: Judged["probe"], judge: Judge]
  | readonly [name: string, script: Case["script"], breaks?: Case["breaks"]];

type Judge = Parameters<typeof probeCase>[2];

/** Whether an answer says something about a property. */
export type Applies = (answer: Answer, exchange: Judged) => boolean;

type Needs = Partial<Pick<ProbingProperty, "needs">>;

/** A property without its id: one with `cases` sends requests, one with `judge` or `watch` judges those of others, one with `of` is judged by the scripts of others. */
export type Row =
  | (Omit<ProbingProperty, "kind" | "id" | "phase" | "needs" | "cases"> &
      Partial<Pick<ProbingProperty, "phase">> &
      Needs & { readonly cases: (context: CaseContext) => readonly NamedCase[] })
  | (Omit<PassiveProperty, "kind" | "id" | "needs" | "watch"> & {
      /** Answers that it judges, to requests that the protocol claims. */
      readonly on: Applies;
      readonly judge: (answer: Answer, exchange: Judged, context: WatchContext) => readonly Violation[];
    })
  | Omit<PassiveProperty, "kind" | "id" | "needs">
  | (Omit<DerivedProperty, "kind" | "id" | "needs"> & Needs);

/** Properties by their ids, in the order of the table. */
export function properties(rows: Readonly<Record<string, Row>>): readonly Property[] {
  return Object.entries(rows).map(([id, row]): Property => {
    if ("cases" in row) {
      const cases: ProbingProperty["cases"] = (context) => row.cases(context).map((one) => caseOf(`${id}#${one[0]}`, one));
      return { kind: "probing", id, phase: "boundaries", needs: "none", ...row, cases };
    }
    if ("of" in row) return { kind: "derived", id, needs: "none", ...row };
    if ("watch" in row) return { kind: "passive", id, needs: "none", ...row };
    const { on, judge, ...statement } = row;
    const watch: Watch = (exchange, context) => {
      const { answer, probe } = exchange;
      if (answer === undefined || !probe.claimed || !on(answer, exchange)) return undefined;
      return { violations: judge(answer, exchange, context) };
    };
    return { kind: "passive", id, needs: "none", ...statement, watch: () => watch };
  });
}

function caseOf(id: string, [, what, last]: NamedCase): Case {
  if (typeof what !== "function") return probeCase(id, what, last as Judge);
  return { id, ...(last === undefined ? {} : { breaks: last as NonNullable<Case["breaks"]> }), script: what };
}

type Statement<L extends Level, T> = { readonly level: L; readonly requirement: string; readonly title: string } & T;

const stating = <L extends Level>(level: L) =>
  function statement<const T extends object = object>(requirement: string, title: string, traits: T = {} as T): Statement<L, T> {
    return { level, requirement, title, ...traits };
  };

/** What a property states, with the requirement that it judges and what else is known of it: here what the page or the protocol settles. */
export const must = stating("must");
/** As `must`: what custom or inference says. */
export const should = stating("should");
/** As `must`: what is observed, and never failed. */
export const may = stating("may");

type Cases = (context: CaseContext) => readonly NamedCase[];

/** Scripts over the sessions of the run; where there are none, there is no case. */
export function overSessions(cases: (fixtures: Available, context: CaseContext) => readonly NamedCase[]): Parts<"fixtures"> {
  return { phase: "scenarios", needs: "fixtures", cases: (context) => (context.fixtures.available ? cases(context.fixtures, context) : []) };
}

/** What scripts add to a row. */
export interface Parts<N extends ProbingProperty["needs"]> {
  readonly phase: "scenarios";
  readonly needs: N;
  readonly cases: Cases;
}

/** Answers that a client reads as a result. */
export const onSuccess: Applies = (answer) => isSuccess(answer);

/** Errors. A front end reports a body that is too large for it in its own words (fairness rule 1). */
export const onError: Applies = ({ status }) => status >= 400 && status !== 413;

/** No violation where something holds, otherwise the one given. */
export function unless(holds: boolean, violation: Violation): readonly Violation[] {
  return holds ? [] : [violation];
}
