import { createHash } from "node:crypto";
import { identityOf, type Mutant } from "./mutant.ts";

/** So many of the mutants, the same ones for the same seed whatever order they come in; all of them where there are not more. */
export function sampleOf<T extends Mutant>(mutants: readonly T[], size: number, seed: number): readonly T[] {
  const rank = (mutant: T): string =>
    createHash("sha256")
      .update(`${String(seed)} ${identityOf(mutant)}`)
      .digest("hex");
  const chosen = new Set(
    mutants
      .map((mutant) => ({ mutant, rank: rank(mutant) }))
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
      .slice(0, size)
      .map(({ mutant }) => mutant),
  );
  return mutants.filter((mutant) => chosen.has(mutant));
}
