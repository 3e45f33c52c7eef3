import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import type { Behaviour, Filtering, OperationCall, Page, TagFilter } from "../service/decisions.ts";
import { type Change, inTurn, type ListCall, lists } from "./change.ts";

/** Compares the tags of a session with one pair of a filter. */
export function pairs(matchesPair: Filtering["matchesPair"]): Change {
  return () => ({ matchesPair });
}

/** Whether a request asks for tags. */
export function isFiltered({ input }: Pick<OperationCall, "input">): boolean {
  return ((input as ListSessionsInput).Tags?.size ?? 0) > 0;
}

/** The same request without its filter. */
export function withoutTags(call: ListCall): ListCall {
  const { Tags: _, ...input } = call.input;
  return { ...call, input };
}

/** All sessions that match the filter of a request, in the order of their creation. */
export function matchingOf({ behaviour, input, store }: ListCall): readonly StoredSession[] {
  const filter = behaviour.filterOf(input);
  return [...store.after(0)].filter((session) => behaviour.matchesFilter(session, filter, behaviour));
}

/** Leaves sessions out of listings. */
export function hides(isHidden: (session: StoredSession, call: OperationCall) => boolean): Change {
  return ({ sessionsAfter }) => ({
    *sessionsAfter(position, call) {
      for (const session of sessionsAfter(position, call)) if (!isHidden(session, call)) yield session;
    },
  });
}

/** Lists all sessions as they are arranged, each page behind a position among their sequences. */
export function arranges(arrange: (sessions: readonly StoredSession[], call: OperationCall) => readonly StoredSession[]): Change {
  return ({ sessionsAfter }) => ({
    sessionsAfter: (position, call) => arrange([...sessionsAfter(0, call)], call).filter(({ sequence }) => sequence > position),
  });
}

/** Sessions in the order of ranks, which stand for their sequences. */
export function ranked(sessions: readonly StoredSession[], rankOf: (session: StoredSession, index: number) => number): readonly StoredSession[] {
  return sessions.map((session, index) => ({ ...session, sequence: rankOf(session, index) })).toSorted((one, other) => one.sequence - other.sequence);
}

/** Finds a page by how many sessions come before it. */
export const byOffset: Change = arranges((sessions) => ranked(sessions, (_session, index) => index + 1));

/** Counts towards a page differently from what `MaxResults` asks for. */
export function pageSize(change: (usual: number, input: ListSessionsInput) => number): Change {
  return ({ pageSizeOf }) => ({ pageSizeOf: (input) => change(pageSizeOf(input), input) });
}

/** Gives no token on some pages. */
export function endsWhere(applies: (call: ListCall) => boolean): Change {
  return lists((_listing, call) => (applies(call) ? { NextToken: undefined } : {}));
}

/** Cuts a page from all sessions that match and come after the page before. */
export function cuts(cut: (matching: readonly StoredSession[], size: number) => Page): Change {
  return () => ({ cutPage: (candidates, matches, size) => cut([...candidates].filter(matches), size) });
}

/** The page as the reference cuts it. */
export function fullPage(matching: readonly StoredSession[], size: number): Page {
  const sessions = matching.slice(0, size);
  return { sessions, resumeAfter: matching.length > size ? sessions.at(-1)?.sequence : undefined };
}

/** Changes pages behind which there are more sessions. */
export function cutsBefore(change: (page: Page, matching: readonly StoredSession[], size: number) => Partial<Page>): Change {
  return cuts((matching, size) => {
    const page = fullPage(matching, size);
    return page.resumeAfter === undefined ? page : { ...page, ...change(page, matching, size) };
  });
}

/** A position behind every session. */
export const behindAll = Number.MAX_SAFE_INTEGER;

/** Reads tokens differently; `usual` reads the token as the reference does. */
export function readsToken(read: (token: string, usual: () => number, filter: TagFilter, call: OperationCall) => number): Change {
  return ({ readToken }) => ({ readToken: (token, filter, call) => read(token, () => readToken(token, filter, call), filter, call) });
}

/** Something kept of each page for the request that asks for the next one. */
export function alongWalk<Kept>(
  keep: (call: ListCall, before: Kept | undefined) => Kept,
  change: (before: (token?: string) => Kept | undefined) => Change,
): Change {
  return (behaviour) => {
    const kept = new Map<string, Kept>();
    const before = (token = ""): Kept | undefined => kept.get(token);
    const keeping = lists(({ NextToken }, call) => {
      if (NextToken !== undefined) kept.set(NextToken, keep(call, before(call.input.NextToken)));
      return {};
    });
    return inTurn(keeping, change(before))(behaviour);
  };
}

interface Keeping {
  readonly created?: (draft: Omit<StoredSession, "sequence">, call: OperationCall) => Omit<StoredSession, "sequence">;
  readonly changed?: (session: StoredSession, call: OperationCall) => StoredSession;
  readonly deleted?: (session: StoredSession, call: OperationCall) => void;
}

/** Keeps something else of a session that is created or changed, and notes which one is deleted. */
export function keeps({ created = (draft) => draft, changed = (session) => session, deleted }: Keeping): Change {
  return ({ addSession, replaceSession, removeSession }: Behaviour) => ({
    addSession: (draft, call) => addSession(created(draft, call), call),
    replaceSession: (session, call) => replaceSession(changed(session, call), call),
    removeSession(session, call) {
      deleted?.(session, call);
      removeSession(session, call);
    },
  });
}
