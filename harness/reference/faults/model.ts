import { type Fault, should } from "./fault.ts";
const model = "sessions/follow-the-model";

/** Faults in which one operation changes other sessions, or too much of its own. */
export const modelFaults: readonly Fault[] = [
  ...should("sessions/listed-as-created", {
    "members-of-the-last-created: keeps the members of all sessions in one place": (behaviour) => {
      const shared: Record<string, unknown> = {};
      return {
        settingsOf: (input) => Object.assign(shared, behaviour.settingsOf(input)),
        renderSession: (session, call) => ({ ...behaviour.renderSession(session, call), Id: session.id }),
      };
    },
  }),
  ...should(model, {
    "tags-replaced: puts added tags in the place of all that a session had": () => ({ addTags: (_tags, added) => added }),
    "untag-removes-all: takes all tags from a session when one is removed": () => ({ removeTags: () => new Map() }),
  }),
];
