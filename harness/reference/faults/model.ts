import type { Fault } from "../fault.ts";
import type { StoredSession } from "../session.ts";

const model = "sessions/follow-the-model";
const asCreated = "sessions/listed-as-created";

/** Faults in what one operation does to other sessions, or beside what it is to do. */
export const modelFaults: readonly Fault[] = [
  {
    name: "members-of-the-last-created",
    title: "keeps the members of all sessions in one place",
    level: "should",
    caughtBy: asCreated,
    apply: (behaviour) => {
      const shared: Record<string, unknown> = {};
      return {
        ...behaviour,
        settingsOf: (input) => Object.assign(shared, behaviour.settingsOf(input)),
        renderSession: (session, call) => ({ ...behaviour.renderSession(session, call), Id: session.id }),
      };
    },
  },
  {
    name: "members-left-over",
    title: "gives a new session what the one before had and it does not set",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => {
      let settings: Readonly<Record<string, unknown>> = {};
      return {
        ...behaviour,
        settingsOf(input) {
          settings = { ...settings, ...behaviour.settingsOf(input) };
          return settings;
        },
      };
    },
  },
  {
    name: "tags-replaced",
    title: "puts added tags in the place of all that a session had",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({ ...behaviour, addTags: (_tags, added) => added }),
  },
  {
    name: "tag-value-kept",
    title: "keeps the value of a tag that is added again with another",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({ ...behaviour, addTags: (tags, added) => new Map([...added, ...tags]) }),
  },
  {
    name: "untag-removes-all",
    title: "takes all tags from a session when one is removed",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({ ...behaviour, removeTags: () => new Map() }),
  },
  {
    name: "stop-stops-all",
    title: "shows all sessions as stopped once one was",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => {
      let stopped = false;
      return {
        ...behaviour,
        replaceSession(session, call) {
          stopped ||= session.stoppedAt !== undefined;
          behaviour.replaceSession(session, call);
        },
        statusOf: (session, call) => (stopped ? "STOPPED" : behaviour.statusOf(session, call)),
      };
    },
  },
  {
    name: "stopped-session-tagged-is-ready",
    title: "shows a stopped session as ready again once its tags were changed",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({
      ...behaviour,
      replaceSession(session, call) {
        const { stoppedAt: _stoppedAt, ...running } = session;
        behaviour.replaceSession(call.operation === "StopSession" ? session : running, call);
      },
    }),
  },
  {
    name: "deleted-by-prefix",
    title: "deletes all sessions whose ids begin with the one that is to be deleted",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({
      ...behaviour,
      removeSession({ id }, call) {
        const doomed = [...call.store.after(0)].filter((session) => session.id.startsWith(id));
        for (const session of doomed) behaviour.removeSession(session, call);
      },
    }),
  },
  {
    name: "created-again-with-old-tags",
    title: "gives a session that is created again the tags it had before it was deleted",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => {
      const before = new Map<string, StoredSession["tags"]>();
      return {
        ...behaviour,
        removeSession(session, call) {
          before.set(session.id, session.tags);
          behaviour.removeSession(session, call);
        },
        addSession: (draft, call) => behaviour.addSession({ ...draft, tags: before.get(draft.id) ?? draft.tags }, call),
      };
    },
  },
];
