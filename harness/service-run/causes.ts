import type { RunRecord } from "../../reports/record/run-record.ts";
import type { ServiceCause } from "../../reports/record/service-record.ts";

/** Why checks failed, over all runs of a service. */
export class Causes {
  readonly #byCause = new Map<string, { readonly operations: Set<string>; readonly checks: Set<string> }>();

  /** Adds what a run found; `operation` is its target. */
  add(operation: string, { checks }: RunRecord): void {
    for (const { id, status, violations } of checks) {
      const [violation] = violations;
      if (status !== "failed" || violation === undefined) continue;
      const cause = this.#byCause.get(violation.code) ?? { operations: new Set(), checks: new Set() };
      this.#byCause.set(violation.code, cause);
      cause.operations.add(operation);
      cause.checks.add(id);
    }
  }

  /** The cause that explains most comes first. */
  get all(): readonly ServiceCause[] {
    return [...this.#byCause]
      .map(([cause, { operations, checks }]) => ({ cause, operations: [...operations].toSorted(), checks: [...checks].toSorted() }))
      .toSorted((a, b) => b.operations.length - a.operations.length || b.checks.length - a.checks.length || (a.cause < b.cause ? -1 : 1));
  }
}
