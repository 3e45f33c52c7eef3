import { propertyOfCase } from "../../properties/core/script.ts";
import type { Property } from "../../properties/core/property.ts";
import { propertiesOf } from "../../properties/table.ts";
import type { Check, RunRecord } from "../../reports/record/run-record.ts";
import type { StoredRun } from "../../reports/documents/parse-journal.ts";
import { withRuling } from "../../reports/verdict/verdict.ts";
import { judgeStored, storedContract } from "./stored-run.ts";

/** The result of judging the stored exchanges of a run with the properties of this version. */
export interface Rejudgement {
  readonly record: RunRecord;
  /** Properties that cannot be judged from the stored exchanges, by their ids, and why; they keep their old outcome. */
  readonly unsettled: ReadonlyMap<string, string>;
}

/** Judges a run again. A property whose cases are not all stored keeps its old outcome, unless those that are stored fail. */
export async function rejudge(old: RunRecord, stored: readonly StoredRun[]): Promise<Rejudgement> {
  const again = await judgeStored(stored, { trusting: false });
  const unsettled = new Map<string, string>();
  const properties = stored[0] === undefined ? [] : propertiesOf(storedContract(stored[0]).contract);
  const reasons = reasonsByProperty(again.gaps, properties);
  const [anyReason] = again.gaps.values();
  const passive = new Set(properties.flatMap(({ id, kind }) => (kind === "passive" ? [id] : [])));
  const checks = again.record.checks.map((check): Check => {
    const earlier = old.checks.find(({ id }) => id === check.id);
    // A passive property sees fewer exchanges than before where any case is missing.
    const reason = reasons.get(check.id) ?? (passive.has(check.id) && earlier?.status === "failed" ? anyReason : undefined);
    if (reason === undefined || check.status === "failed") return { ...check, baselined: isAccepted(earlier, check) };
    unsettled.set(check.id, reason);
    return earlier ?? check;
  });
  // Facts about the run itself are kept; only judgements are new.
  const { received: before = [], ...facts } = old.meta;
  const { received: now = [], suiteErrors } = again.record.meta;
  const received = [...before.filter(({ check }) => unsettled.has(check)), ...now.filter(({ check }) => !unsettled.has(check))];
  const meta = { ...facts, suiteErrors, ...(received.length === 0 ? {} : { received }) };
  return { record: withRuling({ ...again.record, checks, meta }).record, unsettled };
}

/** Whether the baseline, which accepted the old failure, covers the new one: it has no violation with a new code. */
function isAccepted(before: Check | undefined, now: Check): boolean {
  const codes = new Set(before?.violations.map(({ code }) => code));
  return now.status === "failed" && before?.baselined === true && now.violations.every(({ code }) => codes.has(code));
}

function reasonsByProperty(gaps: ReadonlyMap<string, string>, properties: readonly Property[]): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const [caseId, reason] of gaps) {
    const owner = propertyOfCase(caseId);
    const companions = properties.filter((property) => property.kind === "derived" && property.of.includes(owner));
    for (const id of [owner, ...companions.map((property) => property.id)]) if (!reasons.has(id)) reasons.set(id, reason);
  }
  return reasons;
}
