import type { Fault } from "./fault.ts";

const model = "sessions/follow-the-model";
const asCreated = "sessions/listed-as-created";

/** Faults in which one operation changes other sessions, or too much of its own. */
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
    name: "tags-replaced",
    title: "puts added tags in the place of all that a session had",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({ ...behaviour, addTags: (_tags, added) => added }),
  },
  {
    name: "untag-removes-all",
    title: "takes all tags from a session when one is removed",
    level: "should",
    caughtBy: model,
    apply: (behaviour) => ({ ...behaviour, removeTags: () => new Map() }),
  },
];
