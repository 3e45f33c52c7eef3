import type { OperationCall } from "../service/decisions.ts";
import { behindAll, type Change, crash, refuseToken } from "./change.ts";
import { type Fault, should } from "./fault.ts";

const changes = "paging/survives-changes";
const deletion = "paging/survives-deletion";

const tagging = ["TagResource", "UntagResource"];
const everyChange = [...tagging, "StopSession"];

/** Holds in a token the id of a session: the last one listed, or the one that comes next; `lost` is where a walk goes on when it is gone. */
function marking(which: "last" | "next", lost: () => number): Change {
  return (behaviour) => ({
    issueToken(position, filter, call) {
      const [last] = call.store.after(position - 1);
      const next = [...call.store.after(position)].find((session) => behaviour.matchesFilter(session, filter, behaviour));
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
    const changing = (call: OperationCall): void => void (version += operations.includes(call.operation) ? 1 : 0);
    return {
      addSession(draft, call) {
        changing(call);
        return behaviour.addSession(draft, call);
      },
      replaceSession(session, call) {
        changing(call);
        behaviour.replaceSession(session, call);
      },
      removeSession(session, call) {
        changing(call);
        behaviour.removeSession(session, call);
      },
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

/** Binds a token to the tags of the session that it points to. */
const tiedToTags: Change = (behaviour) => ({
  sealOf(position, filter, call) {
    const [session] = call.store.after(position - 1);
    return `${behaviour.sealOf(position, filter, call)}.${String(session === undefined ? 0 : [...session.tags].join().length)}`;
  },
});

/** Positions of one walk; each walk has its own. */
const positionsOfWalk = 2 ** 24;

/** Reads the sessions of later pages by the ids that the first page saw; `onGone` is called for one that is gone, and ends the page where it returns. */
function reading(onGone: () => void): Change {
  return () => {
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
}

/** Faults of walks that lose their place when something is changed between two pages. */
export const lostPlaceFaults: readonly Fault[] = [
  ...should(changes, {
    "token-refused-after-change: refuses the tokens of before once a session was tagged or stopped": afterChange(everyChange, refuseToken),
    "token-tied-to-tags: refuses a token once the tags of the session that it points to have changed": tiedToTags,
    "walk-begins-again-after-creation: begins a walk again once a session was created": afterChange(["CreateSession"], () => 0),
    "walk-ends-after-stop: ends a walk once a session was stopped": afterChange(["StopSession"], () => behindAll),
    "walk-crashes-after-tagging: crashes on the tokens of before once a session was tagged": afterChange(tagging, () =>
      crash("a list that changed while it was read"),
    ),
  }),
  ...should(deletion, {
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
    "walk-ends-at-deleted-session: ends a walk at a session that was there on the first page and is gone": reading(() => undefined),
    "walk-crashes-at-deleted-session: crashes on a session that was there on the first page and is gone": reading(() => crash("a session that is gone")),
  }),
];
