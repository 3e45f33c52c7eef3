import { answersReportOf } from "./answers/answers-report.ts";
import { compareAnswers, type RunWithExchanges } from "./answers/compare-answers.ts";
import type { PairReport } from "./compare/pair-report.ts";
import type { JournalExchange } from "./record/journal.ts";
import type { RecordedResponse } from "./record/run-record.ts";
import { runOf } from "./sample-comparison.testdata.ts";
import { sampleExchange, sampleHeader } from "./sample-journal.testdata.ts";
import { sampleCheck } from "./sample-record.testdata.ts";

/** A run of these exchanges. */
export function runWith(exchanges: readonly JournalExchange[]): RunWithExchanges {
  return { record: runOf([sampleCheck({ id: "a/b/c" })]), journals: [{ header: sampleHeader, sessionsLeft: [], exchanges, cases: [], cut: false }] };
}

/** Answers that differ in every aspect; `text` is what the target sends. */
export function sampleAnswers(text = "text"): PairReport {
  const answered = (status: number, body: object, headers: Readonly<Record<string, string>>): RecordedResponse => ({
    status,
    headers,
    body: { text: JSON.stringify(body) },
  });
  const session = (members: object): object => ({ Ids: ["glue-conformance-0123456789-a"], Sessions: [{ Id: "glue-conformance-0123456789-a", ...members }] });
  const run = (answers: readonly RecordedResponse[]): RunWithExchanges =>
    runWith(answers.map((response, index) => sampleExchange(`a/b/c#case-${String(index)}`, JSON.stringify({ [text]: index }), { response })));
  const old = [
    answered(200, {}, {}),
    answered(400, { __type: "A", message: text }, { server: text }),
    answered(200, session({ Status: "READY", [text]: 1 }), {}),
    { failure: { kind: "closed", message: text } },
  ];
  const now = [
    answered(400, { __type: text }, {}),
    answered(400, { __type: "A", message: `not ${text}` }, { server: "b" }),
    answered(200, { ...session({ Status: text }), NextToken: "" }, {}),
    answered(500, {}, {}),
  ];
  return answersReportOf(compareAnswers(run(old), run(now)), false);
}
