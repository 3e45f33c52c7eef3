import type { Fault } from "./fault.ts";
import { crash, shows, showsMember } from "./change.ts";

/** Faults in sessions after they are deleted, stopped or tagged. */
export const lifecycleFaults: readonly Fault[] = [
  {
    name: "deleted-session-stays",
    title: "answers DeleteSession and keeps the session",
    level: "should",
    caughtBy: "sessions/gone-after-delete",
    apply: (behaviour) => ({ ...behaviour, removeSession: () => undefined }),
  },
  {
    name: "deleted-session-listed",
    title: "lists sessions that GetSession no longer knows",
    level: "should",
    caughtBy: "sessions/gone-after-delete",
    apply: (behaviour) => {
      const gone = new Set<string>();
      return {
        ...behaviour,
        findSession: (id, call) => (gone.has(id) ? undefined : behaviour.findSession(id, call)),
        removeSession: ({ id }) => void gone.add(id),
      };
    },
  },
  {
    name: "stopped-session-ready",
    title: "shows a stopped session as READY",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: (behaviour) => ({ ...behaviour, statusOf: () => "READY" }),
  },
  {
    name: "stopped-session-failed",
    title: "shows a stopped session as FAILED",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: showsMember("Status", (status) => (status === "STOPPED" ? "FAILED" : status)),
  },
  {
    name: "stopped-session-ready-in-listings",
    title: "lists a stopped session as READY, though GetSession shows it as stopped",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: shows((shown, _session, call) => (call.operation === "ListSessions" ? { ...shown, Status: "READY" } : shown)),
  },
  {
    name: "stopped-from-the-start",
    title: "shows every session as STOPPED",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: (behaviour) => ({ ...behaviour, statusOf: () => "STOPPED" }),
  },
  {
    name: "stopped-turned-round",
    title: "shows a session as STOPPED until it is stopped, and as READY from then on",
    level: "should",
    caughtBy: "sessions/stop-reflected",
    apply: shows((shown, session) => ({ ...shown, Status: session.stoppedAt === undefined ? "STOPPED" : "READY" })),
  },
  {
    name: "tags-of-creation",
    title: "filters by the tags that a session was created with",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply: (behaviour) => ({ ...behaviour, addTags: (tags) => tags, removeTags: (tags) => tags }),
  },
  {
    name: "untag-ignored",
    title: "answers UntagResource and keeps the tags",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply: (behaviour) => ({ ...behaviour, removeTags: (tags) => tags }),
  },
  {
    name: "untag-breaks-filters",
    title: "crashes on a filter once a session was untagged",
    level: "should",
    caughtBy: "sessions/tags-reflected",
    apply(behaviour) {
      let untagged = false;
      return {
        ...behaviour,
        removeTags(tags, keys) {
          untagged = true;
          return behaviour.removeTags(tags, keys);
        },
        matchesPair: (tags, key, value) => (untagged ? crash("a session without its tags") : behaviour.matchesPair(tags, key, value)),
      };
    },
  },
];
