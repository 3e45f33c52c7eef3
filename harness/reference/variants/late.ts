import { legal, mayFail, type Variant } from "./variant.ts";
import type { Apply } from "./changes.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { hides } from "../faults/change.ts";

const moment = 2_000;
const day = 86_400_000;

const isFiltered = ({ input }: OperationCall): boolean => ((input as { Tags?: ReadonlyMap<string, string> }).Tags?.size ?? 0) > 0;

/** Keeps what is deleted for a while; `forLookUps` also where it is looked up by its id. */
function keepingDeleted(ms: number, forLookUps: boolean): Apply {
  return (behaviour) => {
    const deletedAt = new Map<number, number>();
    const isGone = ({ sequence }: StoredSession, at: number): boolean => at - (deletedAt.get(sequence) ?? Infinity) >= ms;
    return {
      ...behaviour,
      removeSession: (session, { at }) => void deletedAt.set(session.sequence, deletedAt.get(session.sequence) ?? at),
      findSession(id, call) {
        const session = behaviour.findSession(id, call);
        const isDeleted = session !== undefined && deletedAt.has(session.sequence);
        if (!isDeleted || (forLookUps && !isGone(session, call.at))) return session;
        return undefined;
      },
      *sessionsAfter(position, call) {
        for (const session of behaviour.sessionsAfter(position, call)) if (!isGone(session, call.at)) yield session;
      },
    };
  };
}

/** Lists a session by the tags that it had, for a while after they were changed. */
function indexingTagsAfter(ms: number): Apply {
  return (behaviour) => {
    const before = new Map<number, { readonly tags: StoredSession["tags"]; readonly at: number }>();
    return {
      ...behaviour,
      replaceSession(session, call) {
        const old = behaviour.findSession(session.id, call);
        const pending = before.get(session.sequence);
        const isPending = pending !== undefined && call.at - pending.at < ms;
        if (old !== undefined && old.tags !== session.tags && !isPending) before.set(session.sequence, { tags: old.tags, at: call.at });
        behaviour.replaceSession(session, call);
      },
      *sessionsAfter(position, call) {
        for (const session of behaviour.sessionsAfter(position, call)) {
          const old = before.get(session.sequence);
          yield old !== undefined && call.at - old.at < ms ? { ...session, tags: old.tags } : session;
        }
      },
    };
  };
}

/** Services that show late what was changed. */
export const lateVariants: readonly Variant[] = [
  ...legal({
    "sessions-appear-late: lists a session two seconds after it was created": hides(({ createdAt }, { at }) => at - createdAt < moment),
    "sessions-exist-late: knows a session by its id, and lists it, two seconds after it was created": [
      hides(({ createdAt }, { at }) => at - createdAt < moment),
      ({ findSession }) => ({
        findSession(id, call) {
          const session = findSession(id, call);
          return session === undefined || call.operation === "CreateSession" || call.at - session.createdAt >= moment ? session : undefined;
        },
      }),
    ],
    "tags-of-new-sessions-indexed-late: lists a new session at once, and under its tags two seconds later": hides(
      ({ createdAt }, call) => isFiltered(call) && call.at - createdAt < moment,
    ),
    "tag-changes-indexed-late: lists a session under changed tags two seconds later": indexingTagsAfter(moment),
    "slow-delete: takes two seconds to delete a session, and shows it until then": keepingDeleted(moment, true),
    "deleted-sessions-listed-for-a-moment: lists a deleted session for two seconds, and knows its id no more": keepingDeleted(moment, false),
    "deleted-sessions-listed-for-a-day: lists a deleted session for a day": [
      keepingDeleted(day, false),
      mayFail("sessions/gone-after-delete", "sessions/follow-the-model"),
    ],
    "tag-changes-indexed-next-day: lists a session under changed tags a day later": [
      indexingTagsAfter(day),
      mayFail("sessions/tags-reflected", "sessions/follow-the-model"),
    ],
  }),
];
