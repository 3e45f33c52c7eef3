import { type Fault, must, should } from "./fault.ts";
import { type BehaviourChange, entriesIn, inTurn, limit, names, readsTagValue, memberSchema } from "./change.ts";

const refuses = "request/tags/value/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const valueLength = (keeps: (length: number, maximum: number) => boolean): BehaviourChange =>
  limit("Tags/value", "maxLength", (_, text, maximum) => keeps(text.length, maximum));

/** Faults in the limits of the values of tags. */
export const tagValueLimitFaults: readonly Fault[] = [
  must(
    "tag-value-one-too-long-accepted",
    "accepts a tag value one longer than its length",
    refuses,
    valueLength((length, maximum) => length <= maximum + 1),
  ),
  must(
    "tag-value-without-maximum",
    "accepts tag values of any length",
    refuses,
    valueLength(() => true),
  ),
  must(
    "tag-value-first-only",
    "checks the length of the first tag value only",
    refuses,
    limit("Tags/value", "maxLength", (usual, text, _bound, place) => usual || text !== entriesIn(place)[0]?.[1]),
  ),
  must(
    "tag-value-last-only",
    "checks the length of the last tag value only",
    refuses,
    limit("Tags/value", "maxLength", (usual, text, _bound, place) => usual || text !== entriesIn(place).at(-1)?.[1]),
  ),
  must(
    "tag-value-single-only",
    "checks the length of a tag value only where it is the only one",
    refuses,
    limit("Tags/value", "maxLength", (usual, _text, _bound, place) => usual || entriesIn(place).length > 1),
  ),
  must(
    "tag-value-unchecked-with-max-results",
    "leaves the length of tag values unchecked beside MaxResults",
    refuses,
    limit("Tags/value", "maxLength", (usual, _text, _bound, place) => usual || names(place, "MaxResults")),
  ),
  must(
    "tag-value-maximum-exclusive",
    "refuses a tag value of its longest length",
    accepts,
    valueLength((length, maximum) => length < maximum),
  ),
  must(
    "tag-value-as-long-as-a-key",
    "measures tag values by the limit of their keys",
    accepts,
    valueLength((length) => length <= (memberSchema("Tags").propertyNames?.maxLength ?? 0)),
  ),
  must(
    "tag-value-empty-refused",
    "refuses an empty tag value",
    accepts,
    limit("Tags/value", "minLength", (_, text) => text.length > 0),
  ),
  must(
    "tag-pair-measured-together",
    "measures key and value of a tag together by the limit of the value",
    accepts,
    limit("Tags/value", "maxLength", (_, text, maximum, place) =>
      entriesIn(place).every(([name, other]) => other !== text || name.length + text.length <= maximum),
    ),
  ),
  should(
    "tag-value-trimmed",
    "trims tag values before they are measured and compared",
    "filters/blanks-count",
    inTurn(
      readsTagValue((text) => (typeof text === "string" ? text.trim() : text)),
      (behaviour) => ({ ...behaviour, matchesPair: (tags, name, text) => tags.get(name)?.trim() === text }),
    ),
  ),
];
