import type { Fault } from "../fault.ts";
import { Refusal } from "../refusal.ts";
import { caches, changesBut } from "./caching.ts";
import { behindAll, type Change, pairs, shows, showsMember, unchanged } from "./change.ts";
import { everySecond } from "./determinism.ts";
import { longMemberFaults } from "./long-members.ts";
import { modelFaults } from "./model.ts";

const plausible = "sessions/timestamps-plausible";
const deletion = "paging/survives-deletion";
const retagged = "sessions/tags-reflected";
const exact = "filters/single-pair/exact";

const times: readonly Fault[] = [
  {
    name: "completed-before-created",
    title: "shows a stopped session as completed before it was created",
    level: "should",
    caughtBy: plausible,
    apply: showsMember("CompletedOn", (value) => Number(value) - 86_400),
  },
  {
    name: "completed-on-while-running",
    title: "shows CompletedOn of a session that is ready",
    level: "should",
    caughtBy: plausible,
    apply: shows((shown) => ({ CompletedOn: shown["CreatedOn"], ...shown })),
  },
  {
    name: "completed-on-iso-date",
    title: "writes CompletedOn as a date in text",
    level: "must",
    caughtBy: "response/types",
    apply: showsMember("CompletedOn", (value) => new Date(Number(value) * 1000).toISOString()),
  },
  {
    name: "execution-time-text",
    title: "writes ExecutionTime as a string",
    level: "must",
    caughtBy: "response/types",
    apply: showsMember("ExecutionTime", (value) => `${String(value)}s`),
  },
];

const fickle: readonly Fault[] = [
  {
    name: "newest-session-by-turns",
    title: "leaves the newest session out of every second listing",
    level: "should",
    caughtBy: "determinism/same-set-twice",
    apply: (behaviour) => {
      const other = everySecond();
      return {
        ...behaviour,
        sessionsAfter(sequence, call) {
          const all = [...behaviour.sessionsAfter(sequence, call)];
          return sequence === 0 && other() ? all.slice(0, -1) : all;
        },
      };
    },
  },
];

const filters: readonly Fault[] = [
  {
    name: "filter-with-origin-ignored",
    title: "takes no notice of Tags beside RequestOrigin",
    level: "must",
    caughtBy: "filters/single-pair/beside-other-members",
    apply: (behaviour) => ({ ...behaviour, filterOf: (input) => (input.RequestOrigin === undefined ? behaviour.filterOf(input) : new Map()) }),
  },
  {
    name: "filter-key-and-value-apart",
    title: "matches sessions that have the key, and the value under any key",
    level: "must",
    caughtBy: exact,
    apply: pairs((tags, key, value) => tags.has(key) && [...tags.values()].includes(value)),
  },
  {
    name: "filter-first-ten-tags-of-session",
    title: "keeps ten tags of a session",
    level: "must",
    caughtBy: exact,
    apply: pairs((tags, key, value) => [...tags].slice(0, 10).some((tag) => tag[0] === key && tag[1] === value)),
  },
  {
    name: "filter-value-of-63-characters",
    title: "keeps 63 characters of a tag's value",
    level: "must",
    caughtBy: exact,
    apply: pairs((tags, key, value) => tags.get(key)?.slice(0, 63) === value),
  },
  {
    name: "filter-behind-paging",
    title: "filters a page after it was cut, and ends the walk where the page is then short",
    level: "must",
    caughtBy: "filters/single-pair/kept-over-pages",
    apply: (behaviour) => ({
      ...behaviour,
      cutPage(candidates, matches, size) {
        const page = [...candidates].slice(0, size);
        const sessions = page.filter((session) => matches(session));
        return { sessions, resumeAfter: sessions.length === size ? page.at(-1)?.sequence : undefined };
      },
    }),
  },
];

const refuseToken = (): never => {
  throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
};

/** Tokens that hold an id as it is, cut to a length. */
const holdsId =
  (length: number): Change =>
  (behaviour) => ({
    ...behaviour,
    issueToken: (position, _filter, { store }) => [...store.after(position - 1)][0]?.id.slice(0, length) ?? "",
    readToken: (token, _filter, { store }) => store.get(token)?.sequence ?? refuseToken(),
  });

const tokens: readonly Fault[] = [
  {
    name: "token-refused-with-tags",
    title: "refuses a token in a request that filters",
    level: "must",
    caughtBy: "paging/token-is-accepted",
    apply: (behaviour) => ({
      ...behaviour,
      readToken: (token, filter, call) => behaviour.readToken(filter.size > 0 ? "" : token, filter, call),
    }),
  },
  {
    name: "token-cut-at-128",
    title: "cuts the id in a token to 128 characters",
    level: "should",
    caughtBy: "paging/finds-sessions-with-odd-ids",
    apply: holdsId(128),
  },
  {
    name: "token-of-deleted-session-refused",
    title: "refuses a token whose session was deleted meanwhile",
    level: "must",
    caughtBy: deletion,
    apply: holdsId(Infinity),
  },
  {
    name: "token-counts-sessions",
    title: "holds in a token how many sessions were listed, so that a deletion moves one out of the walk",
    level: "must",
    caughtBy: deletion,
    apply: (behaviour) => ({
      ...behaviour,
      issueToken: (position, _filter, { store }) => String([...store.after(0)].filter(({ sequence }) => sequence <= position).length),
      readToken: (token, _filter, { store }) => (/^\d+$/u.test(token) ? ([...store.after(0)][Number(token) - 1]?.sequence ?? behindAll) : refuseToken()),
    }),
  },
];

const kept: readonly Fault[] = [
  {
    name: "cache-kept-after-tagging",
    title: "gives a kept listing after a session was tagged",
    level: "should",
    caughtBy: retagged,
    apply: unchanged,
    wrap: caches([], changesBut("TagResource")),
  },
  {
    name: "cache-kept-after-untagging",
    title: "gives a kept listing after a session was untagged",
    level: "should",
    caughtBy: retagged,
    apply: unchanged,
    wrap: caches([], changesBut("UntagResource")),
  },
];

/** Faults that no property catches yet; each names the one that is to catch it. */
export const awaitingFaults: readonly Fault[] = [
  ...times,
  ...fickle,

  ...modelFaults,
  ...longMemberFaults,
  ...filters,
  ...tokens,
  ...kept,
];
