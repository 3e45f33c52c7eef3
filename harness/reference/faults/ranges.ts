import { limit, memberSchema, names, reads } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const refuses = "request/max-results/refuses-wrong-range";
const accepts = "request/max-results/accepts-edges";

/** Faults in the range of `MaxResults` and the length of `NextToken`. */
export const rangeFaults: readonly Fault[] = [
  ...must(refuses, {
    "max-results-one-above-accepted: accepts MaxResults one above its maximum": limit("MaxResults", "maximum", (_, value, maximum) => value <= maximum + 1),
    "max-results-without-maximum: accepts any MaxResults above its minimum": limit("MaxResults", "maximum", () => true),
    "max-results-clamped: takes MaxResults above its maximum for the maximum": reads("MaxResults", (value) =>
      typeof value === "number" && value > 0 ? Math.min(value, memberSchema("MaxResults").maximum ?? value) : value,
    ),
    "max-results-zero-accepted: accepts MaxResults one below its minimum": limit("MaxResults", "minimum", (_, value, minimum) => value >= minimum - 1),
    "max-results-zero-is-default: takes MaxResults 0 for none": reads("MaxResults", (value) => (value === 0 ? undefined : value)),
    "max-results-only-zero-refused: refuses MaxResults 0 but no negative one": limit("MaxResults", "minimum", (_, value) => value !== 0),
    "max-results-sign-dropped: takes a negative MaxResults for its absolute value": reads("MaxResults", (value) =>
      typeof value === "number" ? Math.abs(value) : value,
    ),
    "max-results-unchecked-with-tags: leaves the range of MaxResults unchecked in a request that filters": [
      limit("MaxResults", "minimum", (usual, _value, _bound, place) => usual || names(place, "Tags")),
      limit("MaxResults", "maximum", (usual, _value, _bound, place) => usual || names(place, "Tags")),
    ],
  }),
  ...must(accepts, {
    "max-results-maximum-exclusive: refuses MaxResults at its maximum": limit("MaxResults", "maximum", (_, value, maximum) => value < maximum),
    "max-results-minimum-exclusive: refuses MaxResults at its minimum": limit("MaxResults", "minimum", (_, value, minimum) => value > minimum),
    "max-results-maximum-of-a-sibling: refuses MaxResults above a tenth of its maximum, which is the limit of other operations": limit(
      "MaxResults",
      "maximum",
      (_, value, maximum) => value <= maximum / 10,
    ),
    "max-results-compared-as-text: compares MaxResults with its maximum as text": limit(
      "MaxResults",
      "maximum",
      (_, value, maximum) => String(value) <= String(maximum),
    ),
  }),
  ...must("paging/token-spares-no-check", {
    "max-results-unchecked-with-token: leaves the range of MaxResults unchecked on later pages": limit(
      "MaxResults",
      "maximum",
      (usual, _value, _bound, place) => usual || names(place, "NextToken"),
    ),
  }),
  ...must("request/next-token/refuses-wrong-length", {
    "overlong-token-restarts: takes a NextToken above its length for none": [
      limit("NextToken", "maxLength", () => true),
      (behaviour) => ({
        readToken: (token, filter, call) => (token.length > (memberSchema("NextToken").maxLength ?? 0) ? 0 : behaviour.readToken(token, filter, call)),
      }),
    ],
    "overlong-token-uri-too-long: answers a NextToken above its length with status 414": (behaviour) => ({
      errorStatusOf: (code, refusal, operation) =>
        refusal.reason === "constraint" && refusal.paths.includes("NextToken") ? 414 : behaviour.errorStatusOf(code, refusal, operation),
    }),
  }),
];
