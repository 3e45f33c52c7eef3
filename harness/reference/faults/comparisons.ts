import type { ListSessionsInput } from "../service/stored-session.ts";
import { pairs } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
import { values } from "./tag-comparison.ts";

const comparisons: readonly Fault[] = [
  ...must("filters/single-pair/exact", {
    "filter-by-prefix: matches values that begin with the one asked for": values((has, wanted) => has.startsWith(wanted)),
    "filter-by-suffix: matches values that end with the one asked for": values((has, wanted) => has.endsWith(wanted)),
    "filter-by-part: matches values that hold the one asked for": values((has, wanted) => has.includes(wanted)),
    "filter-by-longer: matches values with which the one asked for begins": values((has, wanted) => wanted.startsWith(has) && has !== ""),
    "filter-by-key-only: matches sessions that have the key, whatever its value": pairs((tags, key) => tags.has(key)),
    "filter-by-value-only: matches sessions that have the value under any key": pairs((tags, _key, value) => [...tags.values()].includes(value)),
    "filter-by-key-prefix: matches keys that begin with the one asked for": pairs((tags, key, value) =>
      [...tags].some(([name, has]) => name.startsWith(key) && has === value),
    ),
    "filter-either-way-round: matches key and value also the other way round": pairs((tags, key, value) => tags.get(key) === value || tags.get(value) === key),
    "filter-negated: lists the sessions that do not have the tag": pairs((tags, key, value) => tags.get(key) !== value),
    "filter-keeps-untagged: lists sessions that do not have the key at all": pairs((tags, key, value) => (tags.get(key) ?? value) === value),
    "filter-ignored: takes no notice of Tags": pairs(() => true),
    "filter-matches-nothing: lists nothing where Tags is not empty": pairs(() => false),
    "filter-by-number: compares values that read as numbers as numbers": values(
      (has, wanted) => has === wanted || (has !== "" && wanted !== "" && Number(has) === Number(wanted)),
    ),
    "filter-by-expression: reads the value asked for as a regular expression": values((has, wanted) => new RegExp(`^${wanted}$`, "u").test(has)),
    "filter-joined-by-equals-sign: compares key and value joined by an equals sign": pairs((tags, key, value) =>
      [...tags].some((tag) => tag.join("=") === `${key}=${value}`),
    ),
    "filter-joined-by-colon: compares key and value joined by a colon": pairs((tags, key, value) =>
      [...tags].some((tag) => tag.join(":") === `${key}:${value}`),
    ),
    "filter-value-cut-at-equals-sign: reads the value of a session's tag up to an equals sign": values((has, wanted) => has.split("=")[0] === wanted),
    "filter-value-cut-at-slash: reads the value of a session's tag up to a slash": values((has, wanted) => has.split("/")[0] === wanted),
    "filter-plus-is-blank: reads a plus in a value as a blank": values((has, wanted) => has === wanted.replaceAll("+", " ")),
    "filter-blank-is-plus: reads a plus and a blank in a value as the same": values((has, wanted) => has.replaceAll("+", " ") === wanted.replaceAll("+", " ")),
    "filter-first-tag-of-session: compares the first tag of a session only": pairs((tags, key, value) =>
      [...tags].slice(0, 1).some((tag) => tag[0] === key && tag[1] === value),
    ),
    "filter-last-tag-of-session: compares the last tag of a session only": pairs((tags, key, value) =>
      [...tags].slice(-1).some((tag) => tag[0] === key && tag[1] === value),
    ),
    "filter-prototype-key-dropped: drops a pair with the key __proto__ from the filter": pairs(
      (tags, key, value) => key === "__proto__" || tags.get(key) === value,
    ),
    "filter-forgets-prototype-key: loses a tag with the key __proto__": pairs((tags, key, value) => key !== "__proto__" && tags.get(key) === value),
    "filter-finds-inherited-keys: finds the key constructor in every session": pairs((tags, key, value) =>
      key === "constructor" ? true : tags.get(key) === value,
    ),
    "filter-truncated-values: compares the first four characters of values": values((has, wanted) => has.slice(0, 4) === wanted.slice(0, 4)),
    "filter-key-and-value-apart: matches sessions that have the key, and the value under any key": pairs(
      (tags, key, value) => tags.has(key) && [...tags.values()].includes(value),
    ),
    "filter-first-ten-tags-of-session: keeps ten tags of a session": pairs((tags, key, value) =>
      [...tags].slice(0, 10).some((tag) => tag[0] === key && tag[1] === value),
    ),
    "filter-value-of-63-characters: keeps 63 characters of a tag's value": values((has, wanted) => has.slice(0, 63) === wanted),
    "filter-on-first-twenty: looks for the tag among the first twenty sessions only": (behaviour) => ({
      sessionsAfter: (sequence, call) => {
        const first = [...behaviour.sessionsAfter(0, call)];
        const isFiltered = ((call.input as ListSessionsInput).Tags?.size ?? 0) > 0;
        return (isFiltered ? first.slice(0, 20) : first).filter((session) => session.sequence > sequence);
      },
    }),
  }),
];

const shouldBeExact: readonly Fault[] = [
  ...should("filters/case-sensitive", {
    "filter-value-without-case: compares values without regard to case": values((has, wanted) => has.toLowerCase() === wanted.toLowerCase()),
    "filter-key-without-case: compares keys without regard to case": pairs((tags, key, value) =>
      [...tags].some(([name, has]) => name.toLowerCase() === key.toLowerCase() && has === value),
    ),
    "filter-value-lowered: compares values with the one asked for in lower case": values((has, wanted) => has === wanted.toLowerCase()),
  }),
  ...should("filters/blanks-count", {
    "filter-value-trimmed: compares values without the blanks at their ends": values((has, wanted) => has.trim() === wanted.trim()),
  }),
  ...should("filters/empty-value", {
    "filter-empty-value-is-any: matches any value where an empty one is asked for": values((has, wanted) => wanted === "" || has === wanted),
    "filter-empty-value-dropped: drops a pair with an empty value from the filter": pairs((tags, key, value) => value === "" || tags.get(key) === value),
    "filter-empty-value-is-absence: matches sessions without the key where an empty value is asked for": pairs(
      (tags, key, value) => (tags.get(key) ?? "") === value,
    ),
  }),
  ...should("filters/no-pairs", {
    "filter-without-pairs-matches-nothing: lists nothing where Tags holds no pair": (behaviour) => ({
      operations: {
        ...behaviour.operations,
        ListSessions: (call) => (call.input.Tags?.size === 0 ? { Ids: [], Sessions: [] } : behaviour.operations.ListSessions(call)),
      },
    }),
  }),
];

/** Faults in the comparison of tags. */
export const comparisonFaults: readonly Fault[] = [...comparisons, ...shouldBeExact];
