import { faultsOf, operationIdle, operationVariants, provenOperations } from "../reference/operations/operation-bank.ts";
import { type Job, type JobResult, passes, type ProvenOperation, resultsOf } from "./job.ts";

/** How well the judgement of one operation was proven. */
export interface OperationProof {
  readonly operation: ProvenOperation;
  readonly faults: { readonly all: number; readonly survivors: readonly string[] };
  readonly variants: { readonly all: number; readonly accused: readonly { readonly name: string; readonly of: readonly string[] }[] };
  readonly idle: { readonly all: number; readonly passed: readonly string[] };
}

/** The runs that prove the judgement of an operation. */
export function jobsOf(operation: ProvenOperation): readonly Job[] {
  return [
    ...faultsOf(operation).map(({ name }): Job => ({ kind: "fault", operation, name, effort: "standard", whole: false })),
    ...operationVariants.map(({ name }): Job => ({ kind: "variant", operation, name, seed: 1 })),
    ...operationIdle.map(({ name }): Job => ({ kind: "idle", operation, name, state: "create" })),
  ];
}

/** The proof of each operation, from the results of its runs. */
export function operationProofsOf(results: readonly JobResult[]): readonly OperationProof[] {
  return provenOperations.map((operation) => {
    const [faults, variants, idle] = [resultsOf(results, "fault", operation), resultsOf(results, "variant", operation), resultsOf(results, "idle", operation)];
    return {
      operation,
      faults: { all: faults.length, survivors: faults.filter(({ caught }) => !caught).map(({ job }) => job.name) },
      variants: {
        all: variants.length,
        accused: variants.filter(({ accusations }) => accusations.length > 0).map(({ job, accusations }) => ({ name: job.name, of: accusations })),
      },
      idle: { all: idle.length, passed: idle.filter(passes).map(({ job }) => job.name) },
    };
  });
}

/** All shortfalls in the proof of an operation. */
export function shortfallsOfOperation({ operation, faults, variants: legal, idle }: OperationProof): readonly string[] {
  return [
    ...faults.survivors.map((name) => `fault of ${operation} not caught: ${name}`),
    ...legal.accused.map(({ name, of }) => `variant of ${operation} accused: ${name} of ${of.join("; ")}`),
    ...idle.passed.map((name) => `idle server passed for ${operation}: ${name}`),
  ];
}
