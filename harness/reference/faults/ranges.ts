import { type Fault, must } from "./fault.ts";
import { inTurn, limit, names, reads, memberSchema } from "./change.ts";

const refuses = "request/max-results/refuses-wrong-range";
const accepts = "request/max-results/accepts-edges";

/** Faults in the range of `MaxResults` and the length of `NextToken`. */
export const rangeFaults: readonly Fault[] = [
  must(
    "max-results-one-above-accepted",
    "accepts MaxResults one above its maximum",
    refuses,
    limit("MaxResults", "maximum", (_, value, maximum) => value <= maximum + 1),
  ),
  must(
    "max-results-without-maximum",
    "accepts any MaxResults above its minimum",
    refuses,
    limit("MaxResults", "maximum", () => true),
  ),
  must(
    "max-results-clamped",
    "takes MaxResults above its maximum for the maximum",
    refuses,
    reads("MaxResults", (value) => (typeof value === "number" && value > 0 ? Math.min(value, memberSchema("MaxResults").maximum ?? value) : value)),
  ),
  must(
    "max-results-zero-accepted",
    "accepts MaxResults one below its minimum",
    refuses,
    limit("MaxResults", "minimum", (_, value, minimum) => value >= minimum - 1),
  ),
  must(
    "max-results-zero-is-default",
    "takes MaxResults 0 for none",
    refuses,
    reads("MaxResults", (value) => (value === 0 ? undefined : value)),
  ),
  must(
    "max-results-only-zero-refused",
    "refuses MaxResults 0 but no negative one",
    refuses,
    limit("MaxResults", "minimum", (_, value) => value !== 0),
  ),
  must(
    "max-results-sign-dropped",
    "takes a negative MaxResults for its absolute value",
    refuses,
    reads("MaxResults", (value) => (typeof value === "number" ? Math.abs(value) : value)),
  ),
  must(
    "max-results-maximum-exclusive",
    "refuses MaxResults at its maximum",
    accepts,
    limit("MaxResults", "maximum", (_, value, maximum) => value < maximum),
  ),
  must(
    "max-results-minimum-exclusive",
    "refuses MaxResults at its minimum",
    accepts,
    limit("MaxResults", "minimum", (_, value, minimum) => value > minimum),
  ),
  must(
    "max-results-maximum-of-a-sibling",
    "refuses MaxResults above a tenth of its maximum, which is the limit of other operations",
    accepts,
    limit("MaxResults", "maximum", (_, value, maximum) => value <= maximum / 10),
  ),
  must(
    "max-results-compared-as-text",
    "compares MaxResults with its maximum as text",
    accepts,
    limit("MaxResults", "maximum", (_, value, maximum) => String(value) <= String(maximum)),
  ),
  must(
    "max-results-unchecked-with-tags",
    "leaves the range of MaxResults unchecked in a request that filters",
    refuses,
    inTurn(
      limit("MaxResults", "minimum", (usual, _value, _bound, place) => usual || names(place, "Tags")),
      limit("MaxResults", "maximum", (usual, _value, _bound, place) => usual || names(place, "Tags")),
    ),
  ),
  must(
    "max-results-unchecked-with-token",
    "leaves the range of MaxResults unchecked on later pages",
    "paging/token-spares-no-check",
    limit("MaxResults", "maximum", (usual, _value, _bound, place) => usual || names(place, "NextToken")),
  ),
  must(
    "overlong-token-restarts",
    "takes a NextToken above its length for none",
    "request/next-token/refuses-wrong-length",
    inTurn(
      limit("NextToken", "maxLength", () => true),
      (behaviour) => ({
        ...behaviour,
        readToken: (token, filter, call) => (token.length > (memberSchema("NextToken").maxLength ?? 0) ? 0 : behaviour.readToken(token, filter, call)),
      }),
    ),
  ),
  must("overlong-token-uri-too-long", "answers a NextToken above its length with status 414", "request/next-token/refuses-wrong-length", (behaviour) => ({
    ...behaviour,
    errorStatusOf: (code, refusal, operation) =>
      refusal.reason === "constraint" && refusal.paths.includes("NextToken") ? 414 : behaviour.errorStatusOf(code, refusal, operation),
  })),
];
