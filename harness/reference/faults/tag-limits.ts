import type { Fault } from "./fault.ts";
import { type BehaviourChange, crash, entriesIn, limit, names, memberSchema } from "./change.ts";

const size = "request/tags/refuses-wrong-size";
const key = "request/tags/key/refuses-wrong-length";
const accepts = "request/tags/accepts-edges";

const count = (keeps: (count: number, maximum: number, tags: ReadonlyMap<string, unknown>) => boolean): BehaviourChange =>
  limit("Tags", "maxProperties", (_, tags, maximum) => keeps(tags.size, maximum, tags));

const keyLength = (keeps: (length: number, maximum: number) => boolean): BehaviourChange =>
  limit("Tags/key", "maxLength", (_, name, maximum) => keeps(name.length, maximum));

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
    title: "crashes on as many tags as its limit",
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
    apply: keyLength((length) => length <= (memberSchema("Tags").additionalProperties?.maxLength ?? 0)),
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
    title: "checks tag keys against the pattern of RequestOrigin",
    level: "must",
    caughtBy: "filters/single-pair/exact",
    apply: limit("Tags/key", "maxLength", (usual, name) => usual && new RegExp(`^${memberSchema("RequestOrigin").pattern ?? ""}$`, "u").test(name)),
  },
];

/** Faults in the number of tags and the limits of their keys. */
export const tagLimitFaults: readonly Fault[] = [...sizes, ...keys];
