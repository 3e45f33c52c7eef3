import type { Fault } from "./fault.ts";
import { Refusal } from "../service/refusal.ts";
import { behindAll, type BehaviourChange, crash } from "./change.ts";
import type { Behaviour, OperationCall } from "../service/decisions.ts";

const changes = "paging/survives-changes";
const deletion = "paging/survives-deletion";

const tagging = ["TagResource", "UntagResource"];
const everyChange = [...tagging, "StopSession"];

function refuseToken(): never {
  throw new Refusal("token", "The specified NextToken is not valid", ["NextToken"]);
}

/** Holds in a token the id of a session: the last one listed, or the one that comes next; `lost` is where a walk goes on when it is gone. */
function marking(which: "last" | "next", lost: () => number): BehaviourChange {
  return (behaviour) => ({
    ...behaviour,
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
function afterChange(operations: readonly string[], goOn: () => number): BehaviourChange {
  return (behaviour) => {
    let version = 0;
    const issued = new Map<string, number>();
    const changing = (call: OperationCall): void => void (version += operations.includes(call.operation) ? 1 : 0);
    return {
      ...behaviour,
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
const tiedToTags: BehaviourChange = (behaviour) => ({
  ...behaviour,
  sealOf(position, filter, call) {
    const [session] = call.store.after(position - 1);
    return `${behaviour.sealOf(position, filter, call)}.${String(session === undefined ? 0 : [...session.tags].join().length)}`;
  },
});

/** Positions of one walk; each walk has its own. */
const positionsOfWalk = 2 ** 24;

/** Reads the sessions of later pages by the ids that the first page saw; `onGone` is called for one that is gone, and ends the page where it returns. */
function reading(onGone: () => void): BehaviourChange {
  return (behaviour: Behaviour) => {
    const walks: (readonly string[])[] = [];
    return {
      ...behaviour,
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

const should = { level: "should" } as const;

/** Faults of walks that lose their place when something is changed between two pages. */
export const lostPlaceFaults: readonly Fault[] = [
  {
    ...should,
    name: "token-refused-after-change",
    title: "refuses the tokens of before once a session was tagged or stopped",
    caughtBy: changes,
    apply: afterChange(everyChange, refuseToken),
  },
  {
    ...should,
    name: "token-tied-to-tags",
    title: "refuses a token once the tags of the session that it points to have changed",
    caughtBy: changes,
    apply: tiedToTags,
  },
  {
    ...should,
    name: "walk-begins-again-after-creation",
    title: "begins a walk again once a session was created",
    caughtBy: changes,
    apply: afterChange(["CreateSession"], () => 0),
  },
  {
    ...should,
    name: "walk-ends-after-stop",
    title: "ends a walk once a session was stopped",
    caughtBy: changes,
    apply: afterChange(["StopSession"], () => behindAll),
  },
  {
    ...should,
    name: "walk-crashes-after-tagging",
    title: "crashes on the tokens of before once a session was tagged",
    caughtBy: changes,
    apply: afterChange(tagging, () => crash("a list that changed while it was read")),
  },
  {
    ...should,
    name: "walk-begins-again-without-next-session",
    title: "begins a walk again when the session that its token names as the next one was deleted",
    caughtBy: deletion,
    apply: marking("next", () => 0),
  },
  {
    ...should,
    name: "walk-ends-without-next-session",
    title: "ends a walk when the session that its token names as the next one was deleted",
    caughtBy: deletion,
    apply: marking("next", () => behindAll),
  },
  {
    ...should,
    name: "token-of-next-session-refused",
    title: "refuses a token when the session that it names as the next one was deleted",
    caughtBy: deletion,
    apply: marking("next", refuseToken),
  },
  {
    ...should,
    name: "walk-crashes-without-next-session",
    title: "crashes when the session that its token names as the next one was deleted",
    caughtBy: deletion,
    apply: marking("next", () => crash("a token without its session")),
  },
  {
    ...should,
    name: "walk-ends-without-last-session",
    title: "ends a walk when the session that its token names as the last one was deleted",
    caughtBy: deletion,
    apply: marking("last", () => behindAll),
  },
  {
    ...should,
    name: "walk-crashes-without-last-session",
    title: "crashes when the session that its token names as the last one was deleted",
    caughtBy: deletion,
    apply: marking("last", () => crash("a token without its session")),
  },
  {
    ...should,
    name: "walk-ends-at-deleted-session",
    title: "ends a walk at a session that was there on the first page and is gone",
    caughtBy: deletion,
    apply: reading(() => undefined),
  },
  {
    ...should,
    name: "walk-crashes-at-deleted-session",
    title: "crashes on a session that was there on the first page and is gone",
    caughtBy: deletion,
    apply: reading(() => crash("a session that is gone")),
  },
];
