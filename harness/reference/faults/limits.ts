import { htmlAnswer } from "../server/plain-answers.ts";
import type { InputLocation } from "../service/decisions.ts";
import { with500 } from "./answers.ts";
import { type Change, crash, entriesIn, limit, memberSchema, names, readsNumber, readsTagValue, unchecked } from "./change.ts";
import { pairs, readsToken } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";

const lowest = (keeps: (value: number, minimum: number) => boolean): Change => limit("MaxResults", "minimum", (_, value, minimum) => keeps(value, minimum));
const highest = (keeps: (value: number, maximum: number) => boolean): Change => limit("MaxResults", "maximum", (_, value, maximum) => keeps(value, maximum));

/** Compares the number of tags with its limit. */
const count = (keeps: (count: number, maximum: number, tags: ReadonlyMap<string, unknown>) => boolean): Change =>
  limit("Tags", "maxProperties", (_, tags, maximum) => keeps(tags.size, maximum, tags));

/** Compares the length of keys or of values with its limit. */
const long = (part: "key" | "value", keeps: (length: number, maximum: number) => boolean): Change =>
  limit(`Tags/${part}`, "maxLength", (_, text, maximum) => keeps(text.length, maximum));

const beside =
  (member: string) =>
  (_value: unknown, place: InputLocation): boolean =>
    names(place, member);

/** Faults in the range of `MaxResults`, and in the limits of `NextToken` and of tags. */
export const limitFaults: readonly Fault[] = faultTable({
  "request/refuses-several-breaches": "must",
  "several-breaches-crash: crashes on a second broken constraint in a request": [
    ({ refuseBreaches }) => ({ refuseBreaches: (breaches) => (breaches.length > 1 ? crash("a second breach") : refuseBreaches(breaches)) }),
    with500,
  ],
  "request/max-results/refuses-wrong-range": "must",
  "max-results-one-above-accepted: accepts MaxResults one above its maximum": highest((value, maximum) => value <= maximum + 1),
  "max-results-without-maximum: accepts any MaxResults above its minimum": unchecked("MaxResults", "maximum"),
  "max-results-clamped: takes MaxResults above its maximum for the maximum": readsNumber("MaxResults", (value) =>
    value > 0 ? Math.min(value, memberSchema("MaxResults").maximum ?? value) : value,
  ),
  "max-results-zero-accepted: accepts MaxResults one below its minimum": lowest((value, minimum) => value >= minimum - 1),
  "max-results-zero-is-default: takes MaxResults 0 for none": readsNumber("MaxResults", (value) => (value === 0 ? undefined : value)),
  "max-results-only-zero-refused: refuses MaxResults 0 but no negative one": lowest((value) => value !== 0),
  "max-results-sign-dropped: takes a negative MaxResults for its absolute value": readsNumber("MaxResults", Math.abs),
  "max-results-unchecked-with-tags: leaves the range of MaxResults unchecked in a request that filters": [
    unchecked("MaxResults", "minimum", beside("Tags")),
    unchecked("MaxResults", "maximum", beside("Tags")),
  ],
  "max-results-in-a-short-integer: looks at the lower 16 bits of MaxResults": highest((value, maximum) => (value & 0xff_ff) <= maximum),
  "request/max-results/accepts-edges": "must",
  "max-results-maximum-exclusive: refuses MaxResults at its maximum": highest((value, maximum) => value < maximum),
  "max-results-minimum-exclusive: refuses MaxResults at its minimum": lowest((value, minimum) => value > minimum),
  "max-results-maximum-of-a-sibling: refuses MaxResults above a tenth of its maximum, which is the limit of other operations": highest(
    (value, maximum) => value <= maximum / 10,
  ),
  "max-results-compared-as-text: compares MaxResults with its maximum as text": highest((value, maximum) => String(value) <= String(maximum)),
  "request/accepts-generated": "must",
  "max-results-in-a-signed-byte: takes MaxResults between 128 and 255 for a negative number": lowest(
    (value, minimum) => value >= minimum && (value < 128 || value > 255),
  ),
  "paging/token-spares-no-check": "must",
  "max-results-unchecked-with-token: leaves the range of MaxResults unchecked on later pages": unchecked("MaxResults", "maximum", beside("NextToken")),
  "request/next-token/refuses-wrong-length": "must",
  "overlong-token-restarts: takes a NextToken above its length for none": [
    unchecked("NextToken", "maxLength"),
    readsToken((token, usual) => (token.length > (memberSchema("NextToken").maxLength ?? 0) ? 0 : usual())),
  ],
  "overlong-token-uri-too-long: answers a NextToken above its length with status 414": ({ errorStatusOf }) => ({
    errorStatusOf: (code, refusal, operation) =>
      refusal.reason === "constraint" && refusal.paths.includes("NextToken") ? 414 : errorStatusOf(code, refusal, operation),
  }),
  "request/tags/refuses-wrong-size": "must",
  "tags-one-too-many-accepted: accepts one tag more than its limit": count((tags, maximum) => tags <= maximum + 1),
  "tags-without-maximum: accepts any number of tags": unchecked("Tags", "maxProperties"),
  "tags-counted-by-value: counts the different values of tags, not the tags": count((_, maximum, tags) => new Set(tags.values()).size <= maximum),
  "tags-uncounted-with-origin: leaves the number of tags unchecked beside RequestOrigin": unchecked("Tags", "maxProperties", beside("RequestOrigin")),
  "request/tags/key/refuses-wrong-length": "must",
  "tag-key-one-too-long-accepted: accepts a tag key one longer than its length": long("key", (length, maximum) => length <= maximum + 1),
  "tag-key-without-maximum: accepts tag keys of any length": unchecked("Tags/key", "maxLength"),
  "tag-key-may-be-empty: accepts an empty tag key": unchecked("Tags/key", "minLength"),
  "tag-key-first-only: checks the length of the first tag key only": unchecked("Tags/key", "maxLength", (name, place) => name !== entriesIn(place)[0]?.[0]),
  "tag-key-last-only: checks the length of the last tag key only": unchecked("Tags/key", "maxLength", (name, place) => name !== entriesIn(place).at(-1)?.[0]),
  "tag-key-as-long-as-a-value: measures tag keys by the limit of their values": long(
    "key",
    (length) => length <= (memberSchema("Tags").additionalProperties?.maxLength ?? 0),
  ),
  "tag-key-limit-only-nearby: refuses a tag key of up to 255 characters that is too long, and takes longer ones": unchecked(
    "Tags/key",
    "maxLength",
    ({ length }) => length > 255,
  ),
  "request/tags/value/refuses-wrong-length": "must",
  "tag-value-one-too-long-accepted: accepts a tag value one longer than its length": long("value", (length, maximum) => length <= maximum + 1),
  "tag-value-without-maximum: accepts tag values of any length": unchecked("Tags/value", "maxLength"),
  "tag-value-first-only: checks the length of the first tag value only": unchecked(
    "Tags/value",
    "maxLength",
    (text, place) => text !== entriesIn(place)[0]?.[1],
  ),
  "tag-value-last-only: checks the length of the last tag value only": unchecked(
    "Tags/value",
    "maxLength",
    (text, place) => text !== entriesIn(place).at(-1)?.[1],
  ),
  "tag-value-single-only: checks the length of a tag value only where it is the only one": unchecked(
    "Tags/value",
    "maxLength",
    (_text, place) => entriesIn(place).length > 1,
  ),
  "tag-value-unchecked-with-max-results: leaves the length of tag values unchecked beside MaxResults": unchecked(
    "Tags/value",
    "maxLength",
    beside("MaxResults"),
  ),
  "tag-value-limit-only-nearby: refuses a tag value of up to 512 characters that is too long, and takes longer ones": unchecked(
    "Tags/value",
    "maxLength",
    ({ length }) => length > 512,
  ),
  "request/tags/accepts-edges": "must",
  "tags-maximum-exclusive: refuses as many tags as its limit": count((tags, maximum) => tags < maximum),
  "tags-none-refused: refuses a filter without pairs": count((tags, maximum) => tags <= maximum && tags > 0),
  "tags-full-crash: crashes on as many tags as its limit": count((tags, maximum) => (tags === maximum ? crash("a full map of tags") : tags < maximum)),
  "tag-key-maximum-exclusive: refuses a tag key of its longest length": long("key", (length, maximum) => length < maximum),
  "tag-key-minimum-exclusive: refuses a tag key of one character": limit("Tags/key", "minLength", (_, name, minimum) => name.length > minimum),
  "tag-value-maximum-exclusive: refuses a tag value of its longest length": long("value", (length, maximum) => length < maximum),
  "tag-value-as-long-as-a-key: measures tag values by the limit of their keys": long(
    "value",
    (length) => length <= (memberSchema("Tags").propertyNames?.maxLength ?? 0),
  ),
  "tag-value-empty-refused: refuses an empty tag value": limit("Tags/value", "minLength", (_, text) => text.length > 0),
  "tag-pair-measured-together: measures key and value of a tag together by the limit of the value": limit(
    "Tags/value",
    "maxLength",
    (_, text, maximum, place) => entriesIn(place).every(([name, other]) => other !== text || name.length + text.length <= maximum),
  ),
  "bodies-of-16-kilobytes-at-most: refuses a body of more than 16 KiB as too large": {
    wrap: (service) => (request) => (request.body.length > 16_384 ? htmlAnswer(413, "Request Entity Too Large") : service(request)),
  },
  "filters/single-pair/exact": "must",
  "tag-key-like-an-origin: checks tag keys against the pattern of RequestOrigin": limit(
    "Tags/key",
    "maxLength",
    (usual, name) => usual && new RegExp(`^${memberSchema("RequestOrigin").pattern ?? ""}$`, "u").test(name),
  ),
  "filters/blanks-count": "should",
  "tag-value-trimmed: trims tag values before they are measured and compared": [
    readsTagValue((text) => (typeof text === "string" ? text.trim() : text)),
    pairs((tags, name, text) => tags.get(name)?.trim() === text),
  ],
});
