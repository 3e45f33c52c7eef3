import type { Fault } from "./fault.ts";
import { type BehaviourChange, entriesIn, inTurn, limit, names, readsTagValue, memberSchema } from "./change.ts";

const refuses = "request/tags/value/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const valueLength = (keeps: (length: number, maximum: number) => boolean): BehaviourChange =>
  limit("Tags/value", "maxLength", (_, text, maximum) => keeps(text.length, maximum));

/** Faults in the limits of the values of tags. */
export const tagValueLimitFaults: readonly Fault[] = [
  {
    name: "tag-value-one-too-long-accepted",
    title: "accepts a tag value one longer than its length",
    level: "must",
    caughtBy: refuses,
    apply: valueLength((length, maximum) => length <= maximum + 1),
  },
  {
    name: "tag-value-without-maximum",
    title: "accepts tag values of any length",
    level: "must",
    caughtBy: refuses,
    apply: valueLength(() => true),
  },
  {
    name: "tag-value-first-only",
    title: "checks the length of the first tag value only",
    level: "must",
    caughtBy: refuses,
    apply: limit("Tags/value", "maxLength", (usual, text, _bound, place) => usual || text !== entriesIn(place)[0]?.[1]),
  },
  {
    name: "tag-value-last-only",
    title: "checks the length of the last tag value only",
    level: "must",
    caughtBy: refuses,
    apply: limit("Tags/value", "maxLength", (usual, text, _bound, place) => usual || text !== entriesIn(place).at(-1)?.[1]),
  },
  {
    name: "tag-value-single-only",
    title: "checks the length of a tag value only where it is the only one",
    level: "must",
    caughtBy: refuses,
    apply: limit("Tags/value", "maxLength", (usual, _text, _bound, place) => usual || entriesIn(place).length > 1),
  },
  {
    name: "tag-value-unchecked-with-max-results",
    title: "leaves the length of tag values unchecked beside MaxResults",
    level: "must",
    caughtBy: refuses,
    apply: limit("Tags/value", "maxLength", (usual, _text, _bound, place) => usual || names(place, "MaxResults")),
  },
  {
    name: "tag-value-maximum-exclusive",
    title: "refuses a tag value of its longest length",
    level: "must",
    caughtBy: accepts,
    apply: valueLength((length, maximum) => length < maximum),
  },
  {
    name: "tag-value-as-long-as-a-key",
    title: "measures tag values by the limit of their keys",
    level: "must",
    caughtBy: accepts,
    apply: valueLength((length) => length <= (memberSchema("Tags").propertyNames?.maxLength ?? 0)),
  },
  {
    name: "tag-value-empty-refused",
    title: "refuses an empty tag value",
    level: "must",
    caughtBy: accepts,
    apply: limit("Tags/value", "minLength", (_, text) => text.length > 0),
  },
  {
    name: "tag-pair-measured-together",
    title: "measures key and value of a tag together by the limit of the value",
    level: "must",
    caughtBy: accepts,
    apply: limit("Tags/value", "maxLength", (_, text, maximum, place) =>
      entriesIn(place).every(([name, other]) => other !== text || name.length + text.length <= maximum),
    ),
  },
  {
    name: "tag-value-trimmed",
    title: "trims tag values before they are measured and compared",
    level: "should",
    caughtBy: "filters/blanks-count",
    apply: inTurn(
      readsTagValue((text) => (typeof text === "string" ? text.trim() : text)),
      (behaviour) => ({ ...behaviour, matchesPair: (tags, name, text) => tags.get(name)?.trim() === text }),
    ),
  },
];
