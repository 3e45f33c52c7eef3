import { listSessions } from "../service/list-sessions.ts";
import type { Variant } from "./variant.ts";
import { type Apply, applying, deciding } from "./changes.ts";
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
  { name: "default-size-20", title: "lists twenty sessions on a page where nothing is asked for", mayFail: [], apply: withDefaultSize(20) },
  { name: "default-size-44", title: "lists 44 sessions on a page where nothing is asked for", mayFail: [], apply: withDefaultSize(44) },
  { name: "pages-capped-at-10", title: "lists no more than ten sessions on a page, and gives a token for the others", mayFail: [], apply: cappedAt(10) },
  { name: "pages-capped-at-40", title: "lists no more than forty sessions on a page, and gives a token for the others", mayFail: [], apply: cappedAt(40) },
  { name: "size-of-first-page", title: "lists on a page no more sessions than on the first one of the walk", mayFail: [], apply: sizeOfFirstPage },
  { name: "uneven-pages", title: "does not fill pages of some sizes", mayFail: [], apply: unevenPages },
  {
    name: "empty-page-after-matches",
    title: "gives an empty last page under a filter",
    mayFail: [],
    apply: deciding(({ operations }) => ({ operations: { ...operations, ListSessions: emptyPageAfterMatches } })),
  },
  { name: "ten-looked-at", title: "looks at ten sessions for a page, whether they match or not", mayFail: [], apply: tenLookedAt },
  {
    name: "filter-after-small-default-pages",
    title: "lists five sessions on a page where nothing is asked for, and filters them after cutting the page",
    mayFail: [],
    apply: applying(withDefaultSize(5), filteringAfterPaging),
  },
];
