import type { Check, Status } from "../record/run-record.ts";

/** The outcomes of properties, in the order in which every report counts them. */
export const statuses: readonly Status[] = ["failed", "passed", "errored", "unexercised", "skipped"];

/** The number of checks of each outcome. */
export function statusCounts(checks: readonly Check[]): Readonly<Record<Status, number>> {
  const count = (status: Status): number => checks.filter((check) => check.status === status).length;
  return { failed: count("failed"), passed: count("passed"), errored: count("errored"), unexercised: count("unexercised"), skipped: count("skipped") };
}

/** The counts that are not zero: `3 failed (1 baselined), 48 passed, 1 unexercised`; empty for no checks. */
export function countsInWords(checks: readonly Check[]): string {
  const counts = statusCounts(checks);
  const accepted = checks.filter(({ baselined }) => baselined).length;
  const words = statuses.filter((status) => counts[status] > 0).map((status) => `${String(counts[status])} ${status}`);
  return words.map((text) => (accepted > 0 && text.endsWith(" failed") ? `${text} (${String(accepted)} baselined)` : text)).join(", ");
}
