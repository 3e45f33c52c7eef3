import { behindAll, type Change, cuts, fullPage, lists } from "./change.ts";
import { type Fault, must } from "./fault.ts";
const finds = "paging/finds-every-session";

const capped = (most: number): Change => lists((listing) => ({ Ids: listing.Ids.slice(0, most), Sessions: listing.Sessions.slice(0, most) }));

/** Faults that lose sessions between pages. */
export const lossFaults: readonly Fault[] = [
  ...must(finds, {
    "page-one-too-short: counts a session on every full page that it does not list": cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions: resumeAfter === undefined ? sessions : sessions.slice(0, -1), resumeAfter };
    }),
    "last-session-lost: leaves out the last session of all": cuts((matching, size) => fullPage(matching.slice(0, -1), size)),
    "first-session-of-later-pages-lost: goes on behind the session with which a later page begins": cuts((matching, size) => {
      const { sessions, resumeAfter } = fullPage(matching, size);
      return { sessions, resumeAfter: resumeAfter === undefined ? undefined : matching[size]?.sequence };
    }),
    "first-session-lost: begins to count sessions at one": (behaviour) => ({
      sessionsAfter: (sequence, call) =>
        call.operation === "ListSessions" && sequence === 0 ? behaviour.sessionsAfter(1, call) : behaviour.sessionsAfter(sequence, call),
    }),
    "default-page-of-ten-is-all: lists ten sessions and no token where MaxResults is absent": lists(({ Ids, Sessions }, { input }) =>
      input.MaxResults === undefined ? { Ids: Ids.slice(0, 10), Sessions: Sessions.slice(0, 10), NextToken: undefined } : {},
    ),
    "page-of-ten-at-most: drops from a page what is more than ten sessions": capped(10),
    "page-of-twenty-at-most: drops from a page what is more than twenty sessions": capped(20),
    "page-of-twenty-five-at-most: drops from a page what is more than 25 sessions": capped(25),
    "walk-of-ten-pages-at-most: gives no token on the tenth page": (behaviour) => {
      const depths = new Map<string, number>();
      return lists((listing, { input }) => {
        const depth = (depths.get(input.NextToken ?? "") ?? 0) + 1;
        if (listing.NextToken !== undefined) depths.set(listing.NextToken, depth);
        return { NextToken: depth >= 10 ? undefined : listing.NextToken };
      })(behaviour);
    },
    "newest-thirty-two-only: lists the newest 32 sessions only": (behaviour) => ({
      sessionsAfter: (sequence, call) => [...behaviour.sessionsAfter(0, call)].slice(-32).filter((session) => session.sequence > sequence),
    }),
    "page-of-one-is-all: gives no token where MaxResults is 1": lists((listing, { input }) => ({
      NextToken: input.MaxResults === 1 ? undefined : listing.NextToken,
    })),
    "max-results-above-count-lists-nothing: lists nothing where MaxResults is more than the sessions that are left": cuts((matching, size) =>
      matching.length < size ? { sessions: [], resumeAfter: undefined } : fullPage(matching, size),
    ),
    "last-short-page-lost: leaves out a last page that is not full": cuts((matching, size) => {
      const page = fullPage(matching, size);
      return matching.length < 2 * size ? { ...page, resumeAfter: undefined } : page;
    }),
    "last-full-page-lost: leaves out a last page that is full": cuts((matching, size) => {
      const page = fullPage(matching, size);
      return matching.length === 2 * size ? { ...page, resumeAfter: undefined } : page;
    }),
  }),
  ...must("paging/page-size-may-change", {
    "pages-by-number: finds a page by its number times the MaxResults of the moment": (behaviour) => ({
      issueToken: (_position, _filter, { input }) => String(Number((input as { readonly NextToken?: string }).NextToken ?? 0) + 1),
      readToken(token, filter, call) {
        const matching = [...call.store.after(0)].filter((session) => behaviour.matchesFilter(session, filter, behaviour));
        return matching[Number(token) * behaviour.pageSizeOf(call.input as object) - 1]?.sequence ?? behindAll;
      },
    }),
  }),
];
