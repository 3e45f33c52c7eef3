import type { Call } from "./call.ts";
import type { StoredSession } from "./session.ts";

/** The request of `ListSessions`. */
export interface ListSessionsInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly RequestOrigin?: string;
  readonly Tags?: ReadonlyMap<string, string>;
}

/** Some sessions in their order, and the sequence after which the next page begins; undefined where there is none. */
interface Page {
  readonly sessions: readonly StoredSession[];
  readonly resumeAfter: number | undefined;
}

/** How a listing is cut into pages and shown. */
export interface Paging {
  readonly pageSizeOf: (input: ListSessionsInput) => number;
  /** Takes sessions until the page is full; `candidates` begin where the page before it ended. */
  readonly cutPage: (candidates: Iterable<StoredSession>, matches: (session: StoredSession) => boolean, size: number) => Page;
  readonly renderIds: (sessions: readonly StoredSession[], call: Call) => unknown;
  readonly renderSessions: (sessions: readonly StoredSession[], call: Call) => unknown;
}

// Glue documents none for this operation.
const defaultPageSize = 100;

/** Full pages, and a token exactly where another matching session follows. */
export const paging: Paging = {
  pageSizeOf: ({ MaxResults = defaultPageSize }) => MaxResults,
  cutPage(candidates, matches, size) {
    const sessions: StoredSession[] = [];
    for (const session of candidates) {
      if (!matches(session)) continue;
      if (sessions.length === size) return { sessions, resumeAfter: sessions.at(-1)?.sequence };
      sessions.push(session);
    }
    return { sessions, resumeAfter: undefined };
  },
  renderIds: (sessions) => sessions.map(({ id }) => id),
  renderSessions: (sessions, call) => sessions.map((session) => call.behaviour.renderSession(session, call)),
};

/** `ListSessions`: one page of the sessions that match the tags. RequestOrigin is a label and filters nothing. */
export function listSessions(call: Call<ListSessionsInput>): object {
  const { behaviour, input } = call;
  const filter = behaviour.filterOf(input);
  const after = input.NextToken === undefined ? 0 : behaviour.readToken(input.NextToken, filter, call);
  const { sessions, resumeAfter } = behaviour.cutPage(
    behaviour.sessionsAfter(after, call),
    (session) => behaviour.matchesFilter(session, filter, behaviour),
    behaviour.pageSizeOf(input),
  );
  return {
    Ids: behaviour.renderIds(sessions, call),
    Sessions: behaviour.renderSessions(sessions, call),
    NextToken: resumeAfter === undefined ? undefined : behaviour.issueToken(resumeAfter, filter, call),
  };
}
