import { listSessions } from "../service/list-sessions.ts";
import { legal, type Variant } from "./variant.ts";
import { type Apply, deciding } from "./changes.ts";
import { filteringAfterPaging, withDefaultSize } from "./paging.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";

/** Pages of limited size, with a token for the rest. */
const cappedAt = (most: number): Apply => deciding(({ pageSizeOf }) => ({ pageSizeOf: (input) => Math.min(most, pageSizeOf(input)) }));

/** As many sessions on a page as the first page of the walk had; never more than the request asks for. */
const sizeOfFirstPage: Apply = (behaviour) => {
  const sizes = new Map<string, number>();
  const firstSizeOf = ({ NextToken }: ListSessionsInput): number | undefined => (NextToken === undefined ? undefined : sizes.get(NextToken));
  return {
    ...behaviour,
    pageSizeOf: (input) => Math.min(input.MaxResults ?? Infinity, firstSizeOf(input) ?? behaviour.pageSizeOf(input)),
    issueToken(position, filter, call) {
      const input = call.input as ListSessionsInput;
      const size = firstSizeOf(input) ?? behaviour.pageSizeOf(input);
      const token = `${String(size)}:${behaviour.issueToken(position, filter, call)}`;
      sizes.set(token, size);
      return token;
    },
    readToken: (token, filter, call) => behaviour.readToken(token.slice(token.indexOf(":") + 1), filter, { ...call, behaviour }),
  };
};

/** Some page sizes are not filled, as where a page is cut by bytes. */
const unevenPages: Apply = deciding(({ pageSizeOf }) => ({
  pageSizeOf(input) {
    const size = pageSizeOf(input);
    return [6, 11, 13].includes(size) ? Math.ceil(size / 3) : size;
  },
}));

/** An empty page and a token at the end of each walk under a filter. */
function emptyPageAfterMatches(call: OperationCall<ListSessionsInput>): object {
  const { behaviour, input } = call;
  const isFiltered = (input.Tags?.size ?? 0) > 0;
  if (input.NextToken?.startsWith("done-") === true) {
    behaviour.readToken(input.NextToken.slice("done-".length), behaviour.filterOf(input), call);
    return { Ids: [], Sessions: [] };
  }
  const page = listSessions(call) as { readonly Ids: readonly string[]; readonly NextToken?: string };
  if (!isFiltered || page.NextToken !== undefined || page.Ids.length === 0) return page;
  const last = call.store.get(page.Ids.at(-1) ?? "")?.sequence ?? 0;
  return { ...page, NextToken: `done-${behaviour.issueToken(last, behaviour.filterOf(input), call)}` };
}

/** Examines at most ten sessions for a page, and goes on after them. */
const tenLookedAt: Apply = deciding({
  cutPage(candidates, matches, size) {
    const sessions: StoredSession[] = [];
    let seen = 0;
    let last: StoredSession | undefined;
    for (const session of candidates) {
      if (seen === 10 || sessions.length === size) return { sessions, resumeAfter: last?.sequence };
      seen += 1;
      last = session;
      if (matches(session)) sessions.push(session);
    }
    return { sessions, resumeAfter: undefined };
  },
});

/** Services whose pages depend on the request, where a suite may expect that they do not. */
export const pagePlanVariants: readonly Variant[] = [
  ...legal({
    "default-size-20: lists twenty sessions on a page where nothing is asked for": withDefaultSize(20),
    "default-size-44: lists 44 sessions on a page where nothing is asked for": withDefaultSize(44),
    "pages-capped-at-10: lists no more than ten sessions on a page, and gives a token for the others": cappedAt(10),
    "pages-capped-at-40: lists no more than forty sessions on a page, and gives a token for the others": cappedAt(40),
    "size-of-first-page: lists on a page no more sessions than on the first one of the walk": sizeOfFirstPage,
    "uneven-pages: does not fill pages of some sizes": unevenPages,
    "empty-page-after-matches: gives an empty last page under a filter": ({ operations }) => ({
      operations: { ...operations, ListSessions: emptyPageAfterMatches },
    }),
    "ten-looked-at: looks at ten sessions for a page, whether they match or not": tenLookedAt,
    "filter-after-small-default-pages: lists five sessions on a page where nothing is asked for, and filters them after cutting the page": [
      withDefaultSize(5),
      filteringAfterPaging,
    ],
  }),
];
