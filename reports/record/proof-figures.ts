import { escapeText } from "../encoding/escape.ts";
import { plain, wrap, type Layout } from "../encoding/layout.ts";

/** What the suite was found to be worth when it was released: the figures of its proof, as every report carries them. */
export interface ProofFigures {
  /** The command that gives these figures. */
  readonly command: string;
  readonly faults: { readonly all: number; readonly caught: number };
  /** What `--effort quick` catches of the same faults, and the requests of such a run. */
  readonly quick: { readonly caught: number; readonly requests: number };
  /** `accused` counts the variants that any seed accused. */
  readonly variants: { readonly all: number; readonly seeds: number; readonly accused: number };
  /** `passed` counts the idle servers that passed, creating or observing. */
  readonly idle: { readonly all: number; readonly passed: number };
  /** `must` and `should` properties that no fault makes fail. */
  readonly unprovable: number;
  /** The reference service under `--strict`, and the requests of a default run against it. */
  readonly reference: { readonly seeds: number; readonly conforming: number; readonly requests: number };
  /** Requests until a fault is caught. */
  readonly cost: {
    readonly median: number;
    readonly p90: number;
    /** How many faults are caught within so many requests. */
    readonly within: Readonly<Record<"40" | "50" | "100" | "200" | "250" | "400", number>>;
  };
  /** Faults that others really made, in emulators and services; each level is counted by itself, and some are known to be missed. */
  readonly others?: Readonly<Record<"must" | "should", { readonly all: number; readonly caught: number }>>;
  readonly seconds: number;
  /** Small changes of the reference service's own source: how many a fair suite may judge, how many of these are caught, and how many more are none, since no client can tell or what differs is left open, each explained. */
  readonly mutants?: { readonly all: number; readonly caught: number; readonly explained: number };
}

/** The figures in a sentence, wrapped. */
export function renderProofFigures({ command, faults, variants, idle, cost, others, mutants }: ProofFigures, layout: Layout): readonly string[] {
  const facts = [
    `${faults.caught} of ${faults.all} faults caught, half of them within ${cost.median} requests`,
    ...(others === undefined
      ? []
      : [`of faults that others made ${others.must.caught} of ${others.must.all} musts and ${others.should.caught} of ${others.should.all} shoulds caught`]),
    `${variants.accused} of ${variants.all} legal variants accused`,
    `${idle.passed} of ${idle.all} idle servers passed`,
    ...(mutants === undefined ? [] : [`${mutants.caught} of ${mutants.all} mutants caught`]),
  ];
  return wrap(escapeText(`the suite itself, by \`${command}\`: ${facts.join("; ")}`), { width: layout.width, hanging: 2 }).map((line) => plain(line, layout));
}
