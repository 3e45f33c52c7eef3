import { listOf, nextTokenOf } from "./answer.ts";
import { creationOf, type FixtureSet, oddNames } from "./fixtures.ts";
import { memberOf } from "./json.ts";
import { withFixtures } from "./paging.ts";
import type { Level, ProbingProperty, Script } from "./property.ts";
import { openProbe, validProbe } from "./request.ts";
import { found, nothingFound, type Passage, send, unexercised, wait } from "./script.ts";
import { judgeAccepted } from "./checks/acceptance.ts";
import { largeAccount, settledWalk, thatExist, tooLarge, walk } from "./walk.ts";

type Available = FixtureSet & { readonly available: true };
type Item = Readonly<Record<string, unknown>>;

/** Asks again and again, at growing intervals, until the answer is yes or the settle time is over. */
export function* poll(settleMs: number, ask: () => Passage<boolean>): Passage<boolean> {
  let pause = Math.min(50, settleMs);
  for (let waited = 0; ; waited += pause, pause = Math.min(pause * 2, 2_000)) {
    if (yield* ask()) return true;
    if (waited >= settleMs) return false;
    yield* wait(pause);
  }
}

/** What a script that is alone with the target has. */
interface Stage {
  readonly fixtures: Available;
  readonly settleMs: number;
  readonly repetition: number;
  /** Sessions that the script asked for; they are taken away after it, so that later walks are no longer for them. */
  readonly own: string[];
}

function* tidied(script: (stage: Stage) => Script, stage: Stage): Script {
  const judgement = yield* script(stage);
  for (const id of stage.own) yield* deleted(id, 0);
  return judgement;
}

/** A request that changes state; whether the target did as asked. */
export function* change(operation: string, input: Item): Passage<boolean> {
  const { answer } = yield* send(openProbe(operation, input), "state");
  return answer?.status === 200;
}

/** Creates a session of this case's own and waits until it is listed; undefined where that does not come to pass. */
function* created({ fixtures, settleMs, own }: Stage, name: string, tags: Readonly<Record<string, string>>): Passage<string | undefined> {
  const input = creationOf(fixtures.owner, name, tags);
  const id = String(input["Id"]);
  own.push(id);
  if (!(yield* change("CreateSession", input))) return undefined;
  return (yield* poll(settleMs, () => isListed(fixtures, id))) ? id : undefined;
}

function* isListed(fixtures: Available, id: string, tag?: readonly [string, string]): Passage<boolean> {
  const input = tag === undefined ? {} : { Tags: Object.fromEntries([tag]) };
  return (yield* walk(() => input, fixtures.accountSize + 20, "poll")).listed.has(id);
}

/** Deletes a session; one that must be stopped first is stopped. */
function* deleted(id: string, settleMs: number): Passage<boolean> {
  if (yield* change("DeleteSession", { Id: id })) return true;
  yield* change("StopSession", { Id: id });
  return yield* poll(settleMs, () => change("DeleteSession", { Id: id }));
}

function exclusive(id: string, requirement: string, level: Level, title: string, script: (stage: Stage) => Script): ProbingProperty {
  return {
    kind: "probing",
    id,
    requirement,
    level,
    title,
    phase: "scenarios",
    needs: "exclusive",
    cases: (context) =>
      withFixtures(context, (fixtures) => [
        { id: `${id}#session/own`, script: (repetition) => tidied(script, { fixtures, settleMs: context.settleMs, repetition, own: [] }) },
      ]),
  };
}

const notCreated = unexercised("a session of its own could not be created, or was not listed within the settle time");

const goneAfterDelete = exclusive("sessions/gone-after-delete", "sessions.deleted", "should", "lists a deleted session no more", function* (stage): Script {
  const { fixtures, settleMs, repetition } = stage;
  const id = yield* created(stage, `deleted-${String(repetition)}`, {});
  if (id === undefined) return notCreated;
  if (!(yield* deleted(id, settleMs))) return unexercised("the target did not delete a session");
  const gone = yield* poll(settleMs, function* () {
    return !(yield* isListed(fixtures, id));
  });
  return gone ? nothingFound : found({ code: "session-unexpected", pointer: "/body/Ids", expected: "no session that was deleted", received: [id] });
});

const stopReflected = exclusive("sessions/stop-reflected", "sessions.stopped", "should", "shows that a session was stopped", function* (stage): Script {
  const { fixtures, settleMs, repetition } = stage;
  const id = yield* created(stage, `stopped-${String(repetition)}`, { state: "stopped" });
  if (id === undefined) return notCreated;
  if (!(yield* poll(settleMs, () => change("StopSession", { Id: id })))) return unexercised("the target did not stop a session");
  let last: unknown;
  const reflected = yield* poll(settleMs, function* () {
    const { items, listed } = yield* walk(() => ({}), fixtures.accountSize + 20, "poll", new Set([id]));
    last = memberOf(items.get(id), "Status");
    // A service may stop listing what has stopped.
    return !listed.has(id) || last === undefined || last === "STOPPING" || last === "STOPPED";
  });
  // One more listing for those who watch: no other request of a run lists a stopped session.
  yield* walk(() => ({ Tags: { state: "stopped" } }), fixtures.accountSize + 20);
  return reflected
    ? nothingFound
    : found({
        code: "value-changed",
        pointer: "/body/Sessions/0/Status",
        expected: "STOPPING or STOPPED after the session was stopped",
        received: last ?? null,
      });
});

const tagsReflected = exclusive(
  "sessions/tags-reflected",
  "sessions.retagged",
  "should",
  "filters by the tags that a session has now",
  function* (stage): Script {
    const { fixtures, settleMs, repetition } = stage;
    const id = yield* created(stage, `retagged-${String(repetition)}`, { before: "1" });
    if (id === undefined) return notCreated;
    const { region, account } = fixtures.owner;
    const arn = `arn:aws:glue:${region}:${account}:session/${id}`;
    // Asked before the change too: an answer that is kept shows only then.
    yield* isListed(fixtures, id, ["after", "1"]);
    yield* isListed(fixtures, id, ["before", "1"]);
    if (!(yield* change("TagResource", { ResourceArn: arn, TagsToAdd: { after: "1" } }))) return unexercised("the target did not add a tag");
    if (!(yield* poll(settleMs, () => isListed(fixtures, id, ["after", "1"]))))
      return found({ code: "session-missing", pointer: "/body/Ids", expected: "the session under the tag that was added", received: [] });
    if (!(yield* change("UntagResource", { ResourceArn: arn, TagsToRemove: ["before"] }))) return unexercised("the target did not remove a tag");
    const gone = yield* poll(settleMs, function* () {
      return !(yield* isListed(fixtures, id, ["before", "1"]));
    });
    return gone
      ? nothingFound
      : found({ code: "session-unexpected", pointer: "/body/Ids", expected: "no session under the tag that was removed", received: [id] });
  },
);

const oddIds = exclusive(
  "paging/finds-sessions-with-odd-ids",
  "paging.odd-ids",
  "should",
  "lists sessions with odd ids, page by page",
  function* (stage): Script {
    const { fixtures, settleMs, repetition } = stage;
    if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
    const inputs = oddNames(fixtures.owner, repetition).map((name) => creationOf(fixtures.owner, name, { odd: String(repetition) }));
    const made: string[] = [];
    for (const input of inputs) if (yield* change("CreateSession", input)) made.push(String(input["Id"]));
    const wanted = new Set(made);
    yield* poll(settleMs, function* () {
      const { listed } = yield* walk(() => ({ Tags: { odd: String(repetition) } }), fixtures.accountSize + made.length, "poll");
      return made.every((id) => listed.has(id));
    });
    const { missing, broken } = yield* settledWalk(
      { ...fixtures, accountSize: fixtures.accountSize + made.length },
      () => ({ MaxResults: 1, Tags: { odd: String(repetition) } }),
      wanted,
      new Set(),
    );
    for (const id of made) yield* deleted(id, settleMs);
    if (made.length === 0) return unexercised("the target creates no session with an odd id");
    if (broken !== undefined) return broken.kind === "denied" ? unexercised("the target denies access to a valid request") : found(broken.violation);
    return missing.length === 0
      ? nothingFound
      : found({ code: "session-missing", pointer: "/body/Ids", expected: "every session that exists, whatever its id", received: missing });
  },
);

const deletionBetweenPages = exclusive(
  "paging/survives-deletion",
  "paging.deletion",
  "should",
  "lists what is left when a session is deleted between two pages",
  function* (stage): Script {
    const { fixtures, settleMs, repetition } = stage;
    if (fixtures.accountSize > largeAccount) return unexercised(tooLarge(fixtures.accountSize));
    const tag = { walked: String(repetition) };
    const ids: string[] = [];
    for (const name of ["first", "second", "third", "fourth", "fifth"]) {
      const id = yield* created(stage, `walked-${name}-${String(repetition)}`, tag);
      if (id !== undefined) ids.push(id);
    }
    if (ids.length < 3 || !(yield* poll(settleMs, () => isListed(fixtures, ids.at(-1) ?? "", ["walked", String(repetition)])))) return notCreated;
    const seen = new Set<string>();
    let removed: string | undefined;
    let token: string | undefined;
    for (let page = 0; page <= 2 * fixtures.accountSize + 20; page += 1) {
      const exchange = yield* send(validProbe("ListSessions", { Tags: tag, MaxResults: 1, ...(token === undefined ? {} : { NextToken: token }) }));
      const { answer } = exchange;
      const judged = judgeAccepted(exchange, "the token that the page before gave");
      if (answer === undefined || judged.violations.length > 0) return judged;
      const listed = ids.filter((id) => (listOf(answer, "Sessions") ?? []).some((item) => memberOf(item, "Id") === id));
      for (const id of listed) seen.add(id);
      token = nextTokenOf(answer);
      if (token === undefined) break;
      // The session that the token may stand for goes.
      const [last] = listed;
      if (removed === undefined && seen.size === 2 && last !== undefined && (yield* change("DeleteSession", { Id: last }))) removed = last;
    }
    if (removed === undefined) return unexercised("no session could be deleted between two pages");
    const lost = yield* thatExist(ids.filter((id) => !seen.has(id)));
    return lost.length === 0
      ? nothingFound
      : found({ code: "session-missing", pointer: "/body/Ids", expected: "every session that was not deleted", received: lost });
  },
);

/** What is judged of how the listing follows the life of a session. */
export const sessionProperties: readonly ProbingProperty[] = [goneAfterDelete, stopReflected, tagsReflected, oddIds, deletionBetweenPages];
