import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { behindAll, type Change, isFiltered } from "./change.ts";
import { type Fault, should } from "./fault.ts";

const changes = "paging/survives-changes";
const deletion = "paging/survives-deletion";

const tagging = ["TagResource", "UntagResource"];
const everyChange = [...tagging, "StopSession"];

/** Whether a change moves a session; `before` is the session as it was. */
type Moves = (call: OperationCall, before: StoredSession | undefined, after: StoredSession) => boolean;

const on =
  (operations: readonly string[]): Moves =>
  ({ operation }) =>
    operations.includes(operation);

/** Lists by the time of the last change, from a mark on; `applies` says of which listings. */
function byLastChange(moves: Moves, order: "newest" | "oldest", applies: (call: OperationCall) => boolean = () => true): Change {
  return (behaviour) => {
    const ranks = new Map<string, number>();
    let count = 0;
    const move = (id: string): void => {
      count += 1;
      ranks.set(id, order === "oldest" ? count : behindAll - count);
    };
    return {
      addSession(draft, call) {
        move(draft.id);
        return behaviour.addSession(draft, call);
      },
      replaceSession(session, call) {
        if (moves(call, behaviour.findSession(session.id, call), session)) move(session.id);
        behaviour.replaceSession(session, call);
      },
      *sessionsAfter(position, call) {
        if (!applies(call)) {
          yield* behaviour.sessionsAfter(position, call);
          return;
        }
        const ranked = [...behaviour.sessionsAfter(0, call)].map((session) => ({ ...session, sequence: ranks.get(session.id) ?? 0 }));
        for (const session of ranked.toSorted((a, b) => a.sequence - b.sequence)) if (session.sequence > position) yield session;
      },
    };
  };
}

/** Finds a page by how many sessions come before it. */
const byOffset: Change = (behaviour) => ({
  *sessionsAfter(offset, call) {
    let index = 0;
    for (const session of behaviour.sessionsAfter(0, call)) {
      index += 1;
      if (index > offset) yield { ...session, sequence: index };
    }
  },
});

/** Lists what has stopped first, or last, from a mark on. */
const byStatus =
  (stopped: "first" | "last"): Change =>
  (behaviour) => ({
    *sessionsAfter(position, call) {
      const rankOf = ({ stoppedAt, sequence }: StoredSession): number => sequence + ((stoppedAt !== undefined) === (stopped === "last") ? 2 ** 24 : 0);
      const ranked = [...behaviour.sessionsAfter(0, call)].map((session) => ({ ...session, sequence: rankOf(session) }));
      for (const session of ranked.toSorted((a, b) => a.sequence - b.sequence)) if (session.sequence > position) yield session;
    },
  });

/** Lists in its own order, and ignores marks. */
const inOrder =
  (compare: (one: StoredSession, other: StoredSession) => number): Change =>
  (behaviour) => ({ sessionsAfter: (_position, call) => [...behaviour.sessionsAfter(0, call)].toSorted(compare) });

/** Faults of walks over an order that changes between two pages. */
export const changingPageFaults: readonly Fault[] = [
  ...should(changes, {
    "tagged-session-skipped: lists what was tagged last first, so that a session that is tagged is passed over": byLastChange(on(tagging), "newest"),
    "tagged-session-again: lists what was tagged last at the end, so that a session that is tagged comes again": byLastChange(on(tagging), "oldest"),
    "untagged-session-skipped: lists first what a tag was removed from last": byLastChange(on(["UntagResource"]), "newest"),
    "retagged-session-again: lists at the end what was given another value of a tag last": byLastChange(
      ({ operation }, before, after) => operation === "TagResource" && [...after.tags].some(([key, value]) => (before?.tags.get(key) ?? value) !== value),
      "oldest",
    ),
    "stopped-session-skipped: lists what was stopped last first": byLastChange(on(["StopSession"]), "newest"),
    "stopped-session-again: lists what was stopped last at the end": byLastChange(on(["StopSession"]), "oldest"),
    "changed-session-skipped-without-filter: lists what was changed last first where no tag is asked for": byLastChange(
      on(everyChange),
      "newest",
      (call) => !isFiltered(call),
    ),
    "changed-session-again-under-filter: lists what was changed last at the end where a tag is asked for": byLastChange(on(everyChange), "oldest", isFiltered),
    "stopped-sessions-listed-last: lists what runs first, so that a session that is stopped comes again": byStatus("last"),
    "stopped-sessions-listed-first: lists what runs last, so that a session that is stopped is passed over": byStatus("first"),
    "offset-into-order-of-change: counts sessions in the order of their last change to find a page": [byLastChange(on(everyChange), "newest"), byOffset],
    "offset-into-newest-first: lists the newest session first and counts sessions to find a page": [
      inOrder((one, other) => other.sequence - one.sequence),
      byOffset,
    ],
    "offset-into-order-of-ids: lists by id and counts sessions to find a page": [inOrder((one, other) => (one.id < other.id ? -1 : 1)), byOffset],
  }),
  ...should(deletion, { "offset-into-stable-order: counts the sessions from the first one on to find a page": byOffset }),
];
