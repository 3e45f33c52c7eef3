import { createHash } from "node:crypto";

/** A sample of anything that has an identity, the same for the same seed whatever their order; all of them where there are no more than `size`. */
export function seededSample<T>(all: readonly T[], identity: (one: T) => string, size: number, seed: number): readonly T[] {
  const digest = (one: T): string =>
    createHash("sha256")
      .update(`${String(seed)} ${identity(one)}`)
      .digest("hex");
  const ranked = all.map((one) => ({ one, rank: digest(one) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const chosen = new Set(ranked.slice(0, size).map(({ one }) => one));
  return all.filter((one) => chosen.has(one));
}
