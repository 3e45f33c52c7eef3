import type { ListSessionsInput, StoredSession } from "./stored-session.ts";
import type { OperationCall, Paging, Filtering } from "./decisions.ts";

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
export function listSessions(call: OperationCall<ListSessionsInput>): object {
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

/** A session is listed where it carries every pair of the filter, key and value exactly. */
export const filtering: Filtering = {
  filterOf: ({ Tags = new Map() }) => Tags,
  matchesPair: (tags, key, value) => tags.get(key) === value,
  combinePairs: (matches) => matches.every(Boolean),
  matchesFilter: ({ tags }, filter, { matchesPair, combinePairs }) => combinePairs([...filter].map(([key, value]) => matchesPair(tags, key, value))),
};
