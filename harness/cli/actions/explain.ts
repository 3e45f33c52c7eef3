import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { closest } from "fastest-levenshtein";
import { captureText } from "../../../spec/requirements/capture.ts";
import type { Contract } from "../../../spec/contract.ts";
import { isShipped } from "../../../spec/contracts/shipped-contracts.ts";
import { isListSessions } from "../../../spec/operation-traits.ts";
import type { Requirement } from "../../../spec/requirements/requirement.ts";
import type { Level, Property } from "../../../properties/core/property.ts";
import { plainCase } from "../../../properties/operations/accepted-responses.ts";
import { propertiesOf } from "../../../properties/table.ts";
import { renderBugReport } from "../../../reports/text/bug-report.ts";
import { acceptedText } from "../../../reports/documents/corpus-line.ts";
import { escapeText } from "../../../reports/encoding/escape.ts";
import { isTopic, type Topic, topics } from "../../../reports/text/help-links.ts";
import { faults } from "../../reference/faults/all-faults.ts";
import { provenFaults } from "../../reference/operations/operation-bank.ts";
import { HarnessError } from "../../runtime/harness-error.ts";
import { requirementsFor } from "../../config/catalogue.ts";
import { judgedContract } from "../../config/judged-contract.ts";
import { resolveSettings } from "../../config/settings.ts";
import { enumerateCases } from "../../selection/enumerate-cases.ts";
import { contractOfRun } from "../../storage/run-contract.ts";
import { readRun } from "../../storage/read-run.ts";
import { requirementNotesOf, sourceText } from "../../config/requirement-note.ts";

/** Options of `explain`. */
interface ExplainOptions {
  readonly json?: boolean;
  readonly run?: string;
  readonly operation?: string;
}

/** Prints one property, or every property of a requirement: its requirement with the source, and its cases; or a section of the troubleshooting page. */
export function printExplanation(id: string, { json = false, run, operation }: ExplainOptions): void {
  const reports = run === undefined ? [] : bugReportsOf(id, run);
  if (reports.length > 0) return void process.stdout.write(reports.join("\n"));
  if (isTopic(id)) return void process.stdout.write(`${sectionOf(id)}\n`);
  const contract = run === undefined ? judgedContract(operation === undefined ? {} : { operation }).contract : contractOfRun(run);
  const properties = propertiesOf(contract);
  const requirements = requirementsFor(contract);
  const [name = ""] = id.split("#", 1);
  const found = properties.filter((property) => property.id === name || property.requirement === name);
  if (run !== undefined && found.length === 0) throw notFailed(id, run);
  if (found.length === 0)
    throw new HarnessError(
      "usage",
      `there is no property, requirement or topic ${JSON.stringify(id)}; the nearest is ${closest(name, [...[...properties, ...requirements].map((one) => one.id), ...topics])}. See glue-conformance list.`,
    );
  const reported = found.map((property) => ({
    ...statementOf(property),
    requirement: requirements.find((row) => row.id === property.requirement),
    cases: casesOf(property, contract).map((one) => one.id),
    accepted: isListSessions(contract) ? acceptedOf(property, contract) : [],
    faults: (isListSessions(contract) ? faults : isShipped(contract) ? provenFaults(contract.operation) : [])
      .filter(({ caughtBy }) => caughtBy === property.id)
      .map((fault) => `${fault.name}: ${fault.title}`),
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify(reported, undefined, 2)}\n`);
    return;
  }
  for (const { requirement, cases, accepted, faults: proving, ...property } of reported) {
    const lines = [
      `${property.id} (${property.level})`,
      `  ${property.title}`,
      ...(requirement === undefined
        ? []
        : [
            `  demand: ${requirement.text}`,
            `  basis: ${requirement.basis}, ${sourceText(requirement)} (${requirement.id})`,
            `  level: ${property.level}, ${whyOf(property.level, requirement.basis)}`,
            ...seenOf(requirement).map((seen) => `  seen: ${seen}`),
          ]),
      `  ${property.how}`,
      ...accepted.map((one) => `  accepted (${String(one.cases)} cases): ${one.answers}`),
      ...(proving.length === 0 ? [] : [`  faults that it must catch (${String(proving.length)}):`, ...proving.map((one) => `    ${one}`)]),
      ...(cases.length === 0 ? [] : [`  cases (${String(cases.length)}):`, ...cases.map((one) => `    ${one}`)]),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
}

const page = createRequire(import.meta.url).resolve("glue-conformance/harness/docs/troubleshooting.md");

/** The section of the troubleshooting page on a topic that messages name. */
function sectionOf(topic: Topic): string {
  const [, ...sections] = readFileSync(page, "utf8").split(/^## /mu);
  return sections.find((section) => section.slice(0, section.indexOf("\n")).toLowerCase().replaceAll(" ", "-") === topic)?.trim() ?? "";
}

/** Published answers of AWS that show a requirement. */
function seenOf({ source, alsoObserved }: Requirement): readonly string[] {
  const own = "capture" in source ? [source.capture.saw] : [];
  return [...own, ...(alsoObserved === undefined ? [] : [captureText(alsoObserved)])];
}

/** Why a property has its level, and whether its failure fails a run. */
function whyOf(level: Level, basis: Requirement["basis"]): string {
  if (level === "may") return "since no source settles it: it is observed, and fails no run";
  const weak = basis === "observed" ? "AWS was observed to do so" : "it is strong convention or inference";
  if (level === "should") return `since ${weak}, which is no basis for a must: it fails a run only with --strict`;
  return `since ${basis === "documented" ? "the page" : "the protocol that the page names"} settles it: it fails a run`;
}

/** Each failure of a property in a run, or of a case of several, as a block for the target's tracker. */
function bugReportsOf(id: string, run: string): readonly string[] {
  const { record } = readRun(run);
  const failed = record.checks.filter(({ status }) => status === "failed");
  const cases = failed.filter(({ counterexample }) => counterexample?.caseId === id);
  const found = cases.length > 0 ? cases : failed.filter((check) => [check.id, check.requirement].includes(id.split("#", 1)[0] ?? id));
  return found.map((check) => renderBugReport(check, record, requirementNotesOf(record)(check.requirement)));
}

function notFailed(id: string, run: string): HarnessError {
  const known = readRun(run).record.checks.flatMap((check) =>
    check.status === "failed" ? [check.id, ...(check.counterexample === undefined ? [] : [check.counterexample.caseId])] : [],
  );
  const near = known.length === 0 ? "nothing failed in it" : `the nearest that did is ${escapeText(closest(id, known))}`;
  return new HarnessError("usage", `${JSON.stringify(escapeText(id))} did not fail in ${escapeText(run)}; ${near}.`);
}

function statementOf(property: Property): { readonly id: string; readonly level: Level; readonly title: string; readonly how: string } {
  const { id, level, title } = property;
  return { id, level, title, how: howOf(property) };
}

function howOf(property: Property): string {
  switch (property.kind) {
    case "passive":
      return "sends no requests: judges every answer to other properties";
    case "derived":
      return `sends no requests: judged along with ${property.of.join(", ")}`;
    case "probing":
      return { none: "needs no sessions", fixtures: "needs the sessions that the run creates", exclusive: "creates its own sessions, and runs alone" }[
        property.needs
      ];
  }
}

/** The accepted answers, each once with the number of its cases. */
function acceptedOf(property: Property, contract: Contract): readonly { readonly answers: string; readonly cases: number }[] {
  const counts = new Map<string, number>();
  for (const { accepts } of casesOf(property, contract)) if (accepts !== undefined) counts.set(accepts, (counts.get(accepts) ?? 0) + 1);
  return [...counts].map(([answers, cases]) => ({ answers, cases }));
}

function casesOf(property: Property, contract: Contract): readonly { readonly id: string; readonly accepts?: string }[] {
  return [...enumerateCases(property, resolveSettings({}, {}), contract)].map((one) => {
    const plain = property.needs === "none" ? plainCase(one, contract) : undefined;
    return { id: one.id, ...(plain === undefined ? {} : { accepts: acceptedText(plain) }) };
  });
}
