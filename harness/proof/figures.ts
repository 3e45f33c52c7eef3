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
  const reported = new Map(measurementsIn(carried));
  return measurementsIn(measured).flatMap(([name, value]) =>
    reported.get(name) === value ? [] : [`${name}: the checked-in figures say ${String(reported.get(name) ?? "nothing")}, measured was ${String(value)}`],
  );
}

function measurementsIn(figures: ProofFigures): readonly (readonly [string, number])[] {
  const { seconds: _, mutants: __, variants, reference, ...others } = figures;
  const { all, accused } = variants;
  const { seeds, conforming, requests } = reference;
  return numbersIn({ ...others, variants: { all, accused }, reference: { failed: seeds - conforming, requests } }, "");
}

function numbersIn(figures: object, path: string): readonly (readonly [string, number])[] {
  return Object.entries(figures).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "number") return [[path + name, value] as const];
    return typeof value === "object" && value !== null ? numbersIn(value, `${path}${name}.`) : [];
  });
}
