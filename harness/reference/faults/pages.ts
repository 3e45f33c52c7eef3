import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import { type Change, crash, inTurn, type ListCall, lists, performs, refuseToken } from "./change.ts";
import { alongWalk, arranges, behindAll, cuts, cutsBefore, endsWhere, fullPage, hides, isFiltered, matchingOf, pageSize, readsToken } from "./listing.ts";
import { fromArray } from "./from-array.ts";
import { type Fault, faultTable } from "./fault.ts";

const sizeless = ({ NextToken, MaxResults }: ListSessionsInput): boolean => NextToken !== undefined && MaxResults === undefined;

const capped = (most: number): Change => lists(({ Ids, Sessions }) => ({ Ids: Ids.slice(0, most), Sessions: Sessions.slice(0, most) }));

/** Crashes on one kind of request. */
const crashesOn = (what: string, applies: (call: ListCall) => boolean): Change => performs((call, usual) => (applies(call) ? crash(what) : usual(call)));

/** Gives no token for pages of some sizes. */
const endsAt = (applies: (size: number, call: ListCall) => boolean): Change => endsWhere((call) => applies(call.input.MaxResults ?? 100, call));

/** Gives new tokens after the last page, for pages of some sizes. */
const endlessBehind =
  (applies: (size: number) => boolean): Change =>
  (behaviour) => {
    let given = 0;
    return inTurn(
      readsToken((token, usual) => (token.startsWith("more-") ? behindAll : usual())),
      lists(({ NextToken = `more-${String((given += 1))}` }, { input }) => (applies(input.MaxResults ?? 100) ? { NextToken } : {})),
    )(behaviour);
  };

/** Lists each session so many times. */
const repeating = (times: (call: ListCall) => number): Change =>
  lists(({ Ids, Sessions }, call) => {
    const again = <T>(items: readonly T[]): readonly T[] => items.flatMap((item) => Array<T>(times(call)).fill(item)).slice(0, call.input.MaxResults);
    return { Ids: again(Ids), Sessions: again(Sessions) };
  });

const onceATag = (sessions: readonly StoredSession[]): readonly StoredSession[] => sessions.flatMap((session) => [...session.tags].map(() => session));

/** The offset in a token. */
function offsetOf({ input }: ListCall): number {
  const offset = Number(input.NextToken ?? 0);
  return Number.isInteger(offset) ? offset : refuseToken();
}

const placeInWhole = (session: StoredSession | undefined, { store }: ListCall): number =>
  [...store.after(0)].findIndex((one) => one.sequence === session?.sequence);

/** Faults in how pages are cut: their lengths, what is lost or repeated between them, and what a filter does to them. */
export const pageFaults: readonly Fault[] = faultTable({
  "paging/page-within-max-results": "must",
  "max-results-ignored: takes no notice of MaxResults": pageSize(() => 100),
  "page-one-too-long: lists one session more than MaxResults": cuts((matching, size) => fullPage(matching, size + 1)),
  "max-results-at-least-five: takes a smaller MaxResults for five": pageSize((usual) => Math.max(5, usual)),
  "max-results-ignored-on-later-pages: takes no notice of MaxResults on later pages": pageSize((usual, input) => (input.NextToken === undefined ? usual : 100)),
  "sessions-not-paged: cuts Ids to MaxResults, but not Sessions": lists((_listing, call) => ({
    Sessions: call.behaviour.renderSessions([...call.store.after(0)], call),
  })),
  "max-results-with-tags-ignored: takes no notice of MaxResults in a request that filters": pageSize((usual, { Tags }) => (Tags === undefined ? usual : 100)),
  "max-results-of-first-page-kept: cuts later pages to the MaxResults of the first": alongWalk<number>(
    ({ behaviour, input }) => behaviour.pageSizeOf(input),
    (first) => pageSize((usual, { NextToken }) => first(NextToken) ?? usual),
  ),
  "ids-not-paged: cuts Sessions to MaxResults, but not Ids": lists((_listing, call) => ({ Ids: call.behaviour.renderIds(matchingOf(call), call) })),
  "paging/page-size-may-change": "must",
  "token-without-max-results-crash: crashes on a token that comes without MaxResults": crashesOn("a page size that is not there", ({ input }) =>
    sizeless(input),
  ),
  "filtered-token-without-max-results-crash: crashes on a token with a filter and without MaxResults": crashesOn(
    "a page size that is not there",
    (call) => sizeless(call.input) && isFiltered(call),
  ),
  "token-without-max-results-is-last-page: gives no token on a page that is asked for with a token and without MaxResults, of five sessions at most": [
    pageSize((usual, input) => (sizeless(input) ? 5 : usual)),
    endsWhere(({ input }) => sizeless(input)),
  ],
  "token-with-more-results-crash: crashes on a page that is larger than the page before": alongWalk<number>(
    ({ input }) => input.MaxResults ?? 100,
    (before) => crashesOn("a larger page", ({ input: { NextToken, MaxResults = 100 } }) => MaxResults > (before(NextToken) ?? MaxResults)),
  ),
  "pages-by-number: finds a page by its number times the MaxResults of the moment": ({ pageSizeOf }) => ({
    issueToken: (_position, _filter, { input }) => String(Number((input as ListSessionsInput).NextToken ?? 0) + 1),
    readToken: (token, _filter, call) => matchingOf(call as ListCall)[Number(token) * pageSizeOf(call.input as ListSessionsInput) - 1]?.sequence ?? behindAll,
  }),
  "paging/token-is-accepted": "must",
  "token-refused-without-max-results: refuses a token that comes without MaxResults": performs((call, usual) =>
    sizeless(call.input) ? refuseToken() : usual(call),
  ),
  "paging/finds-every-session": "must",
  "no-token-beside-origin: gives no token where RequestOrigin is given": endsWhere(({ input }) => input.RequestOrigin !== undefined),
  "token-beside-origin-crash: crashes on a token beside RequestOrigin": crashesOn(
    "two members",
    ({ input }) => input.NextToken !== undefined && input.RequestOrigin !== undefined,
  ),
  "page-one-too-short: counts a session on every full page that it does not list": cutsBefore(({ sessions }) => ({ sessions: sessions.slice(0, -1) })),
  "last-session-lost: leaves out the last session of all": cuts((matching, size) => fullPage(matching.slice(0, -1), size)),
  "first-session-of-later-pages-lost: goes on behind the session with which a later page begins": cutsBefore((_page, matching, size) => ({
    resumeAfter: matching[size]?.sequence,
  })),
  "first-session-lost: begins to count sessions at one": hides(({ sequence }, { operation }) => operation === "ListSessions" && sequence === 1),
  "default-page-of-ten-is-all: lists ten sessions and no token where MaxResults is absent": lists(({ Ids, Sessions }, { input }) =>
    input.MaxResults === undefined ? { Ids: Ids.slice(0, 10), Sessions: Sessions.slice(0, 10), NextToken: undefined } : {},
  ),
  "page-of-ten-at-most: drops from a page what is more than ten sessions": capped(10),
  "page-of-twenty-at-most: drops from a page what is more than twenty sessions": capped(20),
  "page-of-twenty-five-at-most: drops from a page what is more than 25 sessions": capped(25),
  "page-of-forty-at-most: drops from a page what is more than forty sessions": capped(40),
  "walk-of-ten-pages-at-most: gives no token on the tenth page": alongWalk<number>(
    (_call, depth = 0) => depth + 1,
    (depth) => endsWhere(({ input }) => (depth(input.NextToken) ?? 0) >= 9),
  ),
  "newest-thirty-two-only: lists the newest 32 sessions only": arranges((sessions) => sessions.slice(-32)),
  "page-of-one-is-all: gives no token where MaxResults is 1": endsAt((size) => size === 1),
  "max-results-above-count-lists-nothing: lists nothing where MaxResults is more than the sessions that are left": cuts((matching, size) =>
    matching.length < size ? { sessions: [], resumeAfter: undefined } : fullPage(matching, size),
  ),
  "last-short-page-lost: leaves out a last page that is not full": cutsBefore((_page, { length }, size) =>
    length < 2 * size ? { resumeAfter: undefined } : {},
  ),
  "last-full-page-lost: leaves out a last page that is full": cutsBefore((_page, { length }, size) => (length === 2 * size ? { resumeAfter: undefined } : {})),
  "last-session-alone-lost: gives no token where one session is left": cutsBefore((_page, { length }, size) =>
    length === size + 1 && size > 1 ? { resumeAfter: undefined } : {},
  ),
  "no-token-at-six-and-eleven: gives no token where MaxResults is 6 or 11": endsAt((size) => size === 6 || size === 11),
  "no-token-above-eight-below-fifteen: gives no token where MaxResults is 10, 12 or 14": endsAt((size) => [10, 12, 14].includes(size)),
  "no-token-where-size-divides: gives no token where MaxResults divides the number of sessions, but for 1": endsAt(
    (size, call) => size > 1 && matchingOf(call).length % size === 0,
  ),
  "filtered-offset-in-whole-list: uses an offset into the filtered list on the whole list, and ends after as many sessions as match": fromArray({
    startOf(sessions, call) {
      const offset = offsetOf(call);
      return sessions.filter((session) => placeInWhole(session, call) < offset).length;
    },
    tokenAt(_end, sessions, call) {
      const next = offsetOf(call) + call.behaviour.pageSizeOf(call.input);
      return next >= sessions.length ? undefined : String(next);
    },
  }),
  "whole-offset-in-filtered-list: uses an offset into the whole list on the filtered list": fromArray({
    startOf: (_sessions, call) => offsetOf(call),
    tokenAt: (end, sessions, call) => (end >= sessions.length ? undefined : String(placeInWhole(sessions[end - 1], call) + 1)),
  }),
  "paging/no-session-twice": "should",
  "seam-session-twice: begins a page with the last session of the page before": cutsBefore(({ sessions }, _matching, size) =>
    size === 1 ? {} : { resumeAfter: sessions.at(-2)?.sequence },
  ),
  "pages-overlap-by-half: begins a page in the middle of the page before": cutsBefore(({ sessions }, _matching, size) => ({
    resumeAfter: sessions[Math.floor(size / 2)]?.sequence,
  })),
  "session-once-a-tag: lists a session once for each of its tags": ({ renderIds, renderSessions }) => ({
    renderIds: (sessions, call) => renderIds(onceATag(sessions), call),
    renderSessions: (sessions, call) => renderSessions(onceATag(sessions), call),
  }),
  "first-session-on-every-page: lists the first session of all at the end of the last page again": lists(({ Ids, NextToken }, { input, store, behaviour }) => {
    const [first] = store.after(0);
    const isLast = input.NextToken !== undefined && NextToken === undefined && Ids.length < behaviour.pageSizeOf(input);
    return isLast && first !== undefined ? { Ids: [...Ids, first.id] } : {};
  }),
  "twice-under-a-filter: lists each session twice where a tag is asked for, and MaxResults is not": repeating((call) =>
    isFiltered(call) && call.input.MaxResults === undefined ? 2 : 1,
  ),
  "once-a-matching-pair: lists a session once for each pair of a filter that it matches": repeating(({ input }) => Math.max(1, input.Tags?.size ?? 0)),
  "paging/ends": "must",
  "last-page-again-and-again: gives a new token for the last page on the last page": (behaviour) => {
    const starts = new Map<string, number>();
    return inTurn(
      readsToken((token, usual) => starts.get(token) ?? usual()),
      lists(({ NextToken }, call) => {
        const { input } = call;
        if (NextToken !== undefined) return {};
        const start = input.NextToken === undefined ? 0 : call.behaviour.readToken(input.NextToken, behaviour.filterOf(input), call);
        const token = `again-${String(starts.size + 1)}`;
        starts.set(token, start);
        return { NextToken: token };
      }),
    )(behaviour);
  },
  "empty-pages-without-end: goes on with empty pages, each with a new token": endlessBehind(() => true),
  "empty-pages-without-end-on-small-pages: goes on with empty pages, each with a new token, where less than five sessions are asked for": endlessBehind(
    (size) => size < 5,
  ),
  "empty-page-with-its-own-token: gives an empty page behind a full last one, whose token leads to itself": cuts((matching, size) => {
    const sessions = matching.slice(0, size);
    return { sessions, resumeAfter: sessions.length === size ? sessions.at(-1)?.sequence : sessions.length === 0 ? behindAll : undefined };
  }),
  "no-end-where-nothing-matches: gives a fresh token with each empty page where no session matches": (behaviour) => {
    let places = behindAll / 2;
    return cuts((matching, size) => (matching.length === 0 ? { sessions: [], resumeAfter: (places += 1) } : fullPage(matching, size)))(behaviour);
  },
  "filters/single-pair/kept-over-pages": "must",
  "filtered-walk-ends-by-whole-count: gives no token under a filter once the page ends behind the middle of all sessions": lists(({ Ids }, call) => {
    const last = call.store.get(Ids.at(-1) ?? "");
    return isFiltered(call) && 2 * placeInWhole(last, call) > [...call.store.after(0)].length ? { NextToken: undefined } : {};
  }),
  "last-of-all-lost-on-filtered-pages: looks for a tag on pages with MaxResults in all sessions but the last": arranges((sessions, call) =>
    isFiltered(call) && (call as ListCall).input.MaxResults !== undefined ? sessions.slice(0, -1) : sessions,
  ),
  "filters/several-pairs/all": "should",
  "joined-pairs-limited: counts a session towards MaxResults once for each pair of a filter, and gives no token where all that is left would fit": performs(
    (call, usual) => {
      const pairs = Math.max(1, call.input.Tags?.size ?? 0);
      const { MaxResults: size } = call.input;
      if (size === undefined || pairs === 1) return usual(call);
      const short = usual({ ...call, input: { ...call.input, MaxResults: Math.max(1, Math.floor(size / pairs)) } });
      return usual(call).NextToken === undefined ? { ...short, NextToken: undefined } : short;
    },
  ),
});
