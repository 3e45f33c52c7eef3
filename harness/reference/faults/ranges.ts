import type { Fault } from "./fault.ts";
import { inTurn, limit, names, reads, memberSchema } from "./change.ts";

const refuses = "request/max-results/refuses-wrong-range";
const accepts = "request/max-results/accepts-edges";

/** Faults in the range of `MaxResults` and the length of `NextToken`. */
export const rangeFaults: readonly Fault[] = [
  {
    name: "max-results-one-above-accepted",
    title: "accepts MaxResults one above its maximum",
    level: "must",
    caughtBy: refuses,
    apply: limit("MaxResults", "maximum", (_, value, maximum) => value <= maximum + 1),
  },
  {
    name: "max-results-without-maximum",
    title: "accepts any MaxResults above its minimum",
    level: "must",
    caughtBy: refuses,
    apply: limit("MaxResults", "maximum", () => true),
  },
  {
    name: "max-results-clamped",
    title: "takes MaxResults above its maximum for the maximum",
    level: "must",
    caughtBy: refuses,
    apply: reads("MaxResults", (value) => (typeof value === "number" && value > 0 ? Math.min(value, memberSchema("MaxResults").maximum ?? value) : value)),
  },
  {
    name: "max-results-zero-accepted",
    title: "accepts MaxResults one below its minimum",
    level: "must",
    caughtBy: refuses,
    apply: limit("MaxResults", "minimum", (_, value, minimum) => value >= minimum - 1),
  },
  {
    name: "max-results-zero-is-default",
    title: "takes MaxResults 0 for none",
    level: "must",
    caughtBy: refuses,
    apply: reads("MaxResults", (value) => (value === 0 ? undefined : value)),
  },
  {
    name: "max-results-only-zero-refused",
    title: "refuses MaxResults 0 but no negative one",
    level: "must",
    caughtBy: refuses,
    apply: limit("MaxResults", "minimum", (_, value) => value !== 0),
  },
  {
    name: "max-results-sign-dropped",
    title: "takes a negative MaxResults for its absolute value",
    level: "must",
    caughtBy: refuses,
    apply: reads("MaxResults", (value) => (typeof value === "number" ? Math.abs(value) : value)),
  },
  {
    name: "max-results-maximum-exclusive",
    title: "refuses MaxResults at its maximum",
    level: "must",
    caughtBy: accepts,
    apply: limit("MaxResults", "maximum", (_, value, maximum) => value < maximum),
  },
  {
    name: "max-results-minimum-exclusive",
    title: "refuses MaxResults at its minimum",
    level: "must",
    caughtBy: accepts,
    apply: limit("MaxResults", "minimum", (_, value, minimum) => value > minimum),
  },
  {
    name: "max-results-maximum-of-a-sibling",
    title: "refuses MaxResults above a tenth of its maximum, which is the limit of other operations",
    level: "must",
    caughtBy: accepts,
    apply: limit("MaxResults", "maximum", (_, value, maximum) => value <= maximum / 10),
  },
  {
    name: "max-results-compared-as-text",
    title: "compares MaxResults with its maximum as text",
    level: "must",
    caughtBy: accepts,
    apply: limit("MaxResults", "maximum", (_, value, maximum) => String(value) <= String(maximum)),
  },
  {
    name: "max-results-unchecked-with-tags",
    title: "leaves the range of MaxResults unchecked in a request that filters",
    level: "must",
    caughtBy: refuses,
    apply: inTurn(
      limit("MaxResults", "minimum", (usual, _value, _bound, place) => usual || names(place, "Tags")),
      limit("MaxResults", "maximum", (usual, _value, _bound, place) => usual || names(place, "Tags")),
    ),
  },
  {
    name: "max-results-unchecked-with-token",
    title: "leaves the range of MaxResults unchecked on later pages",
    level: "must",
    caughtBy: "paging/token-spares-no-check",
    apply: limit("MaxResults", "maximum", (usual, _value, _bound, place) => usual || names(place, "NextToken")),
  },
  {
    name: "overlong-token-restarts",
    title: "takes a NextToken above its length for none",
    level: "must",
    caughtBy: "request/next-token/refuses-wrong-length",
    apply: inTurn(
      limit("NextToken", "maxLength", () => true),
      (behaviour) => ({
        ...behaviour,
        readToken: (token, filter, call) => (token.length > (memberSchema("NextToken").maxLength ?? 0) ? 0 : behaviour.readToken(token, filter, call)),
      }),
    ),
  },
  {
    name: "overlong-token-uri-too-long",
    title: "answers a NextToken above its length with status 414",
    level: "must",
    caughtBy: "request/next-token/refuses-wrong-length",
    apply: (behaviour) => ({
      ...behaviour,
      errorStatusOf: (code, refusal, operation) =>
        refusal.reason === "constraint" && refusal.paths.includes("NextToken") ? 414 : behaviour.errorStatusOf(code, refusal, operation),
    }),
  },
];
