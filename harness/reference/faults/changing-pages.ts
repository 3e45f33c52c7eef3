import type { Fault } from "./fault.ts";
import { behindAll, type BehaviourChange, inTurn } from "./change.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";

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
function byLastChange(moves: Moves, order: "newest" | "oldest", applies: (call: OperationCall) => boolean = () => true): BehaviourChange {
  return (behaviour) => {
    const ranks = new Map<string, number>();
    let count = 0;
    const move = (id: string): void => {
      count += 1;
      ranks.set(id, order === "oldest" ? count : behindAll - count);
    };
    return {
      ...behaviour,
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
const byOffset: BehaviourChange = (behaviour) => ({
  ...behaviour,
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
  (stopped: "first" | "last"): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    *sessionsAfter(position, call) {
      const rankOf = ({ stoppedAt, sequence }: StoredSession): number => sequence + ((stoppedAt !== undefined) === (stopped === "last") ? 2 ** 24 : 0);
      const ranked = [...behaviour.sessionsAfter(0, call)].map((session) => ({ ...session, sequence: rankOf(session) }));
      for (const session of ranked.toSorted((a, b) => a.sequence - b.sequence)) if (session.sequence > position) yield session;
    },
  });

/** Lists in its own order, and ignores marks. */
const inOrder =
  (compare: (one: StoredSession, other: StoredSession) => number): BehaviourChange =>
  (behaviour) => ({
    ...behaviour,
    sessionsAfter: (_position, call) => [...behaviour.sessionsAfter(0, call)].toSorted(compare),
  });

const isFiltered = ({ input }: OperationCall): boolean => ((input as { readonly Tags?: ReadonlyMap<string, string> }).Tags?.size ?? 0) > 0;

const should = { level: "should" } as const;

/** Faults of walks over an order that changes between two pages. */
export const changingPageFaults: readonly Fault[] = [
  {
    ...should,
    name: "tagged-session-skipped",
    title: "lists what was tagged last first, so that a session that is tagged is passed over",
    caughtBy: changes,
    apply: byLastChange(on(tagging), "newest"),
  },
  {
    ...should,
    name: "tagged-session-again",
    title: "lists what was tagged last at the end, so that a session that is tagged comes again",
    caughtBy: changes,
    apply: byLastChange(on(tagging), "oldest"),
  },
  {
    ...should,
    name: "untagged-session-skipped",
    title: "lists first what a tag was removed from last",
    caughtBy: changes,
    apply: byLastChange(on(["UntagResource"]), "newest"),
  },
  {
    ...should,
    name: "retagged-session-again",
    title: "lists at the end what was given another value of a tag last",
    caughtBy: changes,
    apply: byLastChange(
      ({ operation }, before, after) => operation === "TagResource" && [...after.tags].some(([key, value]) => (before?.tags.get(key) ?? value) !== value),
      "oldest",
    ),
  },
  {
    ...should,
    name: "stopped-session-skipped",
    title: "lists what was stopped last first",
    caughtBy: changes,
    apply: byLastChange(on(["StopSession"]), "newest"),
  },
  {
    ...should,
    name: "stopped-session-again",
    title: "lists what was stopped last at the end",
    caughtBy: changes,
    apply: byLastChange(on(["StopSession"]), "oldest"),
  },
  {
    ...should,
    name: "changed-session-skipped-without-filter",
    title: "lists what was changed last first where no tag is asked for",
    caughtBy: changes,
    apply: byLastChange(on(everyChange), "newest", (call) => !isFiltered(call)),
  },
  {
    ...should,
    name: "changed-session-again-under-filter",
    title: "lists what was changed last at the end where a tag is asked for",
    caughtBy: changes,
    apply: byLastChange(on(everyChange), "oldest", isFiltered),
  },
  {
    ...should,
    name: "stopped-sessions-listed-last",
    title: "lists what runs first, so that a session that is stopped comes again",
    caughtBy: changes,
    apply: byStatus("last"),
  },
  {
    ...should,
    name: "stopped-sessions-listed-first",
    title: "lists what runs last, so that a session that is stopped is passed over",
    caughtBy: changes,
    apply: byStatus("first"),
  },
  {
    ...should,
    name: "offset-into-order-of-change",
    title: "counts sessions in the order of their last change to find a page",
    caughtBy: changes,
    apply: inTurn(byLastChange(on(everyChange), "newest"), byOffset),
  },
  {
    ...should,
    name: "offset-into-newest-first",
    title: "lists the newest session first and counts sessions to find a page",
    caughtBy: changes,
    apply: inTurn(
      inOrder((one, other) => other.sequence - one.sequence),
      byOffset,
    ),
  },
  {
    ...should,
    name: "offset-into-order-of-ids",
    title: "lists by id and counts sessions to find a page",
    caughtBy: changes,
    apply: inTurn(
      inOrder((one, other) => (one.id < other.id ? -1 : 1)),
      byOffset,
    ),
  },
  {
    ...should,
    name: "offset-into-stable-order",
    title: "counts the sessions from the first one on to find a page",
    caughtBy: deletion,
    apply: byOffset,
  },
];
