import { performs } from "./change.ts";
import { type Fault, should } from "./fault.ts";
/** Is true at every second call. */
const everySecond = (): (() => boolean) => {
  let asked = 0;
  return () => (asked += 1) % 2 === 0;
};

/** Faults that show every second time. */
export const determinismFaults: readonly Fault[] = [
  ...should("determinism/same-refusal-twice", {
    "constraint-code-by-turns: reports a broken constraint now as ValidationException, now as InvalidInputException": (behaviour) => {
      const other = everySecond();
      return {
        errorCodeOf: (refusal, operation) => (refusal.reason === "constraint" && other() ? "InvalidInputException" : behaviour.errorCodeOf(refusal, operation)),
      };
    },
  }),
  ...should("determinism/same-set-twice", {
    "oldest-session-by-turns: leaves the oldest session out of every second walk with the same members": (behaviour) => {
      const turns = new Map<string, () => boolean>();
      return performs((call, usual) => {
        const listing = usual(call);
        const { NextToken, Tags, ...members } = call.input;
        if (NextToken !== undefined || Tags !== undefined) return listing;
        const key = JSON.stringify(members);
        const other = turns.get(key) ?? everySecond();
        turns.set(key, other);
        // Without a filter, the first page begins with the oldest.
        return other() ? { ...listing, Ids: listing.Ids.slice(1), Sessions: listing.Sessions.slice(1) } : listing;
      })(behaviour);
    },
  }),
];
