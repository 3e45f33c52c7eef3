import { escapeText } from "../encoding/escape.ts";
import { plain, wrap, type Layout } from "../encoding/layout.ts";

/** The figures of the suite's proof at its release; every report carries them. */
export interface ProofFigures {
  /** The command that computes these figures. */
  readonly command: string;
  readonly faults: { readonly all: number; readonly caught: number };
  /** How many of the same faults `--effort quick` catches, and the requests of such a run. */
  readonly quick: { readonly caught: number; readonly requests: number };
  /** `accused` counts the variants accused with any seed. */
  readonly variants: { readonly all: number; readonly seeds: number; readonly accused: number };
  /** `passed` counts the stubs that passed, with `--state create` or `observe`. */
  readonly idle: { readonly all: number; readonly passed: number };
  /** `must` and `should` properties that no fault makes fail. */
  readonly unprovable: number;
  /** The reference service under `--strict`, and the requests of a default run against it. */
  readonly reference: { readonly seeds: number; readonly conforming: number; readonly requests: number };
  /** Requests until a fault is caught. */
  readonly cost: {
    readonly median: number;
    readonly p90: number;
    /** How many faults are caught within a number of requests. */
    readonly within: Readonly<Record<"40" | "50" | "100" | "200" | "250" | "400", number>>;
  };
  /** Faults found in real emulators and services, counted by level; some are known to be missed. */
  readonly others?: Readonly<Record<"must" | "should", { readonly all: number; readonly caught: number }>>;
  readonly seconds: number;
  /** Mutants of the reference service's source: how many count, how many of these are caught, and how many more do not count because no client can see the change or the contract allows it, each with a reason. */
  readonly mutants?: { readonly all: number; readonly caught: number; readonly explained: number };
}

/** The figures in a sentence, wrapped. */
export function renderProofFigures({ command, faults, variants, idle, cost, others, mutants }: ProofFigures, layout: Layout): readonly string[] {
  const ofOthers = ({ must, should }: NonNullable<ProofFigures["others"]>): string =>
    `${must.caught} of ${must.all} musts and ${should.caught} of ${should.all} shoulds caught among faults that others made`;
  const facts = [
    `${faults.caught} of ${faults.all} faults caught, half of them within ${cost.median} requests`,
    ...(others === undefined ? [] : [ofOthers(others)]),
    `${variants.accused} of ${variants.all} legal variants accused`,
    `${idle.passed} of ${idle.all} stubs passed`,
    ...(mutants === undefined ? [] : [`${mutants.caught} of ${mutants.all} mutants caught`]),
  ];
  return wrap(escapeText(`the suite itself, by \`${command}\`: ${facts.join("; ")}`), { width: layout.width, hanging: 2 }).map((line) => plain(line, layout));
}
