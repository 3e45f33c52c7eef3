import type { Cell, MatrixRow, RequirementCounts } from "./matrix.ts";

/** A cell in words: `kept`, `2 of 5 broken`; a requirement that is only observed is never called kept. */
export function cellInWords({ standing, all, kept, broken, accepted, intermittent }: Cell, { level }: MatrixRow["requirement"]): string {
  const words = ((): string => {
    switch (standing) {
      case "kept":
        return level === "may" ? "observed" : "kept";
      case "broken":
        return all === broken ? "broken" : `${String(broken)} of ${String(all)} broken`;
      case "mixed":
        return `${String(broken)} of ${String(all)} broken`;
      case "partly":
        return `${String(kept)} of ${String(all)} ${level === "may" ? "observed" : "kept"}`;
      case "not-shown":
        return level === "may" ? "not observed" : "not shown";
    }
  })();
  const notes = [
    ...(accepted === 0 ? [] : [accepted === broken ? "accepted" : `${String(accepted)} accepted`]),
    ...(intermittent === 0 ? [] : [intermittent === broken ? "intermittent" : `${String(intermittent)} intermittent`]),
  ];
  return [words, ...notes].join(", ");
}

/** Percent of all requirements, rounded so that only all of them are 100 % and only none is 0 %. */
export function percent(part: number, all: number): string {
  if (all === 0) return "–";
  const rounded = Math.round((100 * part) / all);
  return `${String(part > 0 && part < all ? Math.min(99, Math.max(1, rounded)) : rounded)} %`;
}

/** `45 of 49 kept, 2 broken, 2 not shown`. */
export function shareInWords({ all, kept, broken, notShown }: RequirementCounts): string {
  return `${String(kept)} of ${String(all)} kept, ${String(broken)} broken, ${String(notShown)} not shown`;
}
