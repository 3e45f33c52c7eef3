import { type Change, entriesIn, limit, memberSchema, names, readsTagValue } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
const refuses = "request/tags/value/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const valueLength = (keeps: (length: number, maximum: number) => boolean): Change =>
  limit("Tags/value", "maxLength", (_, text, maximum) => keeps(text.length, maximum));

/** Faults in the limits of the values of tags. */
export const tagValueLimitFaults: readonly Fault[] = [
  ...must(refuses, {
    "tag-value-one-too-long-accepted: accepts a tag value one longer than its length": valueLength((length, maximum) => length <= maximum + 1),
    "tag-value-without-maximum: accepts tag values of any length": valueLength(() => true),
    "tag-value-first-only: checks the length of the first tag value only": limit(
      "Tags/value",
      "maxLength",
      (usual, text, _bound, place) => usual || text !== entriesIn(place)[0]?.[1],
    ),
    "tag-value-last-only: checks the length of the last tag value only": limit(
      "Tags/value",
      "maxLength",
      (usual, text, _bound, place) => usual || text !== entriesIn(place).at(-1)?.[1],
    ),
    "tag-value-single-only: checks the length of a tag value only where it is the only one": limit(
      "Tags/value",
      "maxLength",
      (usual, _text, _bound, place) => usual || entriesIn(place).length > 1,
    ),
    "tag-value-unchecked-with-max-results: leaves the length of tag values unchecked beside MaxResults": limit(
      "Tags/value",
      "maxLength",
      (usual, _text, _bound, place) => usual || names(place, "MaxResults"),
    ),
  }),
  ...must(accepts, {
    "tag-value-maximum-exclusive: refuses a tag value of its longest length": valueLength((length, maximum) => length < maximum),
    "tag-value-as-long-as-a-key: measures tag values by the limit of their keys": valueLength(
      (length) => length <= (memberSchema("Tags").propertyNames?.maxLength ?? 0),
    ),
    "tag-value-empty-refused: refuses an empty tag value": limit("Tags/value", "minLength", (_, text) => text.length > 0),
    "tag-pair-measured-together: measures key and value of a tag together by the limit of the value": limit(
      "Tags/value",
      "maxLength",
      (_, text, maximum, place) => entriesIn(place).every(([name, other]) => other !== text || name.length + text.length <= maximum),
    ),
  }),
  ...should("filters/blanks-count", {
    "tag-value-trimmed: trims tag values before they are measured and compared": [
      readsTagValue((text) => (typeof text === "string" ? text.trim() : text)),
      () => ({ matchesPair: (tags, name, text) => tags.get(name)?.trim() === text }),
    ],
  }),
];
