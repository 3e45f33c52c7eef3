import { Refusal } from "../service/refusal.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import { behindAll, type Change, crash, cuts, fullPage, inTurn, isFiltered, type ListCall, lists, matchingOf, performs } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const finds = "paging/finds-every-session";
const changes = "paging/page-size-may-change";
const once = "paging/no-session-twice";
const kept = "filters/single-pair/kept-over-pages";
const accepted = "paging/token-is-accepted";

/** Crashes on one kind of request. */
const crashes = (what: string, applies: (input: ListSessionsInput) => boolean): Change =>
  performs((call, usual) => (applies(call.input) ? crash(what) : usual(call)));

/** Gives no token for pages of some sizes. */
const endsAt = (applies: (size: number, call: ListCall) => boolean): Change =>
  lists((listing, call) => (applies(call.input.MaxResults ?? 100, call) ? { NextToken: undefined } : listing));

const sizes: readonly Fault[] = [
  ...must(changes, {
    "token-without-max-results-crash: crashes on a token that comes without MaxResults": crashes(
      "a page size that is not there",
      ({ NextToken, MaxResults }) => NextToken !== undefined && MaxResults === undefined,
    ),
    "filtered-token-without-max-results-crash: crashes on a token with a filter and without MaxResults": crashes(
      "a page size that is not there",
      (input) => input.NextToken !== undefined && input.MaxResults === undefined && isFiltered({ input }),
    ),
    "token-without-max-results-is-last-page: gives no token on a page that is asked for with a token and without MaxResults, of five sessions at most": [
      (behaviour) => ({ pageSizeOf: (input) => (input.NextToken !== undefined && input.MaxResults === undefined ? 5 : behaviour.pageSizeOf(input)) }),
      lists((listing, { input }) => (input.NextToken !== undefined && input.MaxResults === undefined ? { NextToken: undefined } : listing)),
    ],
    "token-with-more-results-crash: crashes on a page that is larger than the page before": (behaviour) => {
      const before = new Map<string, number>();
      return inTurn(
        crashes("a larger page", ({ NextToken, MaxResults = 100 }) => MaxResults > (before.get(NextToken ?? "") ?? MaxResults)),
        lists((listing, { input }) => {
          if (listing.NextToken !== undefined) before.set(listing.NextToken, input.MaxResults ?? 100);
          return listing;
        }),
      )(behaviour);
    },
  }),
  ...must(finds, {
    "no-token-at-six-and-eleven: gives no token where MaxResults is 6 or 11": endsAt((size) => size === 6 || size === 11),
    "no-token-above-eight-below-fifteen: gives no token where MaxResults is 10, 12 or 14": endsAt((size) => [10, 12, 14].includes(size)),
    "no-token-where-size-divides: gives no token where MaxResults divides the number of sessions, but for 1": endsAt(
      (size, call) => size > 1 && matchingOf(call).length % size === 0,
    ),
    "last-session-alone-lost: gives no token where one session is left": cuts((matching, size) =>
      matching.length === size + 1 && size > 1 ? { sessions: matching.slice(0, size), resumeAfter: undefined } : fullPage(matching, size),
    ),
    "page-of-forty-at-most: drops from a page what is more than forty sessions": lists((listing) => ({
      Ids: listing.Ids.slice(0, 40),
      Sessions: listing.Sessions.slice(0, 40),
    })),
  }),
  ...must("paging/page-within-max-results", {
    "max-results-of-first-page-kept: cuts later pages to the MaxResults of the first": (behaviour) => {
      const first = new Map<string, number>();
      return inTurn(
        (changed) => ({ ...changed, pageSizeOf: (input) => first.get(input.NextToken ?? "") ?? changed.pageSizeOf(input) }),
        lists((listing, { input, behaviour: own }) => {
          if (listing.NextToken !== undefined) first.set(listing.NextToken, own.pageSizeOf(input));
          return listing;
        }),
      )(behaviour);
    },
    "ids-not-paged: cuts Sessions to MaxResults, but not Ids": performs((call, usual) => ({
      ...usual(call),
      Ids: call.behaviour.renderIds(matchingOf(call), call),
    })),
  }),
  ...must(accepted, {
    "token-refused-without-max-results: refuses a token that comes without MaxResults": performs((call, usual) => {
      if (call.input.NextToken !== undefined && call.input.MaxResults === undefined) throw new Refusal("token", "MaxResults is required", ["MaxResults"]);
      return usual(call);
    }),
  }),
];

/** A walk by offsets: `next` says where a page ends, `from` where the page behind such an offset begins among the matching sessions. */
const byOffset = (next: (page: readonly StoredSession[], offset: number, call: ListCall) => number, from: (offset: number, call: ListCall) => number): Change =>
  performs((call) => {
    const { input, behaviour } = call;
    const offset = Number(input.NextToken ?? 0);
    if (!Number.isInteger(offset)) throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
    const matching = matchingOf(call);
    const start = from(offset, call);
    const page = matching.slice(start, start + behaviour.pageSizeOf(input));
    const isLast = start + page.length >= matching.length;
    return {
      Ids: behaviour.renderIds(page, call),
      Sessions: behaviour.renderSessions(page, call),
      NextToken: isLast ? undefined : String(next(page, offset, call)),
    };
  });

const placeInWhole = (session: StoredSession | undefined, { store }: ListCall): number =>
  [...store.after(0)].findIndex((one) => one.sequence === session?.sequence);

const underFilters: readonly Fault[] = [
  ...must(finds, {
    "filtered-offset-in-whole-list: uses an offset into the filtered list on the whole list, and ends after as many sessions as match": performs((call) => {
      const { input, behaviour } = call;
      const offset = Number(input.NextToken ?? 0);
      if (!Number.isInteger(offset)) throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
      const filter = behaviour.filterOf(input);
      const matching = matchingOf(call);
      const size = behaviour.pageSizeOf(input);
      const rest = [...call.store.after(0)].slice(offset).filter((session) => behaviour.matchesFilter(session, filter, behaviour));
      const page = rest.slice(0, size);
      return {
        Ids: behaviour.renderIds(page, call),
        Sessions: behaviour.renderSessions(page, call),
        NextToken: offset + size >= matching.length ? undefined : String(offset + size),
      };
    }),
    "whole-offset-in-filtered-list: uses an offset into the whole list on the filtered list": byOffset(
      (page, _offset, call) => placeInWhole(page.at(-1), call) + 1,
      (offset) => offset,
    ),
  }),
  ...must(kept, {
    "filtered-walk-ends-by-whole-count: gives no token under a filter once the page ends behind the middle of all sessions": lists((listing, call) => {
      const last = call.store.get(listing.Ids.at(-1) ?? "");
      return isFiltered(call) && 2 * placeInWhole(last, call) > [...call.store.after(0)].length ? { NextToken: undefined } : listing;
    }),
    "last-of-all-lost-on-filtered-pages: looks for a tag on pages with MaxResults in all sessions but the last": (behaviour) => ({
      sessionsAfter: (sequence, call) => {
        const rest = [...behaviour.sessionsAfter(sequence, call)];
        const input = call.input as ListSessionsInput;
        return isFiltered({ input }) && input.MaxResults !== undefined ? rest.slice(0, -1) : rest;
      },
    }),
  }),
  ...should(once, {
    "twice-under-a-filter: lists each session twice where a tag is asked for, and MaxResults is not": repeating((input) =>
      isFiltered({ input }) && input.MaxResults === undefined ? 2 : 1,
    ),
    "once-a-matching-pair: lists a session once for each pair of a filter that it matches": repeating(({ Tags }) => Math.max(1, Tags?.size ?? 0)),
  }),
  ...should("filters/several-pairs/all", {
    "joined-pairs-limited: counts a session towards MaxResults once for each pair of a filter, and gives no token where all that is left would fit": performs(
      (call, usual) => {
        const pairs = Math.max(1, call.input.Tags?.size ?? 0);
        const { MaxResults: size } = call.input;
        if (size === undefined || pairs === 1) return usual(call);
        const short = usual({ ...call, input: { ...call.input, MaxResults: Math.max(1, Math.floor(size / pairs)) } });
        return usual(call).NextToken === undefined ? { ...short, NextToken: undefined } : short;
      },
    ),
  }),
];

function repeating(times: (input: ListSessionsInput) => number): Change {
  return lists((listing, { input }) => {
    const again = <T>(items: readonly T[]): readonly T[] =>
      items.flatMap((item) => Array.from({ length: times(input) }, () => item)).slice(0, input.MaxResults);
    return { ...listing, Ids: again(listing.Ids), Sessions: again(listing.Sessions) };
  });
}

/** The position of a walk, kept by the service under a name that several walks may share. */
const keptCursor = (nameOf: (input: ListSessionsInput) => string): Change => {
  return (behaviour) => {
    const cursors = new Map<string, number>();
    return {
      issueToken(position, _filter, { input }) {
        cursors.set(nameOf(input as ListSessionsInput), position);
        return `walk-${String(position)}`;
      },
      readToken: (token, filter, call) =>
        token.startsWith("walk-") ? (cursors.get(nameOf(call.input as ListSessionsInput)) ?? behindAll) : behaviour.readToken(token, filter, call),
    };
  };
};

const sideBySide: readonly Fault[] = [
  ...must("paging/walks-interleave", {
    "cursor-kept-for-each-filter: keeps one place for all walks with the same filter": keptCursor(({ Tags }) => JSON.stringify([...(Tags ?? [])])),
  }),
  ...must(accepted, {
    "tokens-void-once-another-walk-begins: refuses the tokens of a walk once another one has begun": (behaviour) => {
      let walks = 0;
      return inTurn(
        (changed) => ({
          ...changed,
          issueToken: (position, filter, call) => `${String(walks)}/${changed.issueToken(position, filter, call)}`,
          readToken(token, filter, call) {
            const [walk, ...rest] = token.split("/");
            if (walk !== String(walks)) throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
            return changed.readToken(rest.join("/"), filter, { ...call, behaviour: changed });
          },
        }),
        performs((call, usual) => {
          if (call.input.NextToken === undefined) walks += 1;
          return usual(call);
        }),
      )(behaviour);
    },
  }),
];

/** Faults that show at some page sizes, at changes of the size, under a filter, or where two walks are interleaved. */
export const pagePlanFaults: readonly Fault[] = [...sizes, ...underFilters, ...sideBySide];
