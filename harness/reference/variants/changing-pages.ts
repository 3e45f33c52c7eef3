import type { WireResponse } from "../../../properties/core/exchange.ts";
import { errorAnswer } from "../server/plain-answers.ts";
import { legal, type Variant } from "./variant.ts";
import type { Apply, Wrap } from "./changes.ts";
import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { namedOperation } from "../faults/answers.ts";

const throttled = (random: () => number): WireResponse => errorAnswer(400, "ThrottlingException", "Rate exceeded", random, "message");

/** Positions of one walk; each walk has its own. */
const positionsOfWalk = 2 ** 24;

/** Shows on all pages of a walk what there was on its first; `shown` is how such a session is listed when its turn comes. */
function walkingOverSnapshots(
  shown: (session: StoredSession, call: OperationCall) => StoredSession | undefined,
  arranged: (sessions: readonly StoredSession[]) => readonly StoredSession[] = (sessions) => sessions,
): Apply {
  return (behaviour) => {
    const walks: (readonly StoredSession[])[] = [];
    return {
      ...behaviour,
      *sessionsAfter(position, call) {
        if (position === 0) walks.push(arranged([...behaviour.sessionsAfter(0, call)]));
        const walk = position === 0 ? walks.length : Math.floor(position / positionsOfWalk);
        const sessions = walks[walk - 1] ?? [];
        for (let index = position % positionsOfWalk; index < sessions.length; index += 1) {
          const session = sessions[index];
          const now = session === undefined ? undefined : shown(session, call);
          if (now !== undefined) yield { ...now, sequence: walk * positionsOfWalk + index + 1 };
        }
      },
    };
  };
}

const asItIsNow = ({ id }: StoredSession, { store }: OperationCall): StoredSession | undefined => store.get(id);

/** Lists the last changed session first, or last; creation counts as a change. */
function byLastChange(order: "newest" | "oldest"): Apply {
  return (behaviour) => {
    const ranks = new Map<string, number>();
    const move = (id: string): void => void ranks.set(id, order === "newest" ? -changes++ : changes++);
    let changes = 1;
    const rankOf = ({ id }: StoredSession): number => ranks.get(id) ?? 0;
    return {
      ...walkingOverSnapshots(asItIsNow, (sessions) => sessions.toSorted((one, other) => rankOf(one) - rankOf(other)))(behaviour),
      addSession(draft, call) {
        move(draft.id);
        return behaviour.addSession(draft, call);
      },
      replaceSession(session, call) {
        move(session.id);
        behaviour.replaceSession(session, call);
      },
    };
  };
}

/** Throttles a share of some operations. */
const throttling =
  (share: number, operations: readonly string[]): Wrap =>
  (service, { random }) =>
  async (request) =>
    operations.includes(namedOperation(request)) && random() < share ? throttled(random) : service(request);

const changing: ReadonlySet<string> = new Set(["CreateSession", "DeleteSession", "StopSession", "TagResource", "UntagResource"]);

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Handles a limited number of the requests of a kind at a time, each for a moment, and refuses the others. */
const atATime =
  (limit: number, isCounted: (operation: string) => boolean, refusal: (random: () => number) => WireResponse): Wrap =>
  (service, { random }) => {
    let underWay = 0;
    return async (request) => {
      if (!isCounted(namedOperation(request))) return await service(request);
      if (underWay >= limit) return refusal(random);
      underWay += 1;
      await turn();
      try {
        return await service(request);
      } finally {
        underWay -= 1;
      }
    };
  };

/** Makes one change of a session at a time. */
const oneChangeAtATime = atATime(
  1,
  (operation) => changing.has(operation) && operation !== "CreateSession",
  (random) => errorAnswer(400, "ConcurrentModificationException", "Another change is under way", random),
);

/** Throttles requests beyond a number of concurrent ones. */
const takingAtATime = (limit: number): Wrap => atATime(limit, () => true, throttled);

/** Lists what there was before the changes that are under way; they take a moment. */
const changesTakeAMoment: Wrap = (service) => async (request) => {
  if (changing.has(namedOperation(request))) for (let turns = 0; turns < 3; turns += 1) await turn();
  return await service(request);
};

/** Services that go on with a walk in other ways after a change, or make changes in other ways. */
export const changingPageVariants: readonly Variant[] = [
  ...legal({
    "walks-over-snapshots: lists on later pages what there was on the first page and is still there, as it is now": walkingOverSnapshots(asItIsNow),
    "walks-over-old-snapshots: lists on later pages what there was on the first page, as it was then, what was deleted since included": walkingOverSnapshots(
      (session) => session,
    ),
    "newest-change-first-in-snapshots: lists what was changed last first, in the order that the first page saw": byLastChange("newest"),
    "newest-change-last-in-snapshots: lists what was changed last at the end, in the order that the first page saw": byLastChange("oldest"),
    "changes-throttled: throttles a third of what stops or tags a session": { wrap: throttling(0.3, ["StopSession", "TagResource", "UntagResource"]) },
    "one-change-at-a-time: refuses a change of a session while another one is under way": { wrap: oneChangeAtATime },
    "eight-requests-at-a-time: throttles what comes while eight requests are under way": { onWire: true, wrap: takingAtATime(8) },
    "changes-take-a-moment: makes changes a moment after they were asked for, and answers then": { wrap: changesTakeAMoment },
  }),
];
