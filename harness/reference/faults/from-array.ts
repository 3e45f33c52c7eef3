import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { type Change, performs, refuseToken } from "./change.ts";
import { matchingOf } from "./listing.ts";

type ListCall = OperationCall<ListSessionsInput>;

/** How a service cuts a page out of one array of all sessions that match, as most emulators do. */
interface Cutting {
  /** The array in its order, at each request. */
  readonly arrange?: (matching: readonly StoredSession[], call: ListCall) => readonly StoredSession[];
  readonly sizeOf?: (call: ListCall) => number;
  /** Index of the page's first session. */
  readonly startOf?: (sessions: readonly StoredSession[], call: ListCall) => number;
  /** The token of a page that ends before an index; undefined for none. */
  readonly tokenAt?: (end: number, sessions: readonly StoredSession[], call: ListCall) => string | null | undefined;
}

/** At the first session that follows by what a token says. */
export function startAt(follows: (token: string) => (session: StoredSession) => boolean): NonNullable<Cutting["startOf"]> {
  return (sessions, { input: { NextToken: token } }) => {
    if (token === undefined) return 0;
    const index = sessions.findIndex(follows(token));
    return index === -1 ? sessions.length : index;
  };
}

/** After the session whose place in the order of creation the token holds, so that deletions and additions move nothing. */
export const startBehindPlace = startAt((token) => {
  const place = Number(/^at-(\d+)/u.exec(token)?.[1] ?? refuseToken());
  return ({ sequence }) => sequence > place;
});

/** A token for the place of the last session listed, whether or not another one follows. */
export const placeOfLast = (end: number, sessions: readonly StoredSession[]): string => `at-${String(sessions[end - 1]?.sequence ?? 0)}`;

/** The same where another one follows. */
export const tokenOfPlace = (end: number, sessions: readonly StoredSession[]): string | undefined =>
  end < sessions.length ? placeOfLast(end, sessions) : undefined;

/** What is written of the last session listed where another one follows. */
export const tokenOf =
  (write: (last: StoredSession, end: number) => string): NonNullable<Cutting["tokenAt"]> =>
  (end, sessions) => {
    const last = sessions[end - 1];
    return last === undefined || end >= sessions.length ? undefined : write(last, end);
  };

/** The id of that session. */
export const tokenOfLast = tokenOf(({ id }) => id);

/** The second in which a session was created. */
export const secondOf = ({ createdAt }: StoredSession): number => Math.trunc(createdAt / 1_000);

/** After the session whose id is the token; `gone` where there is none. */
export const startBehindId =
  (gone: (sessions: readonly StoredSession[]) => number) =>
  (sessions: readonly StoredSession[], { input }: ListCall): number => {
    if (input.NextToken === undefined) return 0;
    const index = sessions.findIndex(({ id }) => id === input.NextToken);
    return index === -1 ? gone(sessions) : index + 1;
  };

/** Lists from one array; what `cutting` omits is correct. */
export function fromArray({ arrange = (matching) => matching, sizeOf, startOf = startBehindPlace, tokenAt = tokenOfPlace }: Cutting): Change {
  return performs((call) => {
    const { behaviour, input } = call;
    const sessions = arrange(matchingOf(call), call);
    const start = startOf(sessions, call);
    const page = sessions.slice(start, start + (sizeOf ?? (() => behaviour.pageSizeOf(input)))(call));
    return { Ids: behaviour.renderIds(page, call), Sessions: behaviour.renderSessions(page, call), NextToken: tokenAt(start + page.length, sessions, call) };
  });
}

/** A size that no account reaches. */
export const all = (): number => Number.MAX_SAFE_INTEGER;
