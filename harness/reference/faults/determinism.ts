import type { Fault } from "../fault.ts";

const deterministic = "determinism/same-refusal-twice";

/** Says yes every second time that it is asked. */
export const everySecond = (): (() => boolean) => {
  let asked = 0;
  return () => (asked += 1) % 2 === 0;
};

/** Faults that show every second time. */
export const determinismFaults: readonly Fault[] = [
  {
    name: "constraint-code-by-turns",
    title: "tells a broken constraint now as ValidationException, now as InvalidInputException",
    level: "should",
    caughtBy: deterministic,
    apply: (behaviour) => {
      const other = everySecond();
      return {
        ...behaviour,
        errorCodeOf: (refusal, operation) => (refusal.reason === "constraint" && other() ? "InvalidInputException" : behaviour.errorCodeOf(refusal, operation)),
      };
    },
  },
];
