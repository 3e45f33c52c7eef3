import { createHash } from "node:crypto";
import { type Change, inTurn, performs } from "../faults/change.ts";
import { arranges, cuts, fullPage, isFiltered, keeps, pageSize, ranked } from "../faults/listing.ts";
import type { OperationCall } from "../service/decisions.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import { legal, mayFail } from "./variant.ts";

const cappedAt = (most: number): Change => pageSize((requested) => Math.min(requested, most));
const oneOnAPage = cappedAt(1);

/** Another default page size. */
export const byDefault = (size: number): Change => pageSize((_usual, { MaxResults = size }) => MaxResults);

/** Cuts pages first and filters them afterwards. */
const filteringAfterPaging: Change = () => ({
  cutPage(candidates, matches, size) {
    const page = fullPage([...candidates], size);
    return { ...page, sessions: page.sessions.filter(matches) };
  },
});

/** The same, with a page for each session. */
export const filteringOneByOne = inTurn(filteringAfterPaging, oneOnAPage);

/** As many sessions on a page as the first page of the walk had; never more than the request asks for. */
const sizeOfFirstPage: Change = (behaviour) => {
  const sizes = new Map<string, number>();
  const firstSizeOf = ({ NextToken = "" }: ListSessionsInput): number | undefined => sizes.get(NextToken);
  return {
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

/** Examines at most ten sessions for a page, and goes on after them. */
const tenLookedAt: Change = () => ({
  cutPage(candidates, matches, size) {
    const sessions: StoredSession[] = [];
    let [seen, resumeAfter]: [number, number | undefined] = [0, undefined];
    for (const session of candidates) {
      if (seen === 10 || sessions.length === size) return { sessions, resumeAfter };
      seen += 1;
      resumeAfter = session.sequence;
      if (matches(session)) sessions.push(session);
    }
    return { sessions, resumeAfter: undefined };
  },
});

// A marked token gets the page of the token after the mark; an unmarked one, or none, gets an empty page and the marked token.
const emptyPageFirst = performs((call, usual) => {
  const { behaviour, input } = call;
  const { NextToken: token, ...others } = input;
  const inner = /^empty-(.*)$/su.exec(token ?? "")?.[1];
  if (inner !== undefined) return usual({ ...call, input: inner === "" ? others : { ...others, NextToken: inner } });
  if (token !== undefined) behaviour.readToken(token, behaviour.filterOf(input), call);
  return { Ids: [], Sessions: [], NextToken: `empty-${token ?? ""}` };
});

/** An empty page and a token at the end of each walk under a filter. */
const emptyPageAfterMatches = performs((call, usual) => {
  const { behaviour, input, store } = call;
  const filter = behaviour.filterOf(input);
  if (input.NextToken?.startsWith("done-") === true) {
    behaviour.readToken(input.NextToken.slice("done-".length), filter, call);
    return { Ids: [], Sessions: [] };
  }
  const page = usual(call);
  const last = page.Ids.at(-1);
  if (!isFiltered(call) || page.NextToken !== undefined || last === undefined) return page;
  return { ...page, NextToken: `done-${behaviour.issueToken(store.get(last)?.sequence ?? 0, filter, call)}` };
});

/** Each walk has sequences of its own. */
const sequencesOfAWalk = 2 ** 40;

/** An order without meaning; the rank of a session needs no other, so that a walk survives its deletion. */
const shuffled = (sessions: readonly StoredSession[], walk: number): readonly StoredSession[] =>
  ranked(sessions, ({ sequence }) => {
    const digest = createHash("sha256").update(`${String(walk)} ${String(sequence)}`);
    return walk * sequencesOfAWalk + Number.parseInt(digest.digest("hex").slice(0, 10), 16);
  });

/** Another order for every walk; a position says which walk it belongs to. */
const orderedAnew: Change = ({ sessionsAfter }) => {
  let walks = 0;
  return {
    sessionsAfter(position, call) {
      const walk = position === 0 ? (walks += 1) : Math.floor(position / sequencesOfAWalk);
      return shuffled([...sessionsAfter(0, call)], walk).filter(({ sequence }) => sequence > position);
    },
  };
};

/** Shows on all pages of a walk what there was on its first; `shown` is how such a session is listed when its turn comes. */
const walkingOverSnapshots =
  (
    shown: (session: StoredSession, call: OperationCall) => StoredSession | undefined,
    arranged: (sessions: readonly StoredSession[]) => readonly StoredSession[] = (sessions) => sessions,
  ): Change =>
  ({ sessionsAfter }) => {
    const walks: (readonly StoredSession[])[] = [];
    return {
      *sessionsAfter(position, call) {
        if (position === 0) walks.push(arranged([...sessionsAfter(0, call)]));
        const walk = position === 0 ? walks.length : Math.floor(position / sequencesOfAWalk);
        for (const [index, session] of (walks[walk - 1] ?? []).entries()) {
          const now = index < position % sequencesOfAWalk ? undefined : shown(session, call);
          if (now !== undefined) yield { ...now, sequence: walk * sequencesOfAWalk + index + 1 };
        }
      },
    };
  };

const asItIsNow = ({ id }: StoredSession, { store }: OperationCall): StoredSession | undefined => store.get(id);

/** Lists the last changed session first, or last; creation counts as a change. */
const byLastChange =
  (sign: 1 | -1): Change =>
  (behaviour) => {
    const ranks = new Map<string, number>();
    const rankOf = ({ id }: StoredSession): number => ranks.get(id) ?? 0;
    let changes = 0;
    const move = <Kept extends Pick<StoredSession, "id">>(session: Kept): Kept => {
      ranks.set(session.id, sign * (changes += 1));
      return session;
    };
    const walking = walkingOverSnapshots(asItIsNow, (sessions) => sessions.toSorted((one, other) => rankOf(one) - rankOf(other)));
    return inTurn(walking, keeps({ created: move, changed: move }))(behaviour);
  };

/** Services that cut a listing into pages in other ways, and go on with a walk in other ways after a change. */
export const pagingVariants = [
  ...mayFail(["paging/no-session-twice"], {
    "one-session-twice: begins each page with the last session of the page before it, where there is room for another": () => ({
      sessionsAfter: (position, { store, input }) => store.after((input as ListSessionsInput).MaxResults === 1 ? position : Math.max(0, position - 1)),
    }),
  }),
  ...legal({
    "half-pages: fills pages by half": pageSize((requested) => Math.ceil(requested / 2)),
    "one-on-a-page: lists one session on a page, whatever is asked for": oneOnAPage,
    "capped-pages: lists no more than 25 sessions on a page": cappedAt(25),
    "pages-capped-at-10: lists no more than ten sessions on a page, and gives a token for the others": cappedAt(10),
    "pages-capped-at-40: lists no more than forty sessions on a page, and gives a token for the others": cappedAt(40),
    "uneven-pages: does not fill pages of some sizes": pageSize((requested) => ([6, 11, 13].includes(requested) ? Math.ceil(requested / 3) : requested)),
    "default-size-1: lists one session on a page where nothing is asked for": byDefault(1),
    "default-size-2: lists two sessions on a page where nothing is asked for": byDefault(2),
    "default-size-5: lists five sessions on a page where nothing is asked for": byDefault(5),
    "default-size-20: lists twenty sessions on a page where nothing is asked for": byDefault(20),
    "default-size-44: lists 44 sessions on a page where nothing is asked for": byDefault(44),
    "size-of-first-page: lists on a page no more sessions than on the first one of the walk": sizeOfFirstPage,
    "empty-page-before-each: gives an empty page with a token before every page with sessions": emptyPageFirst,
    "empty-page-after-matches: gives an empty last page under a filter": emptyPageAfterMatches,
    "empty-page-at-end: gives a token with every full page, if only for an empty page": cuts((matching, size) => {
      const sessions = matching.slice(0, size);
      return { sessions, resumeAfter: sessions.length === size ? sessions.at(-1)?.sequence : undefined };
    }),
    "filter-after-paging: filters what is on a page after cutting it": filteringAfterPaging,
    "filter-after-paging-one-by-one: gives a page for every session, an empty one for those that do not match": filteringOneByOne,
    "filter-after-small-default-pages: lists five sessions on a page where nothing is asked for, and filters them after cutting the page": [
      byDefault(5),
      filteringAfterPaging,
    ],
    "ten-looked-at: looks at ten sessions for a page, whether they match or not": tenLookedAt,
    "newest-first: lists the newest sessions first": arranges((sessions) => ranked(sessions, ({ sequence }) => sequencesOfAWalk - sequence)),
    "no-order: lists sessions in an order of no meaning": arranges((sessions) => shuffled(sessions, 0)),
    "another-order-each-walk: lists sessions in another order in every walk": orderedAnew,
    "walks-over-snapshots: lists on later pages what there was on the first page and is still there, as it is now": walkingOverSnapshots(asItIsNow),
    "walks-over-old-snapshots: lists on later pages what there was on the first page, as it was then, what was deleted since included": walkingOverSnapshots(
      (session) => session,
    ),
    "newest-change-first-in-snapshots: lists what was changed last first, in the order that the first page saw": byLastChange(-1),
    "newest-change-last-in-snapshots: lists what was changed last at the end, in the order that the first page saw": byLastChange(1),
  }),
];
