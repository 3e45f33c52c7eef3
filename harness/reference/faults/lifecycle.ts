import { crash, shows, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";
/** Faults in sessions after they are deleted, stopped or tagged. */
export const lifecycleFaults: readonly Fault[] = [
  ...should("sessions/gone-after-delete", {
    "deleted-session-stays: answers DeleteSession and keeps the session": () => ({ removeSession: () => undefined }),
    "deleted-session-listed: lists sessions that GetSession no longer knows": (behaviour) => {
      const gone = new Set<string>();
      return { findSession: (id, call) => (gone.has(id) ? undefined : behaviour.findSession(id, call)), removeSession: ({ id }) => void gone.add(id) };
    },
  }),
  ...should("sessions/stop-reflected", {
    "stopped-session-ready: shows a stopped session as READY": () => ({ statusOf: () => "READY" }),
    "stopped-session-failed: shows a stopped session as FAILED": showsMember("Status", (status) => (status === "STOPPED" ? "FAILED" : status)),
    "stopped-session-ready-in-listings: lists a stopped session as READY, though GetSession shows it as stopped": shows((shown, _session, call) =>
      call.operation === "ListSessions" ? { ...shown, Status: "READY" } : shown,
    ),
    "stopped-from-the-start: shows every session as STOPPED": () => ({ statusOf: () => "STOPPED" }),
    "stopped-turned-round: shows a session as STOPPED until it is stopped, and as READY from then on": shows((_shown, session) => ({
      Status: session.stoppedAt === undefined ? "STOPPED" : "READY",
    })),
  }),
  ...should("sessions/tags-reflected", {
    "tags-of-creation: filters by the tags that a session was created with": () => ({ addTags: (tags) => tags, removeTags: (tags) => tags }),
    "untag-ignored: answers UntagResource and keeps the tags": () => ({ removeTags: (tags) => tags }),
    "untag-breaks-filters: crashes on a filter once a session was untagged": (behaviour) => {
      let untagged = false;
      return {
        removeTags(tags, keys) {
          untagged = true;
          return behaviour.removeTags(tags, keys);
        },
        matchesPair: (tags, key, value) => (untagged ? crash("a session without its tags") : behaviour.matchesPair(tags, key, value)),
      };
    },
  }),
];
