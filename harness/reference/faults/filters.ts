import type { Filtering } from "../service/decisions.ts";
import { type Change, crash, pairs, performs, withoutTags } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const exact = "filters/single-pair/exact";
const kept = "filters/single-pair/kept-over-pages";
const all = "filters/several-pairs/all";

const combined =
  (combinePairs: Filtering["combinePairs"]): Change =>
  () => ({ combinePairs });

/** Tokens that fit any filter, so that only the filter itself is at fault. */
const unbound: Change = (behaviour) => ({ sealOf: (position, _filter, call) => behaviour.sealOf(position, new Map(), call) });

const several: readonly Fault[] = [
  ...should(all, {
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
  }),
  ...should("filters/several-pairs/never-widens", {
    "filter-half-of-the-pairs: lists sessions that have half of the tags asked for": combined(
      (matches) => 2 * matches.filter(Boolean).length >= matches.length,
    ),
  }),
];

const overPages: readonly Fault[] = [
  ...must(kept, {
    "filter-on-first-page-only: takes no notice of Tags on later pages": [
      (behaviour) => ({ filterOf: (input) => (input.NextToken === undefined ? behaviour.filterOf(input) : new Map()) }),
      unbound,
    ],
    "filter-with-max-results-ignored: takes no notice of Tags beside MaxResults": (behaviour) => ({
      filterOf: (input) => (input.MaxResults === undefined ? behaviour.filterOf(input) : new Map()),
    }),
    "filter-behind-paging: filters a page after it was cut, and ends the walk where the page is then short": () => ({
      cutPage(candidates, matches, size) {
        const page = [...candidates].slice(0, size);
        const sessions = page.filter((session) => matches(session));
        return { sessions, resumeAfter: sessions.length === size ? page.at(-1)?.sequence : undefined };
      },
    }),
  }),
  ...must(exact, {
    "filter-with-origin-ignored: takes no notice of Tags beside RequestOrigin": (behaviour) => ({
      filterOf: (input) => (input.RequestOrigin === undefined ? behaviour.filterOf(input) : new Map()),
    }),
    "filter-of-ids-only: filters Ids, but not Sessions": [
      unbound,
      performs((call, usual) => ({ ...usual(call), Sessions: usual(withoutTags(call)).Sessions })),
    ],
    "filter-of-sessions-only: filters Sessions, but not Ids": [unbound, performs((call, usual) => ({ ...usual(call), Ids: usual(withoutTags(call)).Ids }))],
    "filter-key-unknown-crash: crashes on a session that does not have the key asked for": pairs(
      (tags, key, value) => (tags.get(key) ?? crash("a tag that a session does not have")) === value,
    ),
    "filter-no-match-crash: crashes on a listing in which nothing matches": performs((call, usual) => {
      const listing = usual(call);
      return (call.input.Tags?.size ?? 0) > 0 && listing.Ids.length === 0 && [...call.store.after(0)].length > 0 ? crash("an empty listing") : listing;
    }),
    "filter-constructor-key-crash: crashes on a tag with the key constructor": pairs((tags, key, value) =>
      key === "constructor" ? crash("an inherited member") : tags.get(key) === value,
    ),
  }),
  ...should("filters/several-pairs/order-is-free", {
    "filter-order-in-token: refuses a token where the same tags come in another order": (behaviour) => ({
      sealOf: (position, filter, call) => `${behaviour.sealOf(position, filter, call)}.${[...filter.keys()].join()}`,
    }),
    "filter-first-key-in-token: gives a token that is good for the first of the tags alone": (behaviour) => ({
      sealOf: (position, filter, call) => `${behaviour.sealOf(position, new Map(), call)}.${String([...filter.keys()].at(0))}`,
    }),
  }),
];

/** Faults in the combination of tags with each other and with pages. */
export const filterFaults: readonly Fault[] = [...several, ...overPages];
