import type { StoredSession } from "../service/stored-session.ts";
import type { Filtering } from "../service/decisions.ts";
import { type Change, crash, type Members, performs } from "./change.ts";
import { arranges, endsWhere, isFiltered, pairs, withoutTags } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";
import { alsoWhere, joinedBy, keys, keysAs, loses, values, valuesAs } from "./tag-comparison.ts";

/** Compares some of a session's tags. */
const among = (pick: (tags: readonly (readonly [string, string])[]) => readonly (readonly [string, string])[]): Change =>
  pairs((tags, key, value) => pick([...tags]).some(([name, has]) => name === key && has === value));

const lower = (text: string): string => text.toLowerCase();

const combined =
  (combinePairs: Filtering["combinePairs"]): Change =>
  () => ({ combinePairs });

/** Tokens that fit any filter, so that only the filter itself is at fault. */
const unbound: Change = ({ sealOf }) => ({ sealOf: (position, _filter, call) => sealOf(position, new Map(), call) });

/** Ignores the filter beside a member. */
const ignoredBeside = (member: "NextToken" | "MaxResults" | "RequestOrigin"): Change => {
  return ({ filterOf }) => ({ filterOf: (input) => (input[member] === undefined ? filterOf(input) : new Map()) });
};

/** Takes the filter of later pages from the token, where it stands as it is read back. */
const readsBack = (read: (text: string) => string): readonly Change[] => [
  ({ filterOf }) => ({
    filterOf(input) {
      const filter = filterOf(input);
      return input.NextToken === undefined ? filter : new Map([...filter].map(([key, value]) => [read(key), read(value)]));
    },
  }),
  unbound,
];

/** Also lists sessions that match a pair by something other than their tags. */
const alsoBy =
  (matches: (session: StoredSession, key: string, value: string) => boolean): Change =>
  () => ({
    matchesFilter: (session, filter, { combinePairs, matchesPair }) =>
      combinePairs([...filter].map(([key, value]) => matchesPair(session.tags, key, value) || matches(session, key, value))),
  });

/** Faults in the comparison of tags, and in their combination with each other, with pages and with members. */
export const filterFaults: readonly Fault[] = faultTable({
  "filters/single-pair/exact": "must",
  "filter-by-prefix: matches values that begin with the one asked for": values((has, wanted) => has.startsWith(wanted)),
  "filter-by-suffix: matches values that end with the one asked for": values((has, wanted) => has.endsWith(wanted)),
  "filter-by-part: matches values that hold the one asked for": values((has, wanted) => has.includes(wanted)),
  "filter-by-longer: matches values with which the one asked for begins": values((has, wanted) => wanted.startsWith(has) && has !== ""),
  "filter-by-key-only: matches sessions that have the key, whatever its value": values(() => true),
  "filter-by-value-only: matches sessions that have the value under any key": keys(() => true),
  "filter-by-key-prefix: matches keys that begin with the one asked for": keys((name, wanted) => name.startsWith(wanted)),
  "filter-either-way-round: matches key and value also the other way round": pairs((tags, key, value) => tags.get(key) === value || tags.get(value) === key),
  "filter-negated: lists the sessions that do not have the tag": pairs((tags, key, value) => tags.get(key) !== value),
  "filter-keeps-untagged: lists sessions that do not have the key at all": pairs((tags, key, value) => (tags.get(key) ?? value) === value),
  "filter-ignored: takes no notice of Tags": pairs(() => true),
  "filter-matches-nothing: lists nothing where Tags is not empty": pairs(() => false),
  "filter-by-number: compares values that read as numbers as numbers": values(
    (has, wanted) => has === wanted || (has !== "" && wanted !== "" && Number(has) === Number(wanted)),
  ),
  "filter-by-expression: reads the value asked for as a regular expression": values((has, wanted) => new RegExp(`^${wanted}$`, "u").test(has)),
  "filter-joined-by-equals-sign: compares key and value joined by an equals sign": joinedBy("="),
  "filter-joined-by-colon: compares key and value joined by a colon": joinedBy(":"),
  "filter-value-cut-at-equals-sign: reads the value of a session's tag up to an equals sign": values((has, wanted) => has.split("=")[0] === wanted),
  "filter-value-cut-at-slash: reads the value of a session's tag up to a slash": values((has, wanted) => has.split("/")[0] === wanted),
  "filter-plus-is-blank: reads a plus in a value as a blank": values((has, wanted) => has === wanted.replaceAll("+", " ")),
  "filter-blank-is-plus: reads a plus and a blank in a value as the same": valuesAs((text) => text.replaceAll("+", " ")),
  "filter-first-tag-of-session: compares the first tag of a session only": among((tags) => tags.slice(0, 1)),
  "filter-last-tag-of-session: compares the last tag of a session only": among((tags) => tags.slice(-1)),
  "filter-prototype-key-dropped: drops a pair with the key __proto__ from the filter": alsoWhere((key) => key === "__proto__"),
  "filter-forgets-prototype-key: loses a tag with the key __proto__": loses((key) => key === "__proto__"),
  "filter-finds-inherited-keys: finds the key constructor in every session": alsoWhere((key) => key === "constructor"),
  "filter-truncated-values: compares the first four characters of values": valuesAs((text) => text.slice(0, 4)),
  "filter-key-and-value-apart: matches sessions that have the key, and the value under any key": pairs(
    (tags, key, value) => tags.has(key) && [...tags.values()].includes(value),
  ),
  "filter-first-ten-tags-of-session: keeps ten tags of a session": among((tags) => tags.slice(0, 10)),
  "filter-value-of-63-characters: keeps 63 characters of a tag's value": values((has, wanted) => has.slice(0, 63) === wanted),
  "filter-on-first-twenty: looks for the tag among the first twenty sessions only": arranges((sessions, call) =>
    isFiltered(call) ? sessions.slice(0, 20) : sessions,
  ),
  "filter-key-unknown-crash: crashes on a session that does not have the key asked for": pairs(
    (tags, key, value) => (tags.get(key) ?? crash("a tag that a session does not have")) === value,
  ),
  "filter-no-match-crash: crashes on a listing in which nothing matches": performs((call, usual) => {
    const listing = usual(call);
    return isFiltered(call) && listing.Ids.length === 0 && [...call.store.after(0)].length > 0 ? crash("an empty listing") : listing;
  }),
  "filter-constructor-key-crash: crashes on a tag with the key constructor": loses((key) => key === "constructor" && crash("an inherited member")),
  "filter-with-origin-ignored: takes no notice of Tags beside RequestOrigin": ignoredBeside("RequestOrigin"),
  "filter-of-ids-only: filters Ids, but not Sessions": [unbound, performs((call, usual) => ({ ...usual(call), Sessions: usual(withoutTags(call)).Sessions }))],
  "filter-of-sessions-only: filters Sessions, but not Ids": [unbound, performs((call, usual) => ({ ...usual(call), Ids: usual(withoutTags(call)).Ids }))],
  "filter-by-description: lists a session whose description is the value asked for": alsoBy(({ settings }, _key, value) => value === settings["Description"]),
  "filters/case-sensitive": "should",
  "filter-value-without-case: compares values without regard to case": valuesAs(lower),
  "filter-key-without-case: compares keys without regard to case": keysAs(lower),
  "filter-value-lowered: compares values with the one asked for in lower case": values((has, wanted) => has === wanted.toLowerCase()),
  "filters/blanks-count": "should",
  "filter-value-trimmed: compares values without the blanks at their ends": valuesAs((text) => text.trim()),
  "filters/empty-value": "should",
  "filter-empty-value-is-any: matches any value where an empty one is asked for": values((has, wanted) => wanted === "" || has === wanted),
  "filter-empty-value-dropped: drops a pair with an empty value from the filter": alsoWhere((_key, value) => value === ""),
  "filter-empty-value-is-absence: matches sessions without the key where an empty value is asked for": pairs(
    (tags, key, value) => (tags.get(key) ?? "") === value,
  ),
  "filters/no-pairs": "should",
  "no-token-without-pairs: gives no token where Tags holds no pair": endsWhere(({ input }) => input.Tags?.size === 0),
  "filter-without-pairs-matches-nothing: lists nothing where Tags holds no pair": performs((call, usual) =>
    call.input.Tags?.size === 0 ? { Ids: [], Sessions: [] } : usual(call),
  ),
  "filters/odd-characters/literal": "should",
  "filter-in-token-cut-at-ampersand: reads the filter in its tokens up to an ampersand": readsBack((text) => text.split("&")[0] ?? ""),
  "filter-in-token-in-latin-one: writes the filter into its tokens in Latin-1": readsBack((text) => Buffer.from(text, "latin1").toString("latin1")),
  "filters/several-pairs/all": "should",
  "filter-turned-round: looks for the keys of a filter by their values, of which each leads to one key": () => ({
    matchesFilter: ({ tags }, filter) => [...new Map([...filter].map(([key, value]) => [value, key]))].every(([value, key]) => tags.get(key) === value),
  }),
  "filter-empty-value-beside-another-dropped: drops a pair with an empty value where there are others": ({ filterOf }) => ({
    filterOf: (input) => new Map([...filterOf(input)].filter(([, value], _, all) => value !== "" || all.length === 1)),
  }),
  "filter-of-fifteen-pairs-at-most: looks at the first fifteen of several tags": combined((matches) => matches.slice(0, 15).every(Boolean)),
  "filter-any-pair: lists sessions that have any of several tags": combined((matches) => matches.length === 0 || matches.some(Boolean)),
  "filter-first-pair-only: looks at the first of several tags only": combined((matches) => matches[0] ?? true),
  "filter-last-pair-only: looks at the last of several tags only": combined((matches) => matches.at(-1) ?? true),
  "filter-exactly-one-pair: lists sessions that have one of several tags, but not those that have all": combined(
    (matches) => matches.length === 0 || matches.filter(Boolean).length === 1,
  ),
  "filter-several-match-nothing: lists nothing where several tags are asked for": combined((matches) => matches.length < 2 && matches.every(Boolean)),
  "filter-keys-and-values-mixed: lists sessions that have each of several keys with the value of any": () => ({
    matchesFilter: ({ tags }, filter) => [...filter.keys()].every((key) => [...filter.values()].includes(tags.get(key) ?? "\0")),
  }),
  "filter-several-ignored: takes no notice of Tags where it holds more than one pair": combined((matches) => matches.length > 1 || matches.every(Boolean)),
  "filter-of-three-pairs-at-most: looks at the first three of several tags": combined((matches) => matches.slice(0, 3).every(Boolean)),
  "filter-of-ten-pairs-at-most: looks at the first ten of several tags": combined((matches) => matches.slice(0, 10).every(Boolean)),
  "filters/several-pairs/never-widens": "should",
  "filter-half-of-the-pairs: lists sessions that have half of the tags asked for": combined((matches) => 2 * matches.filter(Boolean).length >= matches.length),
  "filters/several-pairs/order-is-free": "should",
  "filter-order-in-token: refuses a token where the same tags come in another order": ({ sealOf }) => ({
    sealOf: (position, filter, call) => `${sealOf(position, filter, call)}.${[...filter.keys()].join()}`,
  }),
  "filter-first-key-in-token: gives a token that is good for the first of the tags alone": ({ sealOf }) => ({
    sealOf: (position, filter, call) => `${sealOf(position, new Map(), call)}.${String([...filter.keys()].at(0))}`,
  }),
  "filters/single-pair/kept-over-pages": "must",
  "filter-in-token-cut-at-equals-sign: reads keys and values in its tokens up to an equals sign": readsBack((text) => text.split("=")[0] ?? ""),
  "filter-in-token-cut-at-blank: reads keys and values in its tokens up to a blank": readsBack((text) => text.split(" ")[0] ?? ""),
  "filter-in-token-plus-is-blank: reads a plus in the filter of its tokens as a blank": readsBack((text) => text.replaceAll("+", " ")),
  "filter-in-token-in-lower-case: keeps the filter in its tokens in lower case": readsBack(lower),
  "filter-on-first-page-only: takes no notice of Tags on later pages": [ignoredBeside("NextToken"), unbound],
  "filter-with-max-results-ignored: takes no notice of Tags beside MaxResults": ignoredBeside("MaxResults"),
  "filter-behind-paging: filters a page after it was cut, and ends the walk where the page is then short": () => ({
    cutPage(candidates, matches, size) {
      const page = [...candidates].slice(0, size);
      const sessions = page.filter(matches);
      return { sessions, resumeAfter: sessions.length === size ? page.at(-1)?.sequence : undefined };
    },
  }),
  "filter-of-largest-pages-ignored: takes no notice of Tags where MaxResults is at its maximum": performs((call, usual) =>
    usual(call.input.MaxResults === 1_000 ? withoutTags(call) : call),
  ),
  "filters/single-pair/unknown-tag": "must",
  "filter-of-nothing-known-lists-all: lists every session for a tag that no session has": performs((call, usual) => {
    const listing = usual(call);
    return call.input.NextToken === undefined && listing.Ids.length === 0 ? usual(withoutTags(call)) : listing;
  }),
  "filters/tags-only": "must",
  "filter-by-any-member: matches members of a session as if they were tags": alsoBy(({ settings }, key, value) => String(settings[key]) === value),
  "filter-by-status: matches the status of a session": alsoBy((_, key, value) => key === "Status" && value === "READY"),
  "filter-by-small-status: matches the status of a session by a name in small letters": alsoBy((_, key, value) => key === "status" && value === "READY"),
  "filter-by-id: matches the id of a session": alsoBy(({ id }, key, value) => key === "Id" && value === id),
  "filter-by-name: takes the id of a session for a tag Name": alsoBy(({ id }, key, value) => key === "Name" && value === id),
  "filter-by-role: matches the role of a session": alsoBy(({ settings }, key, value) => key === "Role" && value === settings["Role"]),
  "filter-by-command: matches the name of a session's command": alsoBy(
    ({ settings }, key, value) => key.startsWith("Command") && JSON.stringify(settings["Command"]).includes(`"Name":"${value}"`),
  ),
  "filter-by-member-over-tag: matches a member of a session in place of a tag of the same name": () => ({
    matchesFilter: ({ id, settings, tags }, filter) =>
      [...filter].every(([key, value]) => ({ ...Object.fromEntries(tags), ...settings, Id: id } as Members)[key] === value),
  }),
  "filters/single-pair/any-character": "must",
  "no-key-of-a-method: finds no key that is the name of a method": loses((key) => key === "hasOwnProperty" || key === "then"),
  "no-key-with-two-colons: finds no key with two colons in a row": loses((key) => key.includes("::")),
  "no-value-with-two-dashes: finds no value with two dashes in a row": loses((_, value) => value.includes("--")),
  "no-value-like-an-id: finds no value that is a UUID": loses((_, value) => /^[\da-f]{8}-[\da-f]{4}-/u.test(value)),
  "filter-by-status-only: finds no tag with the name Status": loses((key) => key === "Status"),
});
