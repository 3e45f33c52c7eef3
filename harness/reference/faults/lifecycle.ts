import { type Fault, should } from "./fault.ts";
import { crash, shows, showsMember } from "./change.ts";

/** Faults in sessions after they are deleted, stopped or tagged. */
export const lifecycleFaults: readonly Fault[] = [
  should("deleted-session-stays", "answers DeleteSession and keeps the session", "sessions/gone-after-delete", (behaviour) => ({
    ...behaviour,
    removeSession: () => undefined,
  })),
  should("deleted-session-listed", "lists sessions that GetSession no longer knows", "sessions/gone-after-delete", (behaviour) => {
    const gone = new Set<string>();
    return {
      ...behaviour,
      findSession: (id, call) => (gone.has(id) ? undefined : behaviour.findSession(id, call)),
      removeSession: ({ id }) => void gone.add(id),
    };
  }),
  should("stopped-session-ready", "shows a stopped session as READY", "sessions/stop-reflected", (behaviour) => ({ ...behaviour, statusOf: () => "READY" })),
  should(
    "stopped-session-failed",
    "shows a stopped session as FAILED",
    "sessions/stop-reflected",
    showsMember("Status", (status) => (status === "STOPPED" ? "FAILED" : status)),
  ),
  should(
    "stopped-session-ready-in-listings",
    "lists a stopped session as READY, though GetSession shows it as stopped",
    "sessions/stop-reflected",
    shows((shown, _session, call) => (call.operation === "ListSessions" ? { ...shown, Status: "READY" } : shown)),
  ),
  should("stopped-from-the-start", "shows every session as STOPPED", "sessions/stop-reflected", (behaviour) => ({ ...behaviour, statusOf: () => "STOPPED" })),
  should(
    "stopped-turned-round",
    "shows a session as STOPPED until it is stopped, and as READY from then on",
    "sessions/stop-reflected",
    shows((shown, session) => ({ ...shown, Status: session.stoppedAt === undefined ? "STOPPED" : "READY" })),
  ),
  should("tags-of-creation", "filters by the tags that a session was created with", "sessions/tags-reflected", (behaviour) => ({
    ...behaviour,
    addTags: (tags) => tags,
    removeTags: (tags) => tags,
  })),
  should("untag-ignored", "answers UntagResource and keeps the tags", "sessions/tags-reflected", (behaviour) => ({ ...behaviour, removeTags: (tags) => tags })),
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
