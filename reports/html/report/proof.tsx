import type { VNode } from "preact";
import type { ProofFigures } from "../../record/proof-figures.ts";
import { Facts } from "./facts.tsx";

/** How reliable the suite's verdict is: the figures of its proof. */
export function ProofSection({ figures }: { figures: ProofFigures | null }): VNode {
  if (figures === null) {
    return (
      <p>
        This record has no figures; <code>glue-conformance proof</code> computes them.
      </p>
    );
  }
  const { command, faults, variants, idle, cost, others, reference, mutants, unprovable } = figures;
  return (
    <>
      <Facts
        rows={[
          ["Faulty services", `${faults.caught} of ${faults.all} caught, half of them within ${cost.median} requests, 9 of 10 within ${cost.p90}`],
          others && [
            "Faults that others made",
            `${others.must.caught} of ${others.must.all} that break a must are caught, ${others.should.caught} of ${others.should.all} that break a should`,
          ],
          ["Unusual but legal services", `${variants.accused} of ${variants.all} accused, in ${variants.all * variants.seeds} runs`],
          ["Servers that do no work", `${idle.passed} of ${idle.all} passed`],
          mutants && [
            "Mutants",
            `${mutants.caught} of ${mutants.all} caught; ${mutants.explained} more are not faults: no client can see them, or the contract allows them`,
          ],
          ["Unprovable properties", unprovable],
          ["Reference service", `conforms with ${reference.conforming} of ${reference.seeds} seeds, in ${reference.requests} requests`],
        ]}
      />
      <p class="muted small">
        <code>{command}</code> computes these figures on any machine.
      </p>
    </>
  );
}
