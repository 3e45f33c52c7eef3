import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProofFigures } from "../../reports/record/proof-figures.ts";
import { renderProofPage } from "../../reports/formats/proof-page.ts";
import { proofFiguresFile, readProofFigures } from "../files/read-proof-figures.ts";
import type { Proof } from "./proof.ts";

function write(figures: ProofFigures): void {
  writeFileSync(proofFiguresFile, `${JSON.stringify(figures, undefined, 2)}\n`);
  writeFileSync(join(dirname(proofFiguresFile), "proof.md"), renderProofPage(figures));
}

/** Writes the checked-in figures of a proof. Those of mutants, which a proof does not measure, are kept. */
export function writeProofFigures(figures: ProofFigures): void {
  const { mutants } = readProofFigures();
  write({ ...figures, ...(mutants === undefined ? {} : { mutants }) });
}

/** Writes the checked-in figures of mutants, and leaves all others as they are. */
export function writeMutantFigures(mutants: NonNullable<ProofFigures["mutants"]>): void {
  write({ ...readProofFigures(), mutants });
}

/** The figures of a proof. */
export function figuresOf({ faults, quick, variants, idle, unprovable, reference, cost, others, seconds }: Proof, command: string): ProofFigures {
  return {
    command,
    faults: { all: faults.all, caught: faults.caught },
    quick: { caught: quick.caught, requests: quick.requests },
    variants: { all: variants.all, seeds: variants.seeds, accused: new Set(variants.accused.map(({ name }) => name)).size },
    idle: { all: idle.all, passed: idle.passed.length },
    unprovable: unprovable.length,
    reference: { seeds: reference.seeds, conforming: reference.seeds - reference.failed.length, requests: reference.requests },
    cost,
    others: { must: others.must, should: others.should },
    seconds,
  };
}

/** The differences between two sets of figures, one a line. Duration and number of seeds are left out, since they depend on how the proof was run. */
export function figureDifferences(carried: ProofFigures, measured: ProofFigures): readonly string[] {
  const reported = flat(carried);
  return [...flat(measured)].flatMap(([name, value]) =>
    reported.get(name) === value ? [] : [`${name}: the checked-in figures say ${String(reported.get(name) ?? "nothing")}, measured was ${String(value)}`],
  );
}

function flat({ faults, quick, variants, idle, unprovable, reference, cost, others }: ProofFigures): ReadonlyMap<string, number> {
  const groups = {
    faults,
    quick,
    variants: { all: variants.all, accused: variants.accused },
    idle,
    unprovable: { all: unprovable },
    reference: { failed: reference.seeds - reference.conforming, requests: reference.requests },
    cost: { median: cost.median, p90: cost.p90 },
    within: cost.within,
    ...(others === undefined ? {} : { "others.must": others.must, "others.should": others.should }),
  };
  return new Map(Object.entries(groups).flatMap(([group, members]) => Object.entries(members).map(([name, value]) => [`${group}.${name}`, value] as const)));
}
