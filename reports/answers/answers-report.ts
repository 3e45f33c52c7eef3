import { judgedNothing, runWarnings } from "../compare/comparison-warnings.ts";
import { type AnswerPair, type PairEntry, type PairReport, type PairSection, requestInLine } from "../compare/pair-report.ts";
import { escapeText } from "../encoding/escape.ts";
import { counted, type Layout, painter, plain, wrap } from "../encoding/layout.ts";
import { textOf } from "../record/recorded-body.ts";
import { shortText } from "../record/request-diff.ts";
import type { Check, RecordedResponse } from "../record/run-record.ts";
import { stopsTheRun } from "../verdict/verdict.ts";
import type { AnswerAspect } from "./answer-differences.ts";
import { type AnswerComparison, type BehaviourDifference, propertyOf } from "./compare-answers.ts";

/** The aspects in the order of reports. */
const titles: Readonly<Record<AnswerAspect, string>> = {
  outcomes: "Accepted, refused, failed",
  errors: "Errors",
  lists: "Lists and pages",
  members: "Members",
  values: "Values",
  headers: "Headers",
};

/** A comparison of answers in words, for the terminal, Markdown and HTML. */
export function answersReportOf(comparison: AnswerComparison, failsOnDifference: boolean): PairReport {
  const { old, new: now, differences, compared, alike } = comparison;
  const sections = Object.entries(titles).map(([id, title]): PairSection => {
    const entries = differences.filter(({ aspect }) => aspect === id).map((one, index) => entryOf(one, `${id}-${index + 1}`, comparison));
    return { id, title, entries, detailed: 0 };
  });
  const number = differences.length;
  return {
    old,
    new: now,
    subject: "answers",
    result: number === 0 ? "No difference" : counted(number, "difference"),
    tone: number === 0 ? "good" : "open",
    exit: failsOnDifference && number > 0 ? 1 : 0,
    because: `${counted(compared, "answer")} to the same request compared, ${alike} alike, ${compared - alike} different.`,
    remarks: remarksOf(comparison),
    sections: sections.filter(({ entries }) => entries.length > 0),
  };
}

/** That two runs have no request in common, and what to do about it; undefined if they have. */
export function nothingCompared({ old, new: now, compared }: AnswerComparison): string | undefined {
  if (compared > 0) return undefined;
  const stopped = stopsTheRun(old.meta.preflight) ? ("OLD" as const) : stopsTheRun(now.meta.preflight) ? ("NEW" as const) : undefined;
  if (stopped !== undefined) return `${judgedNothing(stopped, (stopped === "OLD" ? old : now).meta)} Give a run that judged its target.`;
  return "They have no stored request of a case in common. Give two runs with the same seed, effort, --only and --skip.";
}

/** What is not compared, and why. */
function remarksOf({ old, new: now, onlyOld, onlyNew, otherRequest }: AnswerComparison): readonly string[] {
  const runs = [
    { name: "OLD", record: old },
    { name: "NEW", record: now },
  ];
  const ofOne = `${counted(onlyOld, "exchange is", "exchanges are")} in OLD only, ${onlyNew} in NEW only: not compared.`;
  const others = `${counted(otherRequest, "exchange")} of the same cases sent another request, because it follows from an earlier answer: not compared.`;
  return [...runWarnings(runs), ...(onlyOld + onlyNew > 0 ? [ofOne] : []), ...(otherRequest > 0 ? [others] : [])];
}

function entryOf({ aspect, what, from, to, isSample, exchanges, cases, examples }: BehaviourDifference, id: string, runs: AnswerComparison): PairEntry {
  const [first = "", ...rest] = cases;
  const change = `${isSample === true ? "differs, as in " : ""}${shortText(from, 80)} → ${shortText(to, 80)}`;
  const seen = `${counted(exchanges, "answer")}, in ${first}${rest.length === 0 ? "" : ` and ${counted(rest.length, "other case")}`}`;
  // Of headers, members and texts no single property is the judge.
  const judged = aspect === "outcomes" ? [judgedIn(cases, runs.old.checks, runs.new.checks)] : [];
  return {
    id,
    name: shortText(what, 120),
    tone: "neutral",
    text: [change, seen, ...judged].join("; "),
    // A comment on a pull request has room for one example of each.
    details: (layout) => (layout === undefined ? examples.slice(0, 1) : examples).flatMap((example) => exampleLines(example, layout)),
    examples,
  };
}

/** How the properties of some cases were judged, where the contract does not leave the difference open. */
function judgedIn(cases: readonly string[], old: readonly Check[], now: readonly Check[]): string {
  const statusIn = (checks: readonly Check[], id: string): string => checks.find((check) => check.id === id)?.status ?? "absent";
  const pairs = [...new Set(cases.map(propertyOf))].map((id) => [statusIn(old, id), statusIn(now, id)] as const);
  if (pairs.flat().every((status) => status === "passed")) return "judged: passed in both";
  const failedFirst = pairs.toSorted((a, b) => Number(b.includes("failed")) - Number(a.includes("failed")));
  const distinct = [...new Set(failedFirst.map(([before, after]) => `${before} in OLD, ${after} in NEW`))];
  return `judged: ${distinct.slice(0, 2).join("; ")}`;
}

function exampleLines({ caseId, request, old, new: now }: AnswerPair, layout: Layout | undefined): readonly string[] {
  const rows = { case: caseId, request: requestInLine(request), old: answerInLine(old), new: answerInLine(now) };
  return Object.entries(rows).flatMap(([name, text]) => {
    const first = `    ${name.padEnd(9)} `;
    if (layout === undefined) return [`${first.trimStart()}${escapeText(text)}`];
    const [line = "", ...more] = wrap(plain(escapeText(text), layout), { width: layout.width, first, hanging: first.length, maxLines: 3 });
    return [line.replace(name, () => painter(layout)("dim", name)), ...more];
  });
}

function answerInLine(response: RecordedResponse): string {
  if ("failure" in response) return `no answer, ${response.failure.kind}: ${response.failure.message}`;
  const { status, headers, body } = response;
  return `${status}, ${headers["content-type"] ?? "no content type"}: ${shortText(textOf(body) ?? "not UTF-8", 240)}`;
}
