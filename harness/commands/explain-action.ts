import { contractOf } from "../../spec/contracts.ts";
import { requirementsOf } from "../../spec/requirements.ts";
import type { Property } from "../../properties/property.ts";
import { plannedSessions } from "../../properties/fixtures.ts";
import { propertiesOf } from "../../properties/table.ts";
import { renderBugReport } from "../../reports/bug-report.ts";
import { escapeText } from "../../reports/escape.ts";
import { faults } from "../reference/faults.ts";
import { HarnessError } from "../harness-error.ts";
import { settle } from "../options.ts";
import { readRun } from "../read-run.ts";
import { requirementNote, sourceText } from "../requirement-note.ts";
import { contextOf } from "../case-context.ts";
import { nearest } from "../selection.ts";

/** Options of `explain`. */
export interface ExplainOptions {
  readonly json?: boolean;
  readonly run?: string;
}

/** Prints one property, or every property of a requirement: what is demanded and where that stands, and the cases. */
export function printExplanation(id: string, { json = false, run }: ExplainOptions): void {
  if (run !== undefined) return printBugReports(id, run);
  const properties = propertiesOf(contractOf("ListSessions"));
  const requirements = requirementsOf("ListSessions");
  const [wanted = ""] = id.split("#", 1);
  const found = properties.filter((property) => property.id === wanted || property.requirement === wanted);
  if (found.length === 0)
    throw new HarnessError(
      "usage",
      `there is no property or requirement ${JSON.stringify(id)}; the nearest is ${nearest(wanted, [...properties, ...requirements])}. See glue-conformance list.`,
    );
  const told = found.map((property) => ({
    ...statementOf(property),
    requirement: requirements.find((row) => row.id === property.requirement),
    cases: casesOf(property),
    faults: faults.filter(({ caughtBy }) => caughtBy === property.id).map(({ name, title }) => `${name}: ${title}`),
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
    return;
  }
  for (const { requirement, cases, faults: proving, ...property } of told) {
    const lines = [
      `${property.id} (${property.level})`,
      `  ${property.title}`,
      ...(requirement === undefined ? [] : [`  demand: ${requirement.text}`, `  basis: ${requirement.basis}, ${sourceText(requirement)} (${requirement.id})`]),
      `  ${property.how}`,
      ...(proving.length === 0 ? [] : [`  faults that it must catch (${String(proving.length)}):`, ...proving.map((one) => `    ${one}`)]),
      ...(cases.length === 0 ? [] : [`  cases (${String(cases.length)}):`, ...cases.map((one) => `    ${one}`)]),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
}

/** Prints each failure of a property, or of a case of several, as a block for the target's tracker. */
function printBugReports(id: string, run: string): void {
  const { record } = readRun(run);
  const failed = record.checks.filter(({ status }) => status === "failed");
  const cases = failed.filter(({ counterexample }) => counterexample?.caseId === id);
  const found = cases.length > 0 ? cases : failed.filter((check) => [check.id, check.requirement].includes(id.split("#", 1)[0] ?? id));
  if (found.length === 0) {
    const known = failed.flatMap((check) => [{ id: check.id }, ...(check.counterexample === undefined ? [] : [{ id: check.counterexample.caseId }])]);
    const near = known.length === 0 ? "nothing failed in it" : `the nearest that did is ${escapeText(nearest(id, known))}`;
    throw new HarnessError("usage", `${JSON.stringify(escapeText(id))} did not fail in ${escapeText(run)}; ${near}.`);
  }
  process.stdout.write(found.map((check) => renderBugReport(check, record, requirementNote(check.requirement))).join("\n"));
}

function statementOf(property: Property): { readonly id: string; readonly level: string; readonly title: string; readonly how: string } {
  const { id, level, title } = property;
  return { id, level, title, how: howOf(property) };
}

function howOf(property: Property): string {
  switch (property.kind) {
    case "watching":
      return "sends nothing of its own: judged of every answer that other properties get";
    case "companion":
      return `sends nothing of its own: judged along with ${property.of.join(", ")}`;
    case "probing":
      return { none: "needs no sessions", fixtures: "needs sessions that the run puts in place", exclusive: "creates sessions of its own, and runs alone" }[
        property.needs
      ];
  }
}

function casesOf(property: Property): readonly string[] {
  if (property.kind !== "probing") return [];
  const settings = settle({}, {});
  const owner = { runId: "0000000000", region: settings.region, account: settings.account, roleArn: settings.roleArn };
  const sessions = plannedSessions(owner, settings.effort);
  const fixtures = { available: true, sessions, owner, accountSize: sessions.length } as const;
  return property.cases(contextOf(property.id, { contract: contractOf("ListSessions"), settings, fixtures, startedAtMs: 0 })).map(({ id }) => id);
}
