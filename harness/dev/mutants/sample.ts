import { createHash } from "node:crypto";
import { identityOf, type Mutant } from "./mutant.ts";

/** A sample of the mutants, the same for the same seed whatever their order; all of them where there are no more than `count`. */
export function sampledMutants<T extends Mutant>(mutants: readonly T[], size: number, seed: number): readonly T[] {
  return seededSample(mutants, identityOf, size, seed);
}

/** As `sampleOf`, of anything that has an identity. */
export function seededSample<T>(all: readonly T[], identity: (one: T) => string, size: number, seed: number): readonly T[] {
  const rank = (one: T): string =>
    createHash("sha256")
      .update(`${String(seed)} ${identity(one)}`)
      .digest("hex");
  const chosen = new Set(
    all
      .map((one) => ({ one, rank: rank(one) }))
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
      .slice(0, size)
      .map(({ one }) => one),
  );
  return all.filter((one) => chosen.has(one));
}
