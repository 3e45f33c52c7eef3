/** One small change of the reference service's own source, known by what it changes: line numbers shift. */
export interface Mutant {
  /** File of `harness/reference/`, without its extension. */
  readonly file: string;
  /** The trimmed line, as it is built, in which the change begins. */
  readonly line: string;
  /** Stryker's name of the kind of change. */
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** Counted from 1; only where the same change of an equal line is possible more than once. */
  readonly nth?: number;
}

/** The identity of a mutant; a change of other lines does not affect it. */
export function identityOf({ file, line, mutator, original, replacement, nth = 1 }: Mutant): string {
  return JSON.stringify([file, line, mutator, original, replacement, nth]);
}

/** A mutant as the list of survivors holds it. */
export function entryOf({ file, line, mutator, original, replacement, nth }: Mutant): Mutant {
  return { file, line, mutator, original, replacement, ...(nth === undefined ? {} : { nth }) };
}

/** One line for people. */
export function describeMutant({ file, line, mutator, original, replacement, nth }: Mutant): string {
  const place = nth === undefined ? file : `${file}, number ${String(nth)}`;
  return `${place}: ${mutator} ${original} → ${replacement} in: ${line}`;
}

/** Numbers what would have the same identity, in the order of the source. */
export function withOrdinals<T extends Mutant>(mutants: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  const numbered = mutants.map((mutant) => {
    const identity = identityOf(mutant);
    const nth = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, nth);
    return { mutant, identity, nth };
  });
  return numbered.map(({ mutant, identity, nth }) => (counts.get(identity) === 1 ? mutant : { ...mutant, nth }));
}
