import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { unlessExplained } from "../checks/explanation.ts";
import { arnOf } from "../core/fixtures.ts";
import { memberOf } from "../core/json.ts";
import type { Judgement, Property, Script } from "../core/property.ts";
import { knownStatuses } from "../response/result-page.ts";
import { found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { change, created, deleted, exclusive, isListed, isMisnamed, misnamed, notCreated, poll } from "../checks/exclusive-scenario.ts";
import { eraOf, timeViolations } from "./timestamps.ts";
import { walk } from "../checks/pagination.ts";

const goneAfterDelete = exclusive("sessions/gone-after-delete", "sessions.deleted", "should", "lists a deleted session no more", function* (scenario): Script {
  const { fixtures, settleMs, repetition } = scenario;
  const name = `deleted-${String(repetition)}`;
  const tag = ["life", "first"] as const;
  const [id] = yield* created(scenario, [name], Object.fromEntries([tag]));
  if (id === undefined) return notCreated;
  // Asked before the change too, since a cached answer shows only then.
  yield* isListed(fixtures, id, tag);
  if (!(yield* deleted(id, settleMs))) return unexercised("the target did not delete a session");
  const still = (what: string): Judgement => found(unexpectedSessions([id], `that was deleted${what}`));
  const gone = function* (ask: () => Passage<boolean>): Passage<boolean> {
    return yield* poll(settleMs, function* () {
      return !(yield* ask());
    });
  };
  if (!(yield* gone(() => isListed(fixtures, id)))) return still("");
  if (!(yield* gone(() => isListed(fixtures, id, tag)))) return still(", under its tag");
  if (!(yield* gone(() => isListed(fixtures, id, undefined, 100)))) return still(", on a page with MaxResults");
  // One that is made anew under the same id, where that is allowed, has nothing of the first.
  if ((yield* created(scenario, [name], { life: "second" })).length === 0) return nothingFound;
  if (yield* gone(() => isListed(fixtures, id, tag))) return nothingFound;
  return yield* unlessExplained(still(" and made anew, under the tag that it had before"), () => isListed(fixtures, id, neverCarried), filterIsWrong);
});

/** A tag that no session ever had: what is listed under it says that the filter is wrong, whatever happened to the session. */
const neverCarried = ["life", "never"] as const;

const filterIsWrong = "a filter is wrong about the session already, whatever happened to it";

const stoppedTimes = "sessions/times-of-stopped";

const stopReflected = exclusive("sessions/stop-reflected", "sessions.stopped", "should", "shows that a session was stopped", function* (scenario): Script {
  const { fixtures, settleMs, repetition, startedAtMs } = scenario;
  const tag = ["state", `stopped-${String(repetition)}`] as const;
  const [id] = yield* created(scenario, [`stopped-${String(repetition)}`], Object.fromEntries([tag]));
  if (id === undefined) return notCreated;
  const size = fixtures.accountSize + 20;
  const keep = new Set([id]);
  const first = yield* walk(() => ({ Tags: Object.fromEntries([tag]) }), size, "poll", keep);
  const before = first.items.get(id);
  const early = memberOf(before, "Status");
  if (early === "STOPPING" || early === "STOPPED") {
    yield* walk(() => ({ Tags: Object.fromEntries([tag]) }), size);
    const expected = "neither STOPPING nor STOPPED for a session that was just created and not stopped";
    return found({ code: "value-changed", pointer: "/body/Sessions/0/Status", expected, received: early });
  }
  if (!(yield* poll(settleMs, () => change("StopSession", { Id: id })))) return unexercised("the target did not stop a session");
  let last: unknown;
  const reflected = yield* poll(settleMs, function* () {
    const { items, listed } = yield* walk(() => ({}), size, "poll", keep);
    last = memberOf(items.get(id), "Status");
    // A service may stop listing what has stopped, and names of statuses may be added.
    const isUnknown = typeof last === "string" && last !== early && !knownStatuses.has(last.trim().toUpperCase());
    return !listed.has(id) || last === undefined || last === "STOPPING" || last === "STOPPED" || isUnknown;
  });
  if (!reflected) {
    return found({
      code: "value-changed",
      pointer: "/body/Sessions/0/Status",
      expected: "STOPPING or STOPPED after the session was stopped",
      received: last ?? null,
    });
  }
  // Sent as the property's own request, for passive properties: no other request of a run lists a stopped session.
  const after = yield* walk(() => ({ Tags: Object.fromEntries([tag]) }), size, "property", keep);
  const stopped = after.items.get(id);
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
});

const tagsReflected = exclusive(
  "sessions/tags-reflected",
  "sessions.retagged",
  "should",
  "filters by the tags that a session has now",
  function* (scenario): Script {
    const { fixtures, settleMs, repetition } = scenario;
    const [id] = yield* created(scenario, [`retagged-${String(repetition)}`], { before: "1" });
    if (id === undefined) return notCreated;
    const arn = arnOf(fixtures.owner, id);
    const lost = (where: string): Judgement => found(missingSessions([id], 1, where));
    const extra = (where: string): Judgement => found(unexpectedSessions([id], where));
    const isLostAlready = function* (): Passage<boolean> {
      return !(yield* isListed(fixtures, id, ["before", "1"]));
    };
    const isExtraAlready = (): Passage<boolean> => isListed(fixtures, id, neverCarried);
    // Asked before the change too, since a cached answer shows only then.
    yield* isListed(fixtures, id, ["after", "1"]);
    yield* isListed(fixtures, id, ["before", "1"]);
    if (!(yield* change("TagResource", { ResourceArn: arn, TagsToAdd: { after: "1" } }))) return unexercised("the target did not add a tag");
    if (!(yield* poll(settleMs, () => isListed(fixtures, id, ["after", "1"])))) {
      if (yield* isMisnamed(fixtures, id, ["before", "1"])) return misnamed;
      return yield* unlessExplained(lost("under the tag that was added"), isLostAlready, filterIsWrong);
    }
    if (!(yield* change("UntagResource", { ResourceArn: arn, TagsToRemove: ["before"] }))) return unexercised("the target did not remove a tag");
    const gone = function* (tag: readonly [string, string]): Passage<boolean> {
      return yield* poll(settleMs, function* () {
        return !(yield* isListed(fixtures, id, tag));
      });
    };
    if (!(yield* gone(["before", "1"]))) return yield* unlessExplained(extra("under the tag that was removed"), isExtraAlready, filterIsWrong);
    // A listing that fails lists nothing either: what is left shows that it still works, and that no other tag went.
    const left = (yield* walk(() => ({ Tags: { after: "1" } }), fixtures.accountSize + 20, "poll")).broken;
    if (left?.kind === "refused") return found(left.violation);
    if (!(yield* poll(settleMs, () => isListed(fixtures, id, ["after", "1"])))) return lost("under the tag that was not removed");
    if (!(yield* change("TagResource", { ResourceArn: arn, TagsToAdd: { after: "2" } }))) return nothingFound;
    if (!(yield* poll(settleMs, () => isListed(fixtures, id, ["after", "2"])))) return lost("under the value that its tag was given anew");
    if (yield* gone(["after", "1"])) return nothingFound;
    return yield* unlessExplained(extra("under the value that its tag had before"), isExtraAlready, filterIsWrong);
  },
);

/** Properties of how the listing follows the life of a session. */
export const sessionProperties: readonly Property[] = [
  goneAfterDelete,
  stopReflected,
  {
    kind: "derived",
    id: stoppedTimes,
    requirement: "sessions.timestamps",
    level: "should",
    title: "gives a stopped session the time of creation that it had, and a time of completion after it",
    needs: "exclusive",
    of: [stopReflected.id],
  },
  tagsReflected,
];
