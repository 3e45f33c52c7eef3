import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ProofFigures } from "../../reports/record/proof-figures.ts";

// The package's own name reaches the file from the sources and from the build alike, and `proof --write` needs no build after it.
/** The file of the figures that this version of the suite carries. */
export const proofFiguresFile = createRequire(import.meta.url).resolve("glue-conformance/reports/proof-figures.json");

/** The figures that this version of the suite carries. */
export function readProofFigures(): ProofFigures {
  return JSON.parse(readFileSync(proofFiguresFile, "utf8")) as ProofFigures;
}
