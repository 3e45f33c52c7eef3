import type { OperationCall } from "../service/decisions.ts";
import type { ListSessionsInput, StoredSession } from "../service/stored-session.ts";
import { type Change, crash, inTurn, performs, refuseToken } from "./change.ts";
import { arranges, behindAll, byOffset, isFiltered, keeps, ranked } from "./listing.ts";
import { type Fault, faultTable } from "./fault.ts";

const tagging = ["TagResource", "UntagResource"];
const everyChange = [...tagging, "StopSession"];

/** The position of a walk, kept by the service under a name that several walks may share. */
const keptCursor = (tokenOf: (position: number, given: number) => string, nameOf: (input: ListSessionsInput) => string = () => ""): Change => {
  return ({ readToken }) => {
    const cursors = new Map<string, number>();
    const tokens = new Set<string>();
    return {
      issueToken(position, _filter, { input }) {
        const token = tokenOf(position, tokens.size + 1);
        cursors.set(nameOf(input as ListSessionsInput), position);
        tokens.add(token);
        return token;
      },
      readToken: (token, filter, call) =>
        tokens.has(token) ? (cursors.get(nameOf(call.input as ListSessionsInput)) ?? behindAll) : readToken(token, filter, call),
    };
  };
};

/** Holds in a token the id of a session: the last one listed, or the one that comes next; `lost` is where a walk goes on when it is gone. */
function marking(which: "last" | "next", lost: () => number): Change {
  return ({ matchesFilter, ...decisions }) => ({
    issueToken(position, filter, { store }) {
      const [last] = store.after(position - 1);
      const next = [...store.after(position)].find((session) => matchesFilter(session, filter, { ...decisions, matchesFilter }));
      return Buffer.from(`v1 ${(which === "last" ? last : next)?.id ?? ""}`).toString("base64url");
    },
    readToken(token, _filter, { store }) {
      const text = Buffer.from(token, "base64url").toString();
      if (!text.startsWith("v1 ")) return refuseToken();
      const session = store.get(text.slice(3));
      return session === undefined ? lost() : session.sequence - (which === "last" ? 0 : 1);
    },
  });
}

/** Changes how a walk goes on after a change of some kind. */
function afterChange(operations: readonly string[], goOn: () => number): Change {
  return (behaviour) => {
    let version = 0;
    const issued = new Map<string, number>();
    const noting = <T>(kept: T, call: OperationCall): T => {
      version += operations.includes(call.operation) ? 1 : 0;
      return kept;
    };
    return {
      ...keeps({ created: noting, changed: noting, deleted: noting })(behaviour),
      issueToken(...given) {
        const token = `${behaviour.issueToken(...given)}.${String(version)}`;
        issued.set(token, version);
        return token;
      },
      readToken(token, filter, call) {
        if (!issued.has(token)) return refuseToken();
        if (issued.get(token) !== version) return goOn();
        return behaviour.readToken(token.slice(0, token.lastIndexOf(".")), filter, { ...call, behaviour });
      },
    };
  };
}

/** Positions of one walk; each walk has its own. */
const positionsOfWalk = 2 ** 24;

/** Reads the sessions of later pages by the ids that the first page saw; `onGone` is called for one that is gone, and ends the page where it returns. */
const readingIds =
  (onGone: () => void): Change =>
  () => {
    const walks: (readonly string[])[] = [];
    return {
      *sessionsAfter(position, { store }) {
        if (position === 0) walks.push([...store.after(0)].map(({ id }) => id));
        const walk = position === 0 ? walks.length : Math.floor(position / positionsOfWalk);
        const ids = walks[walk - 1] ?? [];
        for (let index = position % positionsOfWalk; index < ids.length; index += 1) {
          const session = store.get(ids[index] ?? "");
          if (session === undefined) return onGone();
          yield { ...session, sequence: walk * positionsOfWalk + index + 1 };
        }
      },
    };
  };

/** Whether a change moves a session; `before` is the session as it was. */
type Moves = (call: OperationCall, before: StoredSession | undefined, after: StoredSession) => boolean;

const on =
  (...operations: readonly string[]): Moves =>
  ({ operation }) =>
    operations.includes(operation);

/** Lists by the time of the last change, from a mark on; `applies` says of which listings. */
function byLastChange(moves: Moves, order: "newest" | "oldest", applies: (call: OperationCall) => boolean = () => true): Change {
  return (behaviour) => {
    const ranks = new Map<string, number>();
    let count = 0;
    const moved = <T extends { readonly id: string }>(session: T): T => {
      count += 1;
      ranks.set(session.id, order === "oldest" ? count : behindAll - count);
      return session;
    };
    return inTurn(
      keeps({ created: moved, changed: (session, call) => (moves(call, behaviour.findSession(session.id, call), session) ? moved(session) : session) }),
      arranges((sessions, call) => (applies(call) ? ranked(sessions, ({ id }) => ranks.get(id) ?? 0) : sessions)),
    )(behaviour);
  };
}

/** Lists what has stopped first, or last. */
const byStatus = (stopped: "first" | "last"): Change =>
  arranges((sessions) => ranked(sessions, ({ stoppedAt, sequence }) => sequence + ((stoppedAt !== undefined) === (stopped === "last") ? 2 ** 24 : 0)));

/** Faults of walks that lose their place: to another walk, or when something is changed between two pages. */
export const walkFaults: readonly Fault[] = faultTable({
  "paging/walks-interleave": "must",
  "one-cursor-for-all: keeps one cursor for all walks, whatever their tokens": keptCursor((_position, given) => `walk-${String(given)}`),
  "cursor-kept-for-each-filter: keeps one place for all walks with the same filter": keptCursor(
    (position) => `walk-${String(position)}`,
    ({ Tags }) => JSON.stringify([...(Tags ?? [])]),
  ),
  "paging/ends": "must",
  "token-always-the-same: gives the same token on every page but the last": keptCursor(() => "next"),
  "paging/token-is-accepted": "must",
  "tokens-void-once-another-walk-begins: refuses the tokens of a walk once another one has begun": (behaviour) => {
    let walks = 0;
    return {
      issueToken: (...given) => `${String(walks)}/${behaviour.issueToken(...given)}`,
      readToken(token, filter, call) {
        const [walk, ...rest] = token.split("/");
        return walk === String(walks) ? behaviour.readToken(rest.join("/"), filter, { ...call, behaviour }) : refuseToken();
      },
      ...performs((call, usual) => {
        if (call.input.NextToken === undefined) walks += 1;
        return usual(call);
      })(behaviour),
    };
  },
  "paging/survives-changes": "should",
  "token-refused-after-change: refuses the tokens of before once a session was tagged or stopped": afterChange(everyChange, refuseToken),
  "token-tied-to-tags: refuses a token once the tags of the session that it points to have changed": ({ sealOf }) => ({
    sealOf(position, filter, call) {
      const [session] = call.store.after(position - 1);
      return `${sealOf(position, filter, call)}.${String(session === undefined ? 0 : [...session.tags].join().length)}`;
    },
  }),
  "walk-begins-again-after-creation: begins a walk again once a session was created": afterChange(["CreateSession"], () => 0),
  "walk-ends-after-stop: ends a walk once a session was stopped": afterChange(["StopSession"], () => behindAll),
  "walk-crashes-after-tagging: crashes on the tokens of before once a session was tagged": afterChange(tagging, () =>
    crash("a list that changed while it was read"),
  ),
  "tagged-session-skipped: lists what was tagged last first, so that a session that is tagged is passed over": byLastChange(on(...tagging), "newest"),
  "tagged-session-again: lists what was tagged last at the end, so that a session that is tagged comes again": byLastChange(on(...tagging), "oldest"),
  "untagged-session-skipped: lists first what a tag was removed from last": byLastChange(on("UntagResource"), "newest"),
  "retagged-session-again: lists at the end what was given another value of a tag last": byLastChange(
    ({ operation }, before, after) => operation === "TagResource" && [...after.tags].some(([key, value]) => (before?.tags.get(key) ?? value) !== value),
    "oldest",
  ),
  "stopped-session-skipped: lists what was stopped last first": byLastChange(on("StopSession"), "newest"),
  "stopped-session-again: lists what was stopped last at the end": byLastChange(on("StopSession"), "oldest"),
  "changed-session-skipped-without-filter: lists what was changed last first where no tag is asked for": byLastChange(
    on(...everyChange),
    "newest",
    (call) => !isFiltered(call),
  ),
  "changed-session-again-under-filter: lists what was changed last at the end where a tag is asked for": byLastChange(on(...everyChange), "oldest", isFiltered),
  "stopped-sessions-listed-last: lists what runs first, so that a session that is stopped comes again": byStatus("last"),
  "stopped-sessions-listed-first: lists what runs last, so that a session that is stopped is passed over": byStatus("first"),
  "offset-into-order-of-change: counts sessions in the order of their last change to find a page": [byLastChange(on(...everyChange), "newest"), byOffset],
  "offset-into-newest-first: lists the newest session first and counts sessions to find a page": [arranges((all) => all.toReversed()), byOffset],
  "offset-into-order-of-ids: lists by id and counts sessions to find a page": [
    arranges((sessions) => sessions.toSorted((one, other) => (one.id < other.id ? -1 : 1))),
    byOffset,
  ],
  "paging/survives-deletion": "should",
  "offset-into-stable-order: counts the sessions from the first one on to find a page": byOffset,
  "walk-begins-again-without-next-session: begins a walk again when the session that its token names as the next one was deleted": marking("next", () => 0),
  "walk-ends-without-next-session: ends a walk when the session that its token names as the next one was deleted": marking("next", () => behindAll),
  "token-of-next-session-refused: refuses a token when the session that it names as the next one was deleted": marking("next", refuseToken),
  "walk-crashes-without-next-session: crashes when the session that its token names as the next one was deleted": marking("next", () =>
    crash("a token without its session"),
  ),
  "walk-ends-without-last-session: ends a walk when the session that its token names as the last one was deleted": marking("last", () => behindAll),
  "walk-crashes-without-last-session: crashes when the session that its token names as the last one was deleted": marking("last", () =>
    crash("a token without its session"),
  ),
  "walk-ends-at-deleted-session: ends a walk at a session that was there on the first page and is gone": readingIds(() => undefined),
  "walk-crashes-at-deleted-session: crashes on a session that was there on the first page and is gone": readingIds(() => crash("a session that is gone")),
  "walk-begins-again-after-deletion: begins a walk again when the session that its token points to was deleted": (behaviour) => {
    const gone = new Set<number>();
    return {
      ...keeps({ deleted: ({ sequence }) => void gone.add(sequence) })(behaviour),
      sessionsAfter: (position, call) => behaviour.sessionsAfter(gone.has(position) ? 0 : position, call),
    };
  },
});
