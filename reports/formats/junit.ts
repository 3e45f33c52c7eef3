import Builder from "fast-xml-builder";
import type { FormatContext } from "../text/format-context.ts";
import type { Check, RunRecord } from "../record/run-record.ts";
import { causeOfCheck, detailOf, lineOf, safe, standingOf } from "../text/check-summary.ts";
import { reportedViolations } from "../record/violations.ts";
import { blockersOf } from "../verdict/causes.ts";
import { rulingOf } from "../verdict/verdict.ts";

type Node = Readonly<Record<string, unknown>>;

/**
 * JUnit XML as Jenkins and Surefire read it: a suite for each level and requirement, described by its properties, with a test case for each
 * property. Neither schema allows properties in a test case, so a case has its level as `group` and its requirement as `classname`.
 */
export function renderJunit(record: RunRecord, { requirementOf }: Pick<FormatContext, "requirementOf">): string {
  const { checks, suite, target, meta } = record;
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const name = `${check.level} ${check.requirement}`;
    groups.set(name, [...(groups.get(name) ?? []), check]);
  }
  const root = {
    "@name": safe(`${suite.name}: ${suite.contract.operation} of ${target.name}`, record),
    ...countsOf(checks, record),
    "@time": (meta.durationMs / 1000).toFixed(3),
    testsuite: [...groups].map(([name, group]) => suiteOf(name, group, record, requirementOf)),
  };
  const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: "@", format: true, suppressEmptyNode: true, suppressBooleanAttributes: false });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root }).trimEnd()}\n`;
}

function suiteOf(name: string, group: readonly Check[], record: RunRecord, requirementOf: FormatContext["requirementOf"]): Node {
  const [first] = group;
  const note = requirementOf(first?.requirement ?? "");
  const { seed, suite, target, verdict } = record;
  const ruling = rulingOf(record);
  const facts: Readonly<Record<string, string | undefined>> = {
    level: first?.level,
    requirement: first?.requirement,
    demand: note?.text,
    source: note?.source,
    target: target.endpoint,
    seed: String(seed),
    contract: suite.contract.sha256,
    verdict,
    // A run can also end with another status than 0 without a failed property: the baseline is out of date, nothing was judged.
    because: ruling.exit === 0 || ruling.verdict === "fails" ? undefined : ruling.because,
    cause: blockersOf(record)[0]?.text,
  };
  const property = Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [{ "@name": key, "@value": safe(value, record) }]));
  return {
    "@name": safe(name, record),
    ...countsOf(group, record),
    "@skipped": String(group.filter((check) => outcomeOf(check, record) === "skipped").length),
    "@time": "0",
    properties: { property },
    testcase: group.map((check) => caseOf(check, record)),
  };
}

function countsOf(checks: readonly Check[], record: RunRecord): Node {
  const count = (outcome: string): string => String(checks.filter((check) => outcomeOf(check, record) === outcome).length);
  return { "@tests": String(checks.length), "@failures": count("failure"), "@errors": count("error") };
}

function outcomeOf(check: Check, record: RunRecord): "failure" | "error" | "skipped" | undefined {
  const standing = standingOf(check, record);
  if (standing === "passed") return undefined;
  if (standing === "breach") return "failure";
  return standing === "errored" ? "error" : "skipped";
}

function caseOf(check: Check, record: RunRecord): Node {
  const outcome = outcomeOf(check, record);
  const named = { "@name": safe(check.id, record), "@classname": safe(check.requirement, record), "@group": check.level, "@time": "0" };
  if (outcome === undefined) return named;
  const message = { "@message": lineOf(check, record) };
  const text = check.status === "failed" ? { "#text": `\n${[...causeLine(check, record), ...detailOf(check, record)].join("\n")}\n` } : {};
  // Surefire's schema allows a type only for failures and errors.
  if (outcome === "skipped") return { ...named, skipped: { ...message, ...text } };
  return { ...named, [outcome]: { ...message, "@type": reportedViolations(check)[0]?.code ?? check.status, ...text } };
}

function causeLine(check: Check, record: RunRecord): readonly string[] {
  const cause = causeOfCheck(check, record);
  return cause === undefined ? [] : [`cause     ${cause.text}`];
}
