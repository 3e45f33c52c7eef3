import type { Requirement } from "../../spec/requirements/requirement.ts";
import { captureSource } from "../../spec/requirements/capture.ts";
import { shippedContract } from "../../spec/contracts/shipped-contracts.ts";
import { requirementsOf } from "../../spec/requirements/catalogue.ts";
import type { RequirementNote } from "../../reports/text/failure.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";

const known = new Map<string, ReadonlyMap<string, RequirementNote>>();

/** The requirements of the operation that a run judged, as reports print them; none for a page that is not shipped. */
export function requirementNotesOf({ suite: { contract } }: Pick<RunRecord, "suite">): (id: string) => RequirementNote | undefined {
  const { operation } = contract;
  if (shippedContract(contract) === undefined) return () => undefined;
  const notes =
    known.get(operation) ??
    new Map(requirementsOf(operation).map(({ text, level, ...row }) => [row.id, { id: row.id, level, text, source: sourceText(row), basis: row.basis }]));
  known.set(operation, notes);
  return (id) => notes.get(id);
}

/** Where a requirement comes from, in a few words. */
export function sourceText({ source }: Pick<Requirement, "source">): string {
  if ("page" in source) return `page of ${source.page}, line ${String(source.line)}`;
  return "capture" in source ? captureSource(source.capture) : source.rule;
}
