import type { FormatContext } from "../text/format-context.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { safeJson } from "../encoding/safe-json.ts";
import { blockersOf, causesOf } from "../verdict/causes.ts";
import { causeOfCheck, detailOf, lineOf, safe, type CheckStanding, standingOf } from "../text/check-summary.ts";
import { rulingOf } from "../verdict/verdict.ts";

/** CTRF has no status for unjudged properties: as in JUnit they are not passed. Failures that the baseline accepts are `other`. */
const statusOf: Readonly<Record<CheckStanding, "passed" | "failed" | "skipped" | "other">> = {
  passed: "passed",
  breach: "failed",
  accepted: "other",
  minor: "skipped",
  unexercised: "skipped",
  skipped: "skipped",
  errored: "failed",
};

/** The Common Test Report Format: one test per property. */
export function renderCtrf(record: RunRecord, { requirementOf }: Pick<FormatContext, "requirementOf">): string {
  const { suite, target, meta, seed, verdict, checks } = record;
  const start = Date.parse(meta.startedAt) || 0;
  const { because, exit } = rulingOf(record);
  const safely = (text: string): string => safe(text, record);
  const tool = { name: safely(suite.name), version: safely(suite.version) };
  const count = (status: string): number => checks.filter((check) => statusOf[standingOf(check, record)] === status).length;
  const report = {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    timestamp: new Date(start + meta.durationMs).toISOString(),
    generatedBy: `${tool.name} ${tool.version}`,
    results: {
      tool,
      summary: {
        tests: checks.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: 0,
        other: count("other"),
        start,
        stop: start + meta.durationMs,
        duration: meta.durationMs,
      },
      tests: checks.map((check) => testOf(check, record, requirementOf)),
      environment: {
        reportName: `${safely(suite.contract.operation)} conformance`,
        appName: safely(target.name),
        osPlatform: safely(meta.platform),
        testEnvironment: safely(target.endpoint),
        extra: {
          verdict,
          because: safely(because),
          exit,
          causes: causesOf(record).map(({ cause, text, checks: ids }) => ({ cause, text: safely(text), checks: ids.map(safely) })),
          blockers: blockersOf(record).map(({ text, checks: unjudged }) => ({ text: safely(text), checks: unjudged.map(({ id }) => safely(id)) })),
          seed,
          region: safely(target.region),
          contract: suite.contract.sha256,
          node: safely(meta.node),
        },
      },
    },
  };
  return safeJson(report);
}

function testOf(check: Check, record: RunRecord, requirementOf: FormatContext["requirementOf"]): object {
  const note = requirementOf(check.requirement);
  const [times, of] = check.reproduced?.split("/") ?? [];
  const message = lineOf(check, record);
  const cause = check.status === "failed" ? causeOfCheck(check, record) : undefined;
  return {
    name: safe(check.id, record),
    status: statusOf[standingOf(check, record)],
    duration: 0,
    suite: [check.level, safe(check.requirement, record)],
    ...(message === "" ? {} : { message }),
    ...(check.status === "failed" ? { trace: detailOf(check, record).join("\n"), flaky: times !== of } : {}),
    rawStatus: check.status,
    tags: [check.level, ...(cause === undefined ? [] : [cause.cause])],
    labels: {
      level: check.level,
      ...(cause === undefined ? {} : { cause: cause.cause }),
      requirement: safe(check.requirement, record),
      ...(note === undefined ? {} : { source: safe(note.source, record) }),
    },
    extra: {
      cases: check.cases,
      violations: check.violationCount,
      ...(cause === undefined ? {} : { cause: cause.text }),
      ...(note === undefined ? {} : { demand: safe(note.text, record) }),
    },
  };
}
