import type { StoredSession } from "../service/stored-session.ts";
import { type Change, fullPage, shows } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
import { withHeaders } from "./answers.ts";

const gone = "sessions/gone-after-delete";
const stopped = "sessions/stop-reflected";
const times = "sessions/times-of-stopped";
const tagged = "sessions/tags-reflected";

/** Keeps deleted sessions in one kind of listing. */
const keptWhere =
  (asksFor: (input: { readonly Tags?: ReadonlyMap<string, string>; readonly MaxResults?: number }) => boolean): Change =>
  (behaviour) => {
    const deleted = new Set<string>();
    return {
      findSession: (id, call) => (deleted.has(id) ? undefined : behaviour.findSession(id, call)),
      removeSession: ({ id }) => void deleted.add(id),
      *sessionsAfter(position, call) {
        for (const session of behaviour.sessionsAfter(position, call)) if (!deleted.has(session.id) || asksFor(call.input as object)) yield session;
      },
    };
  };

/** Changes what is kept of a session when it is stopped. */
const stopping =
  (change: (session: StoredSession) => StoredSession): Change =>
  (behaviour) => ({ replaceSession: (session, call) => behaviour.replaceSession(call.operation === "StopSession" ? change(session) : session, call) });

/** Faults in what is left of a session after it was deleted, stopped or tagged again. */
export const aftermathFaults: readonly Fault[] = [
  ...should(gone, {
    "deleted-session-under-its-tag: lists deleted sessions where a tag is asked for": keptWhere(({ Tags }) => (Tags?.size ?? 0) > 0),
    "deleted-session-on-sized-pages: lists deleted sessions where MaxResults is asked for": keptWhere(({ MaxResults }) => MaxResults !== undefined),
    "tags-outlive-their-session: gives a session the tags of a deleted one with the same id": (behaviour) => {
      const kept = new Map<string, ReadonlyMap<string, string>>();
      return {
        removeSession(session, call) {
          kept.set(session.id, session.tags);
          behaviour.removeSession(session, call);
        },
        addSession: (draft, call) => behaviour.addSession({ ...draft, tags: kept.get(draft.id) ?? draft.tags }, call),
      };
    },
  }),
  ...should(stopped, {
    "stopped-session-without-tags: takes the tags from a session that is stopped": stopping((session) => ({ ...session, tags: new Map() })),
    "stopped-session-not-under-its-tag: lists stopped sessions only where no tag is asked for": (behaviour) => ({
      matchesFilter: (session, filter, decisions) =>
        behaviour.matchesFilter(session, filter, decisions) && (filter.size === 0 || session.stoppedAt === undefined),
    }),
  }),
  ...should(times, {
    "stop-moves-created-on: shows a stopped session as created when it was stopped, a minute later": stopping((session) => ({
      ...session,
      createdAt: session.createdAt + 60_000,
      stoppedAt: session.createdAt + 60_000,
    })),
    "completed-before-created: shows a stopped session as completed an hour before it was created": shows((shown) =>
      shown["CompletedOn"] === undefined ? shown : { ...shown, CompletedOn: Number(shown["CreatedOn"]) - 3_600 },
    ),
  }),
  ...should("sessions/timestamps-plausible", {
    "local-time-as-utc: shows times of a clock three hours behind, where the Date of its answers is right": [
      (behaviour) => ({ renderTimestamp: (ms) => behaviour.renderTimestamp(ms - 3 * 3_600_000) }),
      withHeaders((_answer, { now }) => ({ date: new Date(now()).toUTCString() })),
    ],
  }),
  ...should(tagged, {
    "tag-not-overwritten: keeps the value of a tag that is given another": () => ({ addTags: (tags, added) => new Map([...added, ...tags]) }),
    "tag-found-by-its-old-value-too: lists a session under every value that its tag ever had": (behaviour) => {
      const had = new Set<string>();
      const note = (tags: ReadonlyMap<string, string>): void => {
        for (const [key, value] of tags) had.add(JSON.stringify([key, value]));
      };
      return {
        addTags(tags, added) {
          note(tags);
          return behaviour.addTags(tags, added);
        },
        matchesPair: (tags, key, value) => behaviour.matchesPair(tags, key, value) || (tags.has(key) && had.has(JSON.stringify([key, value]))),
      };
    },
  }),
  ...should("paging/survives-deletion", {
    "walk-begins-again-after-deletion: begins a walk again when the session that its token points to was deleted": (behaviour) => {
      const deleted = new Set<number>();
      return {
        removeSession(session, call) {
          deleted.add(session.sequence);
          behaviour.removeSession(session, call);
        },
        sessionsAfter: (position, call) => behaviour.sessionsAfter(deleted.has(position) ? 0 : position, call),
      };
    },
  }),
  ...must("paging/ends", {
    "no-end-where-nothing-matches: gives a fresh token with each empty page where no session matches": () => {
      let places = Number.MAX_SAFE_INTEGER / 2;
      return {
        cutPage(candidates, matches, size) {
          const page = fullPage(
            [...candidates].filter((session) => matches(session)),
            size,
          );
          return page.sessions.length === 0 ? { sessions: [], resumeAfter: (places += 1) } : page;
        },
      };
    },
  }),
];
