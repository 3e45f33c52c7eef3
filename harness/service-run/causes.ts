import type { RunRecord } from "../../reports/record/run-record.ts";
import type { ServiceCause } from "../../reports/record/service-record.ts";

/** Why checks failed, over all runs of a service. */
export class Causes {
  readonly #byCause = new Map<string, { readonly operations: Set<string>; readonly checks: Set<string> }>();

  /** Adds what a run found; `operation` is its target. */
  add(operation: string, { causes = [] }: RunRecord): void {
    for (const { cause, checks } of causes) {
      const known = this.#byCause.get(cause) ?? { operations: new Set(), checks: new Set() };
      this.#byCause.set(cause, known);
      known.operations.add(operation);
      for (const check of checks) known.checks.add(check);
    }
  }

  /** The cause that explains most comes first. */
  get all(): readonly ServiceCause[] {
    return [...this.#byCause]
      .map(([cause, { operations, checks }]) => ({ cause, operations: [...operations].toSorted(), checks: [...checks].toSorted() }))
      .toSorted((a, b) => b.operations.length - a.operations.length || b.checks.length - a.checks.length || (a.cause < b.cause ? -1 : 1));
  }
}
