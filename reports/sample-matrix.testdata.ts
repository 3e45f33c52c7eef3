import { type Catalogue, type Matrix, matrixOf } from "./matrix/matrix.ts";
import type { RunRecord } from "./record/run-record.ts";
import { failedCheck, openCheck, runOf } from "./sample-comparison.testdata.ts";
import { sampleCheck } from "./sample-record.testdata.ts";

const requirement = (id: string, level: "must" | "should" | "may" = "must") => ({ id, level, text: `What ${id} demands.`, source: "page line 51" });

/** A catalogue of four requirements, the first one with two properties. */
export const sampleCatalogue: Catalogue = {
  operation: "ListSessions",
  requirements: [requirement("b.second"), requirement("a.wish", "should"), requirement("a.first"), requirement("a.seen", "may")],
  properties: [
    { id: "b/second/one", requirement: "b.second", level: "must" },
    { id: "b/second/two", requirement: "b.second", level: "must" },
    { id: "a/first/one", requirement: "a.first", level: "must" },
    { id: "a/wish/one", requirement: "a.wish", level: "should" },
    { id: "a/seen/one", requirement: "a.seen", level: "may" },
  ],
};

/** Runs that keep, break, partly keep and do not show what the catalogue demands, with the caller's changes. */
export function sampleMatrix(change: (record: RunRecord) => RunRecord = (record) => record): Matrix {
  const passed = ["b/second/one", "b/second/two", "a/first/one", "a/wish/one", "a/seen/one"].map((id) => sampleCheck({ id }));
  const runs = [
    runOf(passed),
    runOf([failedCheck("b/second/one", { baselined: true }), ...passed.slice(1, 3), failedCheck("a/wish/one", { level: "should" })]),
    runOf([failedCheck("b/second/one"), failedCheck("b/second/two", { reproduced: "1/3" }), openCheck("a/first/one")]),
  ].map((record, index) => ({ ...record, target: { ...record.target, name: ["reference", "moto", "another"][index] ?? "" } }));
  const links = ["./reference/report.html", undefined, "./another/report.html"];
  return matrixOf(
    runs.map((record, index) => ({ record: change(record), link: links[index] })),
    sampleCatalogue,
  );
}
