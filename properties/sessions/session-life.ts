import {
  alone,
  change,
  comes,
  created,
  deleted,
  type ExclusiveScenario,
  filterBy,
  goes,
  isListed,
  isMisnamed,
  look,
  misnamed,
  notCreated,
  poll,
} from "../checks/exclusive-scenario.ts";
import { unlessExplained } from "../checks/explanation.ts";
import { walk } from "../checks/pagination.ts";
import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { arnOf, type Pair } from "../core/fixtures.ts";
import type { Judgement, Script } from "../core/property.ts";
import { properties, should } from "../core/property-table.ts";
import { found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { knownStatuses } from "../response/result-page.ts";
import { eraOf, timeViolations } from "./timestamps.ts";

const stoppedTimes = "sessions/times-of-stopped";

/** Properties of how the listing follows the life of a session. */
export const sessionProperties = properties({
  "sessions/gone-after-delete": { ...should("sessions.deleted", "lists a deleted session no more"), ...alone(goneAfterDelete) },
  "sessions/stop-reflected": { ...should("sessions.stopped", "shows that a session was stopped"), ...alone(stopReflected) },
  [stoppedTimes]: {
    ...should("sessions.timestamps", "gives a stopped session the time of creation that it had, and a time of completion after it", { needs: "exclusive" }),
    of: ["sessions/stop-reflected"],
  },
  "sessions/tags-reflected": { ...should("sessions.retagged", "filters by the tags that a session has now"), ...alone(tagsReflected) },
});

/** A tag that no session ever had: what is listed under it says that the filter is wrong, whatever happened to the session. */
const neverCarried = ["life", "never"] as const;

const filterIsWrong = "a filter is wrong about the session already, whatever happened to it";

function* goneAfterDelete(scenario: ExclusiveScenario): Script {
  const { fixtures, settleMs, repetition } = scenario;
  const name = `deleted-${String(repetition)}`;
  const tag = ["life", "first"] as const;
  const [id] = yield* created(scenario, [name], Object.fromEntries([tag]));
  if (id === undefined) return notCreated;
  // Asked before the change too, since a cached answer shows only then.
  yield* isListed(fixtures, id, tag);
  if (!(yield* deleted(id, settleMs))) return unexercised("the target did not delete a session");
  const still = (what: string): Judgement => found(unexpectedSessions([id], `that was deleted${what}`));
  if (!(yield* goes(scenario, id))) return still("");
  if (!(yield* goes(scenario, id, tag))) return still(", under its tag");
  if (!(yield* goes(scenario, id, undefined, 100))) return still(", on a page with MaxResults");
  const [stopped] = yield* created(scenario, [`${name}-stopped`], {});
  if (stopped !== undefined && (yield* change("StopSession", { Id: stopped })) && (yield* deleted(stopped, settleMs)))
    if (!(yield* goes(scenario, stopped))) return found(unexpectedSessions([stopped], "that was stopped and then deleted"));
  // One that is made anew under the same id, where that is allowed, has nothing of the first.
  if ((yield* created(scenario, [name], { life: "second" })).length === 0 || (yield* goes(scenario, id, tag))) return nothingFound;
  return yield* unlessExplained(still(" and made anew, under the tag that it had before"), () => isListed(fixtures, id, neverCarried), filterIsWrong);
}

function* stopReflected(scenario: ExclusiveScenario): Script {
  const { fixtures, settleMs, repetition, startedAtMs } = scenario;
  const tag = ["state", `stopped-${String(repetition)}`] as const;
  const [id] = yield* created(scenario, [`stopped-${String(repetition)}`], Object.fromEntries([tag]));
  if (id === undefined) return notCreated;
  const size = fixtures.accountSize + 20;
  const keep = new Set([id]);
  const wrongStatus = (expected: string, received: unknown): Judgement =>
    found({ code: "value-changed", pointer: "/body/Sessions/0/Status", expected, received: received ?? null });
  const first = yield* look(fixtures, filterBy(tag), keep);
  const before = first.shown.get(id)?.item;
  const early = before?.["Status"];
  if (early === "STOPPING" || early === "STOPPED") {
    yield* walk(filterBy(tag), size);
    return wrongStatus("neither STOPPING nor STOPPED for a session that was just created and not stopped", early);
  }
  if (!(yield* poll(settleMs, () => change("StopSession", { Id: id })))) return unexercised("the target did not stop a session");
  let last: unknown;
  const reflected = yield* poll(settleMs, function* () {
    const { shown, listed } = yield* look(fixtures, {}, keep);
    last = shown.get(id)?.item["Status"];
    // A service may stop listing what has stopped, and names of statuses may be added.
    const isUnknown = typeof last === "string" && last !== early && !knownStatuses.has(last.trim().toUpperCase());
    return !listed.has(id) || last === undefined || last === "STOPPING" || last === "STOPPED" || isUnknown;
  });
  if (!reflected) return wrongStatus("STOPPING or STOPPED after the session was stopped", last);
  const isOver = function* (): Passage<boolean> {
    last = (yield* look(fixtures, {}, keep)).shown.get(id)?.item["Status"];
    return last !== early || last === undefined;
  };
  yield* change("StopSession", { Id: id });
  // Seen once, it may come from what is behind the times.
  if (!(yield* poll(settleMs, isOver))) return wrongStatus("STOPPING or STOPPED after the session was stopped a second time", last);
  // Sent as the property's own request, for passive properties: no other request of a run lists a stopped session.
  const after = yield* walk(filterBy(tag), size, "property", keep);
  const stopped = after.shown.get(id)?.item;
  const derived = stopped === undefined ? {} : { [stoppedTimes]: { violations: timeViolations(id, stopped, before, eraOf(after, startedAtMs)) } };
  const shownAlike =
    after.listed.has(id) ||
    (yield* poll(settleMs, function* () {
      return (yield* isListed(fixtures, id, tag)) || !(yield* isListed(fixtures, id));
    }));
  if (shownAlike) return { ...nothingFound, derived };
  const lost = found(missingSessions([id], 1, "under its tag, also a stopped one, as long as it is listed without a filter"));
  // Before it was stopped, the filter listed it or did not.
  return { ...(first.listed.has(id) ? lost : unexercised(filterIsWrong)), derived };
}

function* tagsReflected(scenario: ExclusiveScenario): Script {
  const { fixtures, repetition } = scenario;
  const [id] = yield* created(scenario, [`retagged-${String(repetition)}`], { before: "1", beside: "1", "before-all": "1" });
  if (id === undefined) return notCreated;
  // It shares tags with the other, and keeps them.
  const [steady] = yield* created(scenario, [`tagged-${String(repetition)}`], { before: "1", after: "1" });
  const old: Pair = ["before", "1"];
  const added: Pair = ["after", "1"];
  const ResourceArn = arnOf(fixtures.owner, id);
  const lost = (where: string): Judgement => found(missingSessions([id], 1, where));
  const extra = (where: string): Passage<Judgement> =>
    unlessExplained(found(unexpectedSessions([id], where)), () => isListed(fixtures, id, neverCarried), filterIsWrong);
  const kept: Pair = ["before-all", "1"];
  const isLostAlready = function* (): Passage<boolean> {
    return !(yield* isListed(fixtures, id, kept));
  };
  // Asked before the change too, since a cached answer shows only then.
  yield* isListed(fixtures, id, added);
  yield* isListed(fixtures, id, old);
  const isFound = steady !== undefined && (yield* isListed(fixtures, steady, old)) && (yield* isListed(fixtures, steady, added));
  const isTaken = function* (tag: Pair): Passage<boolean> {
    return steady !== undefined && isFound && !(yield* comes(scenario, steady, tag));
  };
  const taken = (how: string): Judgement => found(missingSessions([String(steady)], 1, `under a tag that it has, though another session ${how}`));
  if (!(yield* change("TagResource", { ResourceArn, TagsToAdd: { after: "1", along: "1" } }))) return unexercised("the target did not add a tag");
  if (!(yield* comes(scenario, id, added))) {
    if (yield* isMisnamed(fixtures, id, kept)) return misnamed;
    return yield* unlessExplained(lost("under the tag that was added"), isLostAlready, filterIsWrong);
  }
  if (!(yield* comes(scenario, id, ["along", "1"]))) return lost("under the second of two tags that were added");
  if (!(yield* change("UntagResource", { ResourceArn, TagsToRemove: ["before", "beside"] }))) return unexercised("the target did not remove a tag");
  if (!(yield* goes(scenario, id, old))) return yield* extra("under the tag that was removed");
  if (!(yield* goes(scenario, id, ["beside", "1"]))) return yield* extra("under the second of two tags that were removed");
  if (yield* isTaken(old)) return taken("lost it");
  // A listing that fails lists nothing either: what is left shows that it still works, and that no other tag went.
  const left = (yield* look(fixtures, filterBy(added))).broken;
  if (left?.kind === "refused") return found(left.violation);
  if (!(yield* comes(scenario, id, added))) return lost("under the tag that was not removed");
  if (!(yield* comes(scenario, id, kept))) return lost("under a tag whose key begins as one that was removed");
  if (!(yield* change("TagResource", { ResourceArn, TagsToAdd: { after: "2" } }))) return nothingFound;
  if (!(yield* comes(scenario, id, ["after", "2"]))) return lost("under the value that its tag was given anew");
  if (yield* isTaken(added)) return taken("was given another value of it");
  return (yield* goes(scenario, id, added)) ? nothingFound : yield* extra("under the value that its tag had before");
}
