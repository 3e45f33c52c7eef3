import { change, created, look, poll } from "../checks/exclusive-scenario.ts";
import { walk } from "../checks/pagination.ts";
import { missingSessions, repeatedSessions } from "../checks/session-sets.ts";
import { othersListed, thatExist } from "../checks/settled-walk.ts";
import { arnOf, idPrefix } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judged, Violation } from "../core/property.ts";
import { openProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";
import { type Cast, changeKinds, type EventWalk, eventWalk, filterOf, type Kind, namePrefix, type Position, type WalkPlan, walkedTags } from "./event-walk.ts";

/** A breach, and the exchange that shows it. */
export interface LocatedViolation {
  readonly violation: Violation;
  readonly exchange: Judged;
}

/** A breach, as seen in one walk. */
interface Symptom extends LocatedViolation {
  /** Sessions that are missing, or listed twice. */
  readonly ids: readonly string[];
}

/** Waits until no session is changing state. `settled`: all have settled; `restless`: some did not within the settle time; `quiet`: none was changing. */
export function* settled({ order, scenario }: Cast): Passage<"settled" | "restless" | "quiet"> {
  let wasUnderWay = false;
  const isOver = yield* poll(scenario.settleMs, function* () {
    for (const id of order) {
      const { answer } = yield* send(openProbe("GetSession", { Id: id }), "poll");
      const status = memberOf(memberOf(answer?.object, "Session"), "Status");
      if (status !== "PROVISIONING" && status !== "STOPPING") continue;
      wasUnderWay = true;
      return false;
    }
    return true;
  });
  return !isOver ? "restless" : wasUnderWay ? "settled" : "quiet";
}

/** What speaks against the target in one walk. */
export function* symptomOf(cast: Cast, { walk: { broken, listed, repeated, last }, throughout }: EventWalk): Passage<Symptom | undefined> {
  if (broken !== undefined) {
    const { kind, violation } = broken;
    return kind === "refused" || kind === "endless" ? { violation, exchange: last, ids: [] } : undefined;
  }
  const missing = throughout.filter((id) => !listed.has(id));
  if (missing.length > 0) {
    // A service may stop listing a session that has stopped.
    const fresh = yield* look(cast.scenario.fixtures, filterOf(cast));
    const stillListed = missing.filter((id) => fresh.listed.has(id));
    const ids = yield* thatExist(stillListed);
    if (ids.length > 0) return { violation: missingSessions(ids, throughout.length, "that existed all the while"), exchange: last, ids };
  }
  const ids = throughout.filter((id) => repeated.has(id));
  return ids.length === 0 ? undefined : { violation: repeatedSessions(ids, "over all pages"), exchange: last, ids };
}

/**
 * The breach with the change that causes it: walks without a change do not show it, walks with only that change do, while others changed
 * nothing (fairness rule 5). A text where walks without a change show it too; undefined where it does not show again.
 */
export function* attributed(cast: Cast, route: WalkPlan, { ids }: Symptom, { changed }: EventWalk): Passage<LocatedViolation | string | undefined> {
  const quiet = yield* walk(route.inputs, cast.scenario.fixtures.accountSize + 20, "poll");
  if (quiet.broken !== undefined || ids.some((id) => !quiet.listed.has(id) || quiet.repeated.has(id)))
    return "a walk is not whole either where nothing changes";
  const single: readonly (readonly Position[])[] = changed.length > 1 ? changed.map((position) => [position]) : [];
  for (const positions of [...single, changed]) {
    const again = yield* shownAgain(cast, { ...route, positions });
    if (again === undefined) continue;
    const { violation, exchange } = again;
    const [only] = positions;
    const subject = positions.length > 1 || only === undefined ? "sessions were" : `${subjects[only]} was`;
    const expected = `${violation.expected}, after ${subject} ${changeKinds[route.kind].verb} between two pages`;
    return { violation: { ...violation, expected }, exchange };
  }
  return undefined;
}

const subjects: Readonly<Record<Position, string>> = {
  earlier: "a session of an earlier page",
  last: "the session listed last",
  next: "the session that comes next",
  later: "a session that comes later",
  "first-name": "a session",
  "last-name": "a session",
};

/** A breach in another walk that others did not disturb, or in all of three. */
function* shownAgain(cast: Cast, route: WalkPlan): Passage<Symptom | undefined> {
  const { accountSize, owner } = cast.scenario.fixtures;
  const others = (): Passage<string> => othersListed(accountSize + 20, (id) => id.startsWith(idPrefix(owner)));
  for (let attempt = 1; ; attempt += 1) {
    yield* prepared(cast, route.kind);
    const before = yield* others();
    const one = yield* eventWalk(cast, route, "poll");
    const symptom = one.changed.length === 0 ? undefined : yield* symptomOf(cast, one);
    if (symptom === undefined || attempt === 3 || before === (yield* others())) return symptom;
  }
}

/** Prepares sessions so that they can be changed in the same way once more. */
function* prepared(cast: Cast, kind: Kind): Passage<void> {
  const { fixtures, settleMs } = cast.scenario;
  if (kind === "untag") for (const id of cast.order) yield* change("TagResource", { ResourceArn: arnOf(fixtures.owner, id), TagsToAdd: { spare: "1" } });
  if (kind !== "stop" && kind !== "delete") return;
  const lacking = 5 - cast.order.filter((id) => kind === "delete" || !cast.stopped.has(id)).length;
  if (lacking <= 0) return;
  cast.changes += 1;
  const fresh = Array.from({ length: lacking }, (_, index) => `${namePrefix(cast)}m${String(cast.changes)}-${String(index)}`);
  const made = yield* created(cast.scenario, fresh, walkedTags(cast.tag));
  cast.order = [...cast.order, ...made];
  yield* poll(settleMs, function* () {
    const { listed } = yield* look(fixtures, filterOf(cast));
    return made.every((id) => listed.has(id));
  });
  if (kind === "stop") yield* settled(cast);
}
