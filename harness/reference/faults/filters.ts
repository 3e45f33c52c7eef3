import { type Fault, must, should } from "./fault.ts";
import { type BehaviourChange, crash, pairs, performs } from "./change.ts";
import type { Filtering } from "../service/decisions.ts";

const exact = "filters/single-pair/exact";
const kept = "filters/single-pair/kept-over-pages";
const all = "filters/several-pairs/all";

const combined =
  (combinePairs: Filtering["combinePairs"]): BehaviourChange =>
  (behaviour) => ({ ...behaviour, combinePairs });

/** Tokens that fit any filter, so that only the filter itself is at fault. */
const unbound: BehaviourChange = (behaviour) => ({ ...behaviour, sealOf: (position, _filter, call) => behaviour.sealOf(position, new Map(), call) });

const several: readonly Fault[] = [
  should(
    "filter-any-pair",
    "lists sessions that have any of several tags",
    all,
    combined((matches) => matches.length === 0 || matches.some(Boolean)),
  ),
  should(
    "filter-first-pair-only",
    "looks at the first of several tags only",
    all,
    combined((matches) => matches[0] ?? true),
  ),
  should(
    "filter-last-pair-only",
    "looks at the last of several tags only",
    all,
    combined((matches) => matches.at(-1) ?? true),
  ),
  should(
    "filter-exactly-one-pair",
    "lists sessions that have one of several tags, but not those that have all",
    all,
    combined((matches) => matches.length === 0 || matches.filter(Boolean).length === 1),
  ),
  should(
    "filter-several-match-nothing",
    "lists nothing where several tags are asked for",
    all,
    combined((matches) => matches.length < 2 && matches.every(Boolean)),
  ),
  should(
    "filter-half-of-the-pairs",
    "lists sessions that have half of the tags asked for",
    "filters/several-pairs/never-widens",
    combined((matches) => 2 * matches.filter(Boolean).length >= matches.length),
  ),
  should("filter-keys-and-values-mixed", "lists sessions that have each of several keys with the value of any", all, (behaviour) => ({
    ...behaviour,
    matchesFilter: ({ tags }, filter) => [...filter.keys()].every((key) => [...filter.values()].includes(tags.get(key) ?? "\0")),
  })),
  should(
    "filter-several-ignored",
    "takes no notice of Tags where it holds more than one pair",
    all,
    combined((matches) => matches.length > 1 || matches.every(Boolean)),
  ),
];

const overPages: readonly Fault[] = [
  must("filter-on-first-page-only", "takes no notice of Tags on later pages", kept, (behaviour) =>
    unbound({ ...behaviour, filterOf: (input) => (input.NextToken === undefined ? behaviour.filterOf(input) : new Map()) }),
  ),
  must("filter-with-max-results-ignored", "takes no notice of Tags beside MaxResults", kept, (behaviour) => ({
    ...behaviour,
    filterOf: (input) => (input.MaxResults === undefined ? behaviour.filterOf(input) : new Map()),
  })),
  must("filter-with-origin-ignored", "takes no notice of Tags beside RequestOrigin", exact, (behaviour) => ({
    ...behaviour,
    filterOf: (input) => (input.RequestOrigin === undefined ? behaviour.filterOf(input) : new Map()),
  })),
  must("filter-behind-paging", "filters a page after it was cut, and ends the walk where the page is then short", kept, (behaviour) => ({
    ...behaviour,
    cutPage(candidates, matches, size) {
      const page = [...candidates].slice(0, size);
      const sessions = page.filter((session) => matches(session));
      return { sessions, resumeAfter: sessions.length === size ? page.at(-1)?.sequence : undefined };
    },
  })),
  should("filter-order-in-token", "refuses a token where the same tags come in another order", "filters/several-pairs/order-is-free", (behaviour) => ({
    ...behaviour,
    sealOf: (position, filter, call) => `${behaviour.sealOf(position, filter, call)}.${[...filter.keys()].join()}`,
  })),
  should("filter-first-key-in-token", "gives a token that is good for the first of the tags alone", "filters/several-pairs/order-is-free", (behaviour) => ({
    ...behaviour,
    sealOf: (position, filter, call) => `${behaviour.sealOf(position, new Map(), call)}.${String([...filter.keys()].at(0))}`,
  })),
  must("filter-of-ids-only", "filters Ids, but not Sessions", exact, (behaviour) =>
    performs((call, usual) => {
      const { Tags: _, ...input } = call.input;
      return { ...usual(call), Sessions: usual({ ...call, input }).Sessions };
    })(unbound(behaviour)),
  ),
  must("filter-of-sessions-only", "filters Sessions, but not Ids", exact, (behaviour) =>
    performs((call, usual) => {
      const { Tags: _, ...input } = call.input;
      return { ...usual(call), Ids: usual({ ...call, input }).Ids };
    })(unbound(behaviour)),
  ),
  must(
    "filter-key-unknown-crash",
    "crashes on a session that does not have the key asked for",
    exact,
    pairs((tags, key, value) => (tags.get(key) ?? crash("a tag that a session does not have")) === value),
  ),
  must(
    "filter-no-match-crash",
    "crashes on a listing in which nothing matches",
    exact,
    performs((call, usual) => {
      const listing = usual(call);
      return (call.input.Tags?.size ?? 0) > 0 && listing.Ids.length === 0 && [...call.store.after(0)].length > 0 ? crash("an empty listing") : listing;
    }),
  ),
  must(
    "filter-constructor-key-crash",
    "crashes on a tag with the key constructor",
    exact,
    pairs((tags, key, value) => (key === "constructor" ? crash("an inherited member") : tags.get(key) === value)),
  ),
];

/** Faults in the combination of tags with each other and with pages. */
export const filterFaults: readonly Fault[] = [...several, ...overPages];
