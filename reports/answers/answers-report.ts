import { type AnswerPair, type PairEntry, type PairReport, type PairSection, requestInLine } from "../compare/pair-report.ts";
import { judgedNothing, runWarnings } from "../compare/run-warnings.ts";
import { escapeText } from "../encoding/escape.ts";
import { counted, type Layout, painter, plain, wrap } from "../encoding/layout.ts";
import { textOf } from "../record/recorded-body.ts";
import { shortText } from "../record/request-diff.ts";
import type { Check, RecordedResponse } from "../record/run-record.ts";
import { stopsTheRun } from "../verdict/verdict.ts";
import { type AnswerAspect, answerAspects } from "./answer-differences.ts";
import type { AnswerComparison, BehaviourDifference } from "./compare-answers.ts";

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
  const sections = answerAspects.flatMap((aspect): readonly PairSection[] => {
    const entries = differences.filter((one) => one.aspect === aspect).map((one, index) => entryOf(one, `${aspect}-${String(index + 1)}`, comparison));
    return entries.length === 0 ? [] : [{ id: aspect, title: titles[aspect], entries, detailed: 0 }];
  });
  const number = differences.length;
  return {
    old,
    new: now,
    subject: "answers",
    result: number === 0 ? "No difference" : counted(number, "difference"),
    tone: number === 0 ? "good" : "open",
    exit: failsOnDifference && number > 0 ? 1 : 0,
    because: `${counted(compared, "answer")} to the same request compared, ${String(alike)} alike, ${String(compared - alike)} different.`,
    remarks: remarksOf(comparison),
    sections,
  };
}

/** That two runs have no request in common, and what to do about it; undefined if they have. */
export function nothingCompared({ old, new: now, compared }: AnswerComparison): string | undefined {
  if (compared > 0) return undefined;
  for (const [which, { meta }] of [["OLD", old] as const, ["NEW", now] as const]) {
    if (stopsTheRun(meta.preflight)) return `${judgedNothing(which, meta)} Give a run that judged its target.`;
  }
  return "They have no stored request of a case in common. Give two runs with the same seed, effort, --only and --skip.";
}

/** What is not compared, and why. */
function remarksOf({ old, new: now, onlyOld, onlyNew, otherRequest }: AnswerComparison): readonly string[] {
  const runs = [
    { name: "OLD", record: old },
    { name: "NEW", record: now },
  ];
  const remarks = [...runWarnings(runs)];
  if (onlyOld + onlyNew > 0) remarks.push(`${counted(onlyOld, "exchange is", "exchanges are")} in OLD only, ${String(onlyNew)} in NEW only: not compared.`);
  if (otherRequest > 0) {
    remarks.push(
      `${counted(otherRequest, "exchange", "exchanges")} of the same cases sent another request, because it follows from an earlier answer: not compared.`,
    );
  }
  return remarks;
}

function entryOf(difference: BehaviourDifference, id: string, { old, new: now }: AnswerComparison): PairEntry {
  const { what, from, to, isSample, exchanges, cases, examples } = difference;
  const [first = "", ...rest] = cases;
  const change = `${shortText(from, 80)} → ${shortText(to, 80)}`;
  const seen = `${counted(exchanges, "answer")}, ${rest.length === 0 ? `in ${first}` : `in ${first} and ${counted(rest.length, "other case")}`}`;
  const judged = isJudged(difference) ? judgedIn(cases, old.checks, now.checks) : [];
  return {
    id,
    name: shortText(what, 120),
    tone: "neutral",
    text: [`${isSample === true ? "differs, as in " : ""}${change}`, seen, ...judged].join("; "),
    // A comment on a pull request has room for one example of each.
    details: (layout) => (layout === undefined ? examples.slice(0, 1) : examples).flatMap((example) => exampleLines(example, layout)),
    examples,
  };
}

/** Of headers, members and texts no single property is the judge. */
function isJudged({ aspect }: BehaviourDifference): boolean {
  return aspect === "outcomes";
}

/** How the properties of some cases were judged, where the contract does not leave the difference open. */
function judgedIn(cases: readonly string[], old: readonly Check[], now: readonly Check[]): readonly string[] {
  const properties = [...new Set(cases.map((id) => id.split("#", 1)[0] ?? ""))];
  const statusIn = (checks: readonly Check[], id: string): string => checks.find((check) => check.id === id)?.status ?? "absent";
  const words = properties.map((id) => [statusIn(old, id), statusIn(now, id)] as const);
  if (words.every(([before, after]) => before === "passed" && after === "passed")) return ["judged: passed in both"];
  const distinct = [
    ...new Set(
      words.toSorted((a, b) => Number(b.includes("failed")) - Number(a.includes("failed"))).map(([before, after]) => `${before} in OLD, ${after} in NEW`),
    ),
  ];
  return [`judged: ${distinct.slice(0, 2).join("; ")}`];
}

function exampleLines({ caseId, request, old, new: now }: AnswerPair, layout: Layout | undefined): readonly string[] {
  const rows = [
    ["case", caseId] as const,
    ["request", requestInLine(request)] as const,
    ["old", answerInLine(old)] as const,
    ["new", answerInLine(now)] as const,
  ];
  return rows.flatMap(([name, text]) => {
    const first = `    ${name.padEnd(9)} `;
    if (layout === undefined) return [`${first.trimStart()}${escapeText(text)}`];
    const lines = wrap(plain(escapeText(text), layout), { width: layout.width, first, hanging: first.length, maxLines: 3 });
    return lines.map((line, index) => (index === 0 ? line.replace(name, () => painter(layout)("dim", name)) : line));
  });
}

function answerInLine(response: RecordedResponse): string {
  if ("failure" in response) return `no answer, ${response.failure.kind}: ${response.failure.message}`;
  const { status, headers, body } = response;
  return `${String(status)}, ${headers["content-type"] ?? "no content type"}: ${shortText(textOf(body) ?? "not UTF-8", 240)}`;
}
