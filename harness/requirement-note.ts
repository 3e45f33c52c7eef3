import type { Requirement } from "../spec/requirement.ts";
import { requirementsOf } from "../spec/requirements.ts";
import type { RequirementNote } from "../reports/failure.ts";

let notes: ReadonlyMap<string, RequirementNote> | undefined;

/** A requirement of the catalogue as reports tell it. */
export function requirementNote(id: string): RequirementNote | undefined {
  notes ??= new Map(
    requirementsOf("ListSessions").map(({ text, level, ...row }) => [row.id, { id: row.id, level, text, source: sourceText(row), basis: row.basis }]),
  );
  return notes.get(id);
}

/** Where a requirement comes from, in a few words. */
export function sourceText({ source }: Pick<Requirement, "source">): string {
  return "page" in source ? `page of ${source.page}, line ${String(source.line)}` : source.rule;
}
