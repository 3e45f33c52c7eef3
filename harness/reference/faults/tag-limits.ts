import type { Fault } from "../fault.ts";
import type { Place } from "../input.ts";
import { memberOf } from "../../../properties/json.ts";
import { type Change, crash, inTurn, limit, names, readsTagValue, schemaOf } from "./change.ts";

const size = "request/tags/refuses-wrong-size";
const key = "request/tags/key/refuses-wrong-length";
const value = "request/tags/value/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const count = (keeps: (count: number, maximum: number, tags: ReadonlyMap<string, unknown>) => boolean): Change =>
  limit("Tags", "maxProperties", (_, tags, maximum) => keeps(tags.size, maximum, tags));
const keyLength = (keeps: (length: number, maximum: number) => boolean): Change =>
  limit("Tags/key", "maxLength", (_, name, maximum) => keeps(name.length, maximum));
const valueLength = (keeps: (length: number, maximum: number) => boolean): Change =>
  limit("Tags/value", "maxLength", (_, text, maximum) => keeps(text.length, maximum));

function entriesIn({ body }: Place): readonly [string, unknown][] {
  return Object.entries(memberOf(body, "Tags") ?? {});
}

const longestKey = (): number => schemaOf("Tags").propertyNames?.maxLength ?? 0;
const longestValue = (): number => schemaOf("Tags").additionalProperties?.maxLength ?? 0;

const sizes: readonly Fault[] = [
  {
    name: "tags-one-too-many-accepted",
    title: "accepts one tag more than its limit",
    level: "must",
    caughtBy: size,
    apply: count((tags, maximum) => tags <= maximum + 1),
  },
  {
    name: "tags-without-maximum",
    title: "accepts any number of tags",
    level: "must",
    caughtBy: size,
    apply: count(() => true),
  },
  {
    name: "tags-counted-by-value",
    title: "counts the different values of tags, not the tags",
    level: "must",
    caughtBy: size,
    apply: count((_, maximum, tags) => new Set(tags.values()).size <= maximum),
  },
  {
    name: "tags-uncounted-with-origin",
    title: "leaves the number of tags unchecked beside RequestOrigin",
    level: "must",
    caughtBy: size,
    apply: limit("Tags", "maxProperties", (usual, _tags, _bound, place) => usual || names(place, "RequestOrigin")),
  },
  {
    name: "tags-maximum-exclusive",
    title: "refuses as many tags as its limit",
    level: "must",
    caughtBy: accepts,
    apply: count((tags, maximum) => tags < maximum),
  },
  {
    name: "tags-none-refused",
    title: "refuses a filter without pairs",
    level: "must",
    caughtBy: accepts,
    apply: limit("Tags", "maxProperties", (usual, tags) => usual && tags.size > 0),
  },
  {
    name: "tags-full-crash",
    title: "comes to grief over as many tags as its limit",
    level: "must",
    caughtBy: accepts,
    apply: limit("Tags", "maxProperties", (usual, tags, maximum) => (tags.size === maximum ? crash("a full map of tags") : usual)),
  },
];

const keys: readonly Fault[] = [
  {
    name: "tag-key-one-too-long-accepted",
    title: "accepts a tag key one longer than its length",
    level: "must",
    caughtBy: key,
    apply: keyLength((length, maximum) => length <= maximum + 1),
  },
  {
    name: "tag-key-without-maximum",
    title: "accepts tag keys of any length",
    level: "must",
    caughtBy: key,
    apply: keyLength(() => true),
  },
  {
    name: "tag-key-may-be-empty",
    title: "accepts an empty tag key",
    level: "must",
    caughtBy: key,
    apply: limit("Tags/key", "minLength", () => true),
  },
  {
    name: "tag-key-first-only",
    title: "checks the length of the first tag key only",
    level: "must",
    caughtBy: key,
    apply: limit("Tags/key", "maxLength", (usual, name, _bound, place) => usual || name !== entriesIn(place)[0]?.[0]),
  },
  {
    name: "tag-key-last-only",
    title: "checks the length of the last tag key only",
    level: "must",
    caughtBy: key,
    apply: limit("Tags/key", "maxLength", (usual, name, _bound, place) => usual || name !== entriesIn(place).at(-1)?.[0]),
  },
  {
    name: "tag-key-as-long-as-a-value",
    title: "measures tag keys by the limit of their values",
    level: "must",
    caughtBy: key,
    apply: keyLength((length) => length <= longestValue()),
  },
  {
    name: "tag-key-maximum-exclusive",
    title: "refuses a tag key of its longest length",
    level: "must",
    caughtBy: accepts,
    apply: keyLength((length, maximum) => length < maximum),
  },
  {
    name: "tag-key-minimum-exclusive",
    title: "refuses a tag key of one character",
    level: "must",
    caughtBy: accepts,
    apply: limit("Tags/key", "minLength", (_, name, minimum) => name.length > minimum),
  },
  {
    name: "tag-key-like-an-origin",
    title: "holds tag keys against the pattern of RequestOrigin",
    level: "must",
    caughtBy: "filters/single-pair/exact",
    apply: limit("Tags/key", "maxLength", (usual, name) => usual && new RegExp(`^${schemaOf("RequestOrigin").pattern ?? ""}$`, "u").test(name)),
  },
];

const values: readonly Fault[] = [
  {
    name: "tag-value-one-too-long-accepted",
    title: "accepts a tag value one longer than its length",
    level: "must",
    caughtBy: value,
    apply: valueLength((length, maximum) => length <= maximum + 1),
  },
  {
    name: "tag-value-without-maximum",
    title: "accepts tag values of any length",
    level: "must",
    caughtBy: value,
    apply: valueLength(() => true),
  },
  {
    name: "tag-value-first-only",
    title: "checks the length of the first tag value only",
    level: "must",
    caughtBy: value,
    apply: limit("Tags/value", "maxLength", (usual, text, _bound, place) => usual || text !== entriesIn(place)[0]?.[1]),
  },
  {
    name: "tag-value-last-only",
    title: "checks the length of the last tag value only",
    level: "must",
    caughtBy: value,
    apply: limit("Tags/value", "maxLength", (usual, text, _bound, place) => usual || text !== entriesIn(place).at(-1)?.[1]),
  },
  {
    name: "tag-value-single-only",
    title: "checks the length of a tag value only where it is the only one",
    level: "must",
    caughtBy: value,
    apply: limit("Tags/value", "maxLength", (usual, _text, _bound, place) => usual || entriesIn(place).length > 1),
  },
  {
    name: "tag-value-unchecked-with-max-results",
    title: "leaves the length of tag values unchecked beside MaxResults",
    level: "must",
    caughtBy: value,
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
    apply: valueLength((length) => length <= longestKey()),
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

/** Faults in the limits of `Tags`. */
export const tagLimitFaults: readonly Fault[] = [...sizes, ...keys, ...values];
