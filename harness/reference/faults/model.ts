import { type Fault, should } from "./fault.ts";

const model = "sessions/follow-the-model";
const asCreated = "sessions/listed-as-created";

/** Faults in which one operation changes other sessions, or too much of its own. */
export const modelFaults: readonly Fault[] = [
  should("members-of-the-last-created", "keeps the members of all sessions in one place", asCreated, (behaviour) => {
    const shared: Record<string, unknown> = {};
    return {
      ...behaviour,
      settingsOf: (input) => Object.assign(shared, behaviour.settingsOf(input)),
      renderSession: (session, call) => ({ ...behaviour.renderSession(session, call), Id: session.id }),
    };
  }),
  should("tags-replaced", "puts added tags in the place of all that a session had", model, (behaviour) => ({ ...behaviour, addTags: (_tags, added) => added })),
  should("untag-removes-all", "takes all tags from a session when one is removed", model, (behaviour) => ({ ...behaviour, removeTags: () => new Map() })),
];
