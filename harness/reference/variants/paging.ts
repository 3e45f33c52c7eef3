import { createHash } from "node:crypto";
import { listSessions } from "../service/list-sessions.ts";
import { legal, mayFail, type Variant } from "./variant.ts";
import { type Apply, deciding } from "./changes.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";

/** Pages whose size depends on the requested one. */
function withPagesOf(sizeOf: (requested: number) => number): Apply {
  return deciding(({ cutPage }) => ({ cutPage: (candidates, matches, size) => cutPage(candidates, matches, sizeOf(size)) }));
}

/** Another default page size. */
export function withDefaultSize(size: number): Apply {
  return deciding({ pageSizeOf: ({ MaxResults = size }) => MaxResults });
}

/** Cuts pages first and filters them afterwards. */
export const filteringAfterPaging: Apply = deciding({
  cutPage(candidates, matches, size) {
    const page: StoredSession[] = [];
    for (const session of candidates) {
      if (page.length === size) return { sessions: page.filter(matches), resumeAfter: page.at(-1)?.sequence };
      page.push(session);
    }
    return { sessions: page.filter(matches), resumeAfter: undefined };
  },
});

/** One session at most on a page. */
export const oneOnAPage: Apply = withPagesOf(() => 1);

/** Lists in the order of the ranks that sessions have; the rank of a session needs no other, so that a walk survives its deletion. */
function inOrderOf(rankOf: (sequence: number) => number | string): Apply {
  return deciding({
    *sessionsAfter(position, { store }) {
      const ranked = [...store.after(0)].map((session) => ({ session, rank: rankOf(session.sequence) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
      const after = position === 0 ? undefined : rankOf(position);
      for (const { session, rank } of ranked) if (after === undefined || rank > after) yield session;
    },
  });
}

const shuffled = (salt: number) => (sequence: number) =>
  createHash("sha256")
    .update(`${String(salt)} ${String(sequence)}`)
    .digest("hex");

/** Sequences that identify the walk that they are read in. */
const sequencesOfAWalk = 2 ** 24;

/** As `inOrderOf`, in another order for every walk; a position says which walk it belongs to. */
function inAnotherOrderEachTime(): Apply {
  return (behaviour) => {
    let walks = 0;
    return {
      ...behaviour,
      *sessionsAfter(position, call) {
        if (position === 0) walks += 1;
        const walk = position === 0 ? walks : Math.floor(position / sequencesOfAWalk);
        const { sessionsAfter } = inOrderOf(shuffled(walk))(behaviour);
        for (const session of sessionsAfter(position % sequencesOfAWalk, call)) yield { ...session, sequence: walk * sequencesOfAWalk + session.sequence };
      },
    };
  };
}

const marker = "empty-";

// A marked token gets the page of the token after the mark; an unmarked one, or none, gets an empty page and the marked token.
function emptyPageFirst(call: OperationCall<Parameters<typeof listSessions>[0]["input"]>): object {
  const { behaviour, input } = call;
  const { NextToken: token, ...others } = input;
  if (token?.startsWith(marker) === true) {
    const inner = token.slice(marker.length);
    return listSessions({ ...call, input: inner === "" ? others : { ...others, NextToken: inner } });
  }
  if (token !== undefined) behaviour.readToken(token, behaviour.filterOf(input), call);
  return { Ids: [], Sessions: [], NextToken: marker + (token ?? "") };
}

/** Services that cut a listing into pages in other ways. */
export const pagingVariants: readonly Variant[] = [
  ...legal({
    "half-pages: fills pages by half": withPagesOf((requested) => Math.ceil(requested / 2)),
    "one-on-a-page: lists one session on a page, whatever is asked for": oneOnAPage,
    "capped-pages: lists no more than 25 sessions on a page": withPagesOf((requested) => Math.min(requested, 25)),
    "default-size-1: lists one session on a page where nothing is asked for": withDefaultSize(1),
    "default-size-2: lists two sessions on a page where nothing is asked for": withDefaultSize(2),
    "default-size-5: lists five sessions on a page where nothing is asked for": withDefaultSize(5),
    "empty-page-before-each: gives an empty page with a token before every page with sessions": ({ operations }) => ({
      operations: { ...operations, ListSessions: emptyPageFirst },
    }),
    "empty-page-at-end: gives a token with every full page, if only for an empty page": () => ({
      cutPage(candidates, matches, size) {
        const sessions: StoredSession[] = [];
        for (const session of candidates) {
          if (!matches(session)) continue;
          sessions.push(session);
          if (sessions.length === size) return { sessions, resumeAfter: session.sequence };
        }
        return { sessions, resumeAfter: undefined };
      },
    }),
    "filter-after-paging: filters what is on a page after cutting it": filteringAfterPaging,
    "filter-after-paging-one-by-one: gives a page for every session, an empty one for those that do not match": [filteringAfterPaging, oneOnAPage],
    "one-session-twice: begins each page with the last session of the page before it, where there is room for another": [
      () => ({
        sessionsAfter: (position, { store, input }) => store.after((input as { MaxResults?: number }).MaxResults === 1 ? position : Math.max(0, position - 1)),
      }),
      mayFail("paging/no-session-twice"),
    ],
    "newest-first: lists the newest sessions first": inOrderOf((sequence) => -sequence),
    "no-order: lists sessions in an order of no meaning": inOrderOf(shuffled(0)),
    "another-order-each-walk: lists sessions in another order in every walk": inAnotherOrderEachTime(),
  }),
];
