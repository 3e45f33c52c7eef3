import type { Fault } from "./fault.ts";
import { type BehaviourChange, fullPage, inTurn, shows } from "./change.ts";
import type { StoredSession } from "../service/stored-session.ts";

const gone = "sessions/gone-after-delete";
const stopped = "sessions/stop-reflected";
const times = "sessions/times-of-stopped";
const tagged = "sessions/tags-reflected";

/** Keeps deleted sessions in one kind of listing. */
const keptWhere =
  (asksFor: (input: { readonly Tags?: ReadonlyMap<string, string>; readonly MaxResults?: number }) => boolean): BehaviourChange =>
  (behaviour) => {
    const deleted = new Set<string>();
    return {
      ...behaviour,
      findSession: (id, call) => (deleted.has(id) ? undefined : behaviour.findSession(id, call)),
      removeSession: ({ id }) => void deleted.add(id),
      *sessionsAfter(position, call) {
        for (const session of behaviour.sessionsAfter(position, call)) if (!deleted.has(session.id) || asksFor(call.input as object)) yield session;
      },
    };
  };

/** Changes what is kept of a session when it is stopped. */
const stopping =
  (change: (session: StoredSession) => StoredSession): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    replaceSession: (session, call) => behaviour.replaceSession(call.operation === "StopSession" ? change(session) : session, call),
  });

/** Faults in what is left of a session after it was deleted, stopped or tagged again. */
export const aftermathFaults: readonly Fault[] = [
  {
    name: "deleted-session-under-its-tag",
    title: "lists deleted sessions where a tag is asked for",
    level: "should",
    caughtBy: gone,
    apply: keptWhere(({ Tags }) => (Tags?.size ?? 0) > 0),
  },
  {
    name: "deleted-session-on-sized-pages",
    title: "lists deleted sessions where MaxResults is asked for",
    level: "should",
    caughtBy: gone,
    apply: keptWhere(({ MaxResults }) => MaxResults !== undefined),
  },
  {
    name: "tags-outlive-their-session",
    title: "gives a session the tags of a deleted one with the same id",
    level: "should",
    caughtBy: gone,
    apply: (behaviour) => {
      const kept = new Map<string, ReadonlyMap<string, string>>();
      return {
        ...behaviour,
        removeSession(session, call) {
          kept.set(session.id, session.tags);
          behaviour.removeSession(session, call);
        },
        addSession: (draft, call) => behaviour.addSession({ ...draft, tags: kept.get(draft.id) ?? draft.tags }, call),
      };
    },
  },
  {
    name: "stopped-session-without-tags",
    title: "takes the tags from a session that is stopped",
    level: "should",
    caughtBy: stopped,
    apply: stopping((session) => ({ ...session, tags: new Map() })),
  },
  {
    name: "stopped-session-not-under-its-tag",
    title: "lists stopped sessions only where no tag is asked for",
    level: "should",
    caughtBy: stopped,
    apply: (behaviour) => ({
      ...behaviour,
      matchesFilter: (session, filter, decisions) =>
        behaviour.matchesFilter(session, filter, decisions) && (filter.size === 0 || session.stoppedAt === undefined),
    }),
  },
  {
    name: "stop-moves-created-on",
    title: "shows a stopped session as created when it was stopped, a minute later",
    level: "should",
    caughtBy: times,
    apply: stopping((session) => ({ ...session, createdAt: session.createdAt + 60_000, stoppedAt: session.createdAt + 60_000 })),
  },
  {
    name: "completed-before-created",
    title: "shows a stopped session as completed an hour before it was created",
    level: "should",
    caughtBy: times,
    apply: shows((shown) => (shown["CompletedOn"] === undefined ? shown : { ...shown, CompletedOn: Number(shown["CreatedOn"]) - 3_600 })),
  },
  {
    name: "local-time-as-utc",
    title: "shows times of a clock three hours behind, where the Date of its answers is right",
    level: "should",
    caughtBy: "sessions/timestamps-plausible",
    apply: (behaviour) => ({ ...behaviour, renderTimestamp: (ms) => behaviour.renderTimestamp(ms - 3 * 3_600_000) }),
    wrap:
      (service, { now }) =>
      async (request) => {
        const answer = await service(request);
        return { ...answer, headers: { ...answer.headers, date: new Date(now()).toUTCString() } };
      },
  },
  {
    name: "tag-not-overwritten",
    title: "keeps the value of a tag that is given another",
    level: "should",
    caughtBy: tagged,
    apply: (behaviour) => ({ ...behaviour, addTags: (tags, added) => new Map([...added, ...tags]) }),
  },
  {
    name: "tag-found-by-its-old-value-too",
    title: "lists a session under every value that its tag ever had",
    level: "should",
    caughtBy: tagged,
    apply: inTurn((behaviour) => {
      const had = new Set<string>();
      const note = (tags: ReadonlyMap<string, string>): void => {
        for (const [key, value] of tags) had.add(JSON.stringify([key, value]));
      };
      return {
        ...behaviour,
        addTags(tags, added) {
          note(tags);
          return behaviour.addTags(tags, added);
        },
        matchesPair: (tags, key, value) => behaviour.matchesPair(tags, key, value) || (tags.has(key) && had.has(JSON.stringify([key, value]))),
      };
    }),
  },
  {
    name: "walk-begins-again-after-deletion",
    title: "begins a walk again when the session that its token points to was deleted",
    level: "should",
    caughtBy: "paging/survives-deletion",
    apply: (behaviour) => {
      const deleted = new Set<number>();
      return {
        ...behaviour,
        removeSession(session, call) {
          deleted.add(session.sequence);
          behaviour.removeSession(session, call);
        },
        sessionsAfter: (position, call) => behaviour.sessionsAfter(deleted.has(position) ? 0 : position, call),
      };
    },
  },
  {
    name: "no-end-where-nothing-matches",
    title: "gives a fresh token with each empty page where no session matches",
    level: "must",
    caughtBy: "paging/ends",
    apply: (behaviour) => {
      let places = Number.MAX_SAFE_INTEGER / 2;
      return {
        ...behaviour,
        cutPage(candidates, matches, size) {
          const page = fullPage(
            [...candidates].filter((session) => matches(session)),
            size,
          );
          return page.sessions.length === 0 ? { sessions: [], resumeAfter: (places += 1) } : page;
        },
      };
    },
  },
];
