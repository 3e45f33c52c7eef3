import { counted } from "../encoding/layout.ts";
import type { OperationOutcome, PartCounts, ServiceRecord } from "../record/service-record.ts";

/** The outcomes of operations in the order of reports, and how each is said. */
export const outcomeWords: Readonly<Record<OperationOutcome, string>> = {
  fails: "fails",
  incomplete: "incomplete",
  conforms: "conforms",
  unsure: "may be missing",
  "not-implemented": "not implemented",
  "not-judged": "not judged",
};

/** The verdict on a service in a line: `FAILS 12 of 98 operations fail; …`. */
export function serviceSummary({ verdict, operations, server }: Pick<ServiceRecord, "verdict" | "operations" | "server">): string {
  const parts = Object.entries(outcomeWords).flatMap(([outcome, words]) => {
    const count = operations.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${String(count)} ${words}`];
  });
  const ofServer = server.must.failed === 0 ? "" : `; the server fails ${counted(server.must.failed, "must", "musts")} of all operations`;
  return `${verdict.toUpperCase()} ${counted(operations.length, "operation")}: ${parts.join(", ") || "none"}${ofServer}`;
}

/** Counts of a part: `must 3 failed, 20 passed, 2 unexercised`. */
export function countsInWords({ must, should }: Pick<PartCounts, "must" | "should">): string {
  const said = (["must", "should"] as const).flatMap((level) => {
    const { failed, passed, unexercised, errored } = level === "must" ? must : should;
    if (failed + passed + unexercised + errored === 0) return [];
    const others = [unexercised === 0 ? "" : `${String(unexercised)} unexercised`, errored === 0 ? "" : `${String(errored)} errored`].filter(
      (text) => text !== "",
    );
    return [`${level} ${[`${String(failed)} failed`, `${String(passed)} passed`, ...others].join(", ")}`];
  });
  return said.join("; ");
}

/** The share of the must properties that were judged, in percent; undefined where there are none. */
export function exercisedShare({ must: { passed, failed, unexercised, errored } }: Pick<PartCounts, "must">): number | undefined {
  const all = passed + failed + unexercised + errored;
  return all === 0 ? undefined : Math.floor((100 * (passed + failed)) / all);
}
