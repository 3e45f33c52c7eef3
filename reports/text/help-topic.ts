import type { Topic } from "./help-links.ts";
import type { Preflight, RunRecord } from "../record/run-record.ts";
import { rulingOf } from "../verdict/verdict.ts";

const topicsOfPreflight: Readonly<Record<Preflight["outcome"], Topic | undefined>> = {
  works: undefined,
  refuses: undefined,
  unreachable: "unreachable-target",
  certificate: "certificate-not-trusted",
  credentials: "credentials-refused",
  "not-implemented": "operation-not-there",
  hollow: "operation-not-there",
  unreadable: "answers-not-read",
  throttled: "answers-not-read",
  reset: "sessions-not-as-expected",
  fixture: "sessions-not-as-expected",
  "not-run": undefined,
};

/** The help topic for a run without a verdict; undefined if it has one, or if there is nothing to add. */
export function topicOfRun(record: RunRecord): Topic | undefined {
  const { preflight, staleBaseline = [] } = record.meta;
  const { exit } = rulingOf(record);
  if (exit === 3) return topicsOfPreflight[preflight.outcome] ?? (preflight.outcome === "not-run" ? undefined : "not-judged");
  return exit === 1 && staleBaseline.length > 0 ? "baseline-file" : undefined;
}
