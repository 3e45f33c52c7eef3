import type { ProofFigures } from "../record/proof-figures.ts";

/** The page `reports/proof.md`: how the suite is proven, and the figures of this version. */
export function renderProofPage({ command, faults, quick, variants, idle, unprovable, reference, cost, mutants }: ProofFigures): string {
  const of = (part: number, all: number): string => `${String(part)} of ${String(all)}`;
  const share = (within: keyof typeof cost.within): string => `${String(Math.round((100 * cost.within[within]) / faults.all))} %`;
  const rows = [
    ["figure", ""],
    ["faults caught", of(faults.caught, faults.all)],
    [`faults caught with \`--effort quick\`, ${String(quick.requests)} requests`, of(quick.caught, faults.all)],
    ["legal variants accused", of(variants.accused, variants.all)],
    ["stubs passed, creating and observing", of(idle.passed, idle.all)],
    ["`must` and `should` properties that no fault makes fail", String(unprovable)],
    ["seeds with which the reference service conforms, strictly", of(reference.conforming, reference.seeds)],
    ["requests of a default run", String(reference.requests)],
    ["requests until a fault is caught", `median ${String(cost.median)}, 90th percentile ${String(cost.p90)}`],
    ["faults caught within 40, 100, 250 requests", `${share("40")}, ${share("100")}, ${share("250")}`],
    ...(mutants === undefined ? [] : [["mutants caught, the explained ones aside (`npm run mutants`)", of(mutants.caught, mutants.all)]]),
  ];
  return [
    "# The proof",
    "",
    "The suite is judged by services whose verdict is known, in `harness/reference/`: faults that it must catch, each by the property that it names; unusual but legal variants",
    "that it must not accuse; stubs, which do no work and must never pass. `npm run proof` fails on any survivor, any accusation, any stub that passes and any property",
    "that no fault can fail, and CI runs it.",
    "",
    `Figures of \`${command}\`, with ${String(variants.all * variants.seeds)} runs of legal variants. \`npm run proof -- --write\` writes this page.`,
    "",
    ...tableOf(rows),
    "",
    "Requests are first sends for properties at a concurrency of 1; creating and deleting the run's sessions is not counted.",
    "",
    "A chosen set of faults proves only so much. `npm run mutants` chooses nothing: it takes the reference service's own source, makes every small change that Stryker's mutators know,",
    "one at a time, and lets the suite judge each from outside. A mutant is caught if `run --strict` does not end with `conforms`. Each survivor has a reason in the list of survivors:",
    "no client can see it (`equivalent`), the contract allows it or it belongs to another operation (`legal`), or the suite misses it (`missed`). CI runs a sample of 50.",
    "",
  ].join("\n");
}

/** Rows as a Markdown table, the first one as its head, with columns aligned as the formatter does. */
function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]): string => `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...others] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...others.map(line)];
}
