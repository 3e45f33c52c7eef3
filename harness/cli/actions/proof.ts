import { escapeText } from "../../../reports/encoding/escape.ts";
import { figureDifferences, figuresOf, writeProofFigures } from "../../proof/figures.ts";
import { readProofFigures } from "../../files/read-proof-figures.ts";
import { type Proof, prove, proofShortfalls } from "../../proof/proof.ts";

/** Options of `proof` as the command line gives them. */
interface ProofOptions {
  readonly full?: boolean;
  readonly json?: boolean;
  /** Writes the figures that reports show; otherwise they are only compared with the measured ones. */
  readonly write?: boolean;
}

/** Runs the proof and prints it; the exit status is 1 where a figure misses its goal, or differs from the one that reports show. */
export async function proveAndPrint({ full = false, json = false, write = false }: ProofOptions): Promise<number> {
  const interactive = process.stderr.isTTY;
  const proof = await prove({
    variantSeeds: full ? 20 : 1,
    referenceSeeds: full ? 50 : 5,
    onDone: (done, total) => void (interactive && process.stderr.write(`\r\u001B[2K${String(done)}/${String(total)} services judged`)),
  });
  if (interactive) process.stderr.write("\r\u001B[2K");
  const figures = figuresOf(proof, `npm run proof${full ? " -- --full" : ""}`);
  const missed = proofShortfalls(proof);
  if (write && missed.length === 0) writeProofFigures(figures);
  const differences = figureDifferences(readProofFigures(), figures);
  const shortfalls = [...missed, ...differences.map((difference) => `${difference}; \`npm run proof -- --write\` writes the measured figures`)];
  process.stdout.write(json ? `${JSON.stringify({ ...proof, shortfalls }, undefined, 2)}\n` : proofText(proof, shortfalls));
  return shortfalls.length === 0 ? 0 : 1;
}

function proofText({ faults, quick, variants, idle, reference, unprovable, cost, others, operations, seconds }: Proof, shortfalls: readonly string[]): string {
  const percent = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
  const share = (part: number, all: number): string => `${String(part)} of ${String(all)} (${percent(part, all)})`;
  const lines = [
    `faults caught           ${share(faults.caught, faults.all)}`,
    `  with --effort quick   ${share(quick.caught, quick.all)}, of a run of ${String(quick.requests)} requests`,
    `faults of others caught musts ${share(others.must.caught, others.must.all)}, shoulds ${share(others.should.caught, others.should.all)}; known to be missed:`,
    ...others.missed.map(({ name, level, because }) => `  ${level.padEnd(6)} ${name}: ${because}`),
    `legal variants accused  ${String(new Set(variants.accused.map(({ name }) => name)).size)} of ${String(variants.all)}, in ${String(variants.all * variants.seeds)} runs`,
    `idle servers passed     ${String(idle.passed.length)} of ${String(idle.all)}, creating and observing`,
    `properties unprovable   ${String(unprovable.length)}`,
    `reference, strict       conforms with ${share(reference.seeds - reference.failed.length, reference.seeds)} seeds, ${String(reference.requests)} requests a run`,
    `requests to the catch   median ${String(cost.median)}, 90th percentile ${String(cost.p90)}`,
    ...Object.entries(cost.within).map(([limit, part]) => `  within ${limit.padStart(3)}           ${percent(part, faults.all)}`),
    ...operations.map(
      ({ operation, ...of }) =>
        `${operation.padEnd(24)}${share(of.faults.all - of.faults.survivors.length, of.faults.all)} caught, ${String(of.variants.accused.length)} of ${String(of.variants.all)} variants accused, ${String(of.idle.passed.length)} of ${String(of.idle.all)} idle servers passed`,
    ),
    `seconds                 ${String(seconds)}`,
    ...(shortfalls.length === 0 ? ["", "Every figure reaches its goal."] : ["", ...shortfalls.map((one) => `MISSED ${escapeText(one)}`)]),
  ];
  return `${lines.join("\n")}\n`;
}
