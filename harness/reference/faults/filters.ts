import type { Fault } from "./fault.ts";
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
  {
    name: "filter-any-pair",
    title: "lists sessions that have any of several tags",
    level: "should",
    caughtBy: all,
    apply: combined((matches) => matches.length === 0 || matches.some(Boolean)),
  },
  {
    name: "filter-first-pair-only",
    title: "looks at the first of several tags only",
    level: "should",
    caughtBy: all,
    apply: combined((matches) => matches[0] ?? true),
  },
  {
    name: "filter-last-pair-only",
    title: "looks at the last of several tags only",
    level: "should",
    caughtBy: all,
    apply: combined((matches) => matches.at(-1) ?? true),
  },
  {
    name: "filter-exactly-one-pair",
    title: "lists sessions that have one of several tags, but not those that have all",
    level: "should",
    caughtBy: all,
    apply: combined((matches) => matches.length === 0 || matches.filter(Boolean).length === 1),
  },
  {
    name: "filter-several-match-nothing",
    title: "lists nothing where several tags are asked for",
    level: "should",
    caughtBy: all,
    apply: combined((matches) => matches.length < 2 && matches.every(Boolean)),
  },
  {
    name: "filter-half-of-the-pairs",
    title: "lists sessions that have half of the tags asked for",
    level: "should",
    caughtBy: "filters/several-pairs/never-widens",
    apply: combined((matches) => 2 * matches.filter(Boolean).length >= matches.length),
  },
  {
    name: "filter-keys-and-values-mixed",
    title: "lists sessions that have each of several keys with the value of any",
    level: "should",
    caughtBy: all,
    apply: (behaviour) => ({
      ...behaviour,
      matchesFilter: ({ tags }, filter) => [...filter.keys()].every((key) => [...filter.values()].includes(tags.get(key) ?? "\0")),
    }),
  },
  {
    name: "filter-several-ignored",
    title: "takes no notice of Tags where it holds more than one pair",
    level: "should",
    caughtBy: all,
    apply: combined((matches) => matches.length > 1 || matches.every(Boolean)),
  },
];

const overPages: readonly Fault[] = [
  {
    name: "filter-on-first-page-only",
    title: "takes no notice of Tags on later pages",
    level: "must",
    caughtBy: kept,
    apply: (behaviour) => unbound({ ...behaviour, filterOf: (input) => (input.NextToken === undefined ? behaviour.filterOf(input) : new Map()) }),
  },
  {
    name: "filter-with-max-results-ignored",
    title: "takes no notice of Tags beside MaxResults",
    level: "must",
    caughtBy: kept,
    apply: (behaviour) => ({ ...behaviour, filterOf: (input) => (input.MaxResults === undefined ? behaviour.filterOf(input) : new Map()) }),
  },
  {
    name: "filter-with-origin-ignored",
    title: "takes no notice of Tags beside RequestOrigin",
    level: "must",
    caughtBy: exact,
    apply: (behaviour) => ({ ...behaviour, filterOf: (input) => (input.RequestOrigin === undefined ? behaviour.filterOf(input) : new Map()) }),
  },
  {
    name: "filter-behind-paging",
    title: "filters a page after it was cut, and ends the walk where the page is then short",
    level: "must",
    caughtBy: kept,
    apply: (behaviour) => ({
      ...behaviour,
      cutPage(candidates, matches, size) {
        const page = [...candidates].slice(0, size);
        const sessions = page.filter((session) => matches(session));
        return { sessions, resumeAfter: sessions.length === size ? page.at(-1)?.sequence : undefined };
      },
    }),
  },
  {
    name: "filter-order-in-token",
    title: "refuses a token where the same tags come in another order",
    level: "should",
    caughtBy: "filters/several-pairs/order-is-free",
    apply: (behaviour) => ({
      ...behaviour,
      sealOf: (position, filter, call) => `${behaviour.sealOf(position, filter, call)}.${[...filter.keys()].join()}`,
    }),
  },
  {
    name: "filter-first-key-in-token",
    title: "gives a token that is good for the first of the tags alone",
    level: "should",
    caughtBy: "filters/several-pairs/order-is-free",
    apply: (behaviour) => ({
      ...behaviour,
      sealOf: (position, filter, call) => `${behaviour.sealOf(position, new Map(), call)}.${String([...filter.keys()].at(0))}`,
    }),
  },
  {
    name: "filter-of-ids-only",
    title: "filters Ids, but not Sessions",
    level: "must",
    caughtBy: exact,
    apply: (behaviour) =>
      performs((call, usual) => {
        const { Tags: _, ...input } = call.input;
        return { ...usual(call), Sessions: usual({ ...call, input }).Sessions };
      })(unbound(behaviour)),
  },
  {
    name: "filter-of-sessions-only",
    title: "filters Sessions, but not Ids",
    level: "must",
    caughtBy: exact,
    apply: (behaviour) =>
      performs((call, usual) => {
        const { Tags: _, ...input } = call.input;
        return { ...usual(call), Ids: usual({ ...call, input }).Ids };
      })(unbound(behaviour)),
  },
  {
    name: "filter-key-unknown-crash",
    title: "crashes on a session that does not have the key asked for",
    level: "must",
    caughtBy: exact,
    apply: pairs((tags, key, value) => (tags.get(key) ?? crash("a tag that a session does not have")) === value),
  },
  {
    name: "filter-no-match-crash",
    title: "crashes on a listing in which nothing matches",
    level: "must",
    caughtBy: exact,
    apply: performs((call, usual) => {
      const listing = usual(call);
      return (call.input.Tags?.size ?? 0) > 0 && listing.Ids.length === 0 && [...call.store.after(0)].length > 0 ? crash("an empty listing") : listing;
    }),
  },
  {
    name: "filter-constructor-key-crash",
    title: "crashes on a tag with the key constructor",
    level: "must",
    caughtBy: exact,
    apply: pairs((tags, key, value) => (key === "constructor" ? crash("an inherited member") : tags.get(key) === value)),
  },
];

/** Faults in the combination of tags with each other and with pages. */
export const filterFaults: readonly Fault[] = [...several, ...overPages];
