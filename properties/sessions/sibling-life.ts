import { arnOf } from "../core/fixtures.ts";
import { isJsonObject, memberOf } from "../core/json.ts";
import type { Judged, Property, Script } from "../core/property.ts";
import { openProbe } from "../core/request.ts";
import { type Passage, send, wait } from "../core/script.ts";
import { withStepCount, decimalsOf, ViolationLog, type ShownItem, shownAs } from "./session-reading.ts";
import {
  briefMs,
  compare,
  idOf,
  judgeAnew,
  judgeChanged,
  judgeNeighbours,
  judgePoor,
  judgeTagOfStopped,
  type Life,
  read,
  taggedLater,
} from "./sibling-judgements.ts";
import { type SiblingInput, siblingsOf, withoutNeighbours } from "./sibling-sessions.ts";
import { change, deleted, exclusive, poll, type ExclusiveScenario } from "../checks/exclusive-scenario.ts";

const { apart, poor, fixed, kept, firstTag, anew } = idOf;

/** Time between two readings after which the clock of a service shows another time, by the digits with which it prints times. */
const untilNextTime = [1_050, 105, 25];

function* lifeScript(scenario: ExclusiveScenario, sent: () => number): Script {
  const mark = String(scenario.repetition);
  const findings = new ViolationLog();
  const life: Life = { scenario, sent, findings, siblings: siblingsOf(scenario.fixtures.owner, mark), made: new Map(), tag: { Tags: { later: mark } } };
  yield* createdSideBySide(life);
  if (life.made.size > 0) yield* lived(life);
  const changed = "a session of its own could not be created, or was not listed within the settle time, or could not be changed";
  return {
    ...findings.of(apart, changed),
    derived: {
      [poor]: findings.of(poor, "no session of its own could be created, or none was listed within the settle time"),
      [fixed]: findings.of(fixed, changed),
      [kept]: findings.of(kept, changed),
      [firstTag]: findings.of(firstTag, "the target added no tag to a session of the script, or lists none by an added tag, be it the first one or not"),
      [anew]: findings.of(anew, "no session could be deleted, or none could be created under its id"),
    },
  };
}

const isTaken = ({ answer }: Pick<Judged, "answer">): boolean =>
  answer?.code === "AlreadyExistsException" || answer?.code === "IdempotentParameterMismatchException";

/** Creates the siblings; without the first one, which is changed later, none. */
function* createdSideBySide({ scenario, sent, siblings, made, findings }: Life): Passage<void> {
  const create = function* (input: SiblingInput): Passage<Judged> {
    const exchange = yield* send(openProbe("CreateSession", input), "state");
    // After a lost answer, the one that is there is our own.
    if (exchange.answer?.status === 200 || (isTaken(exchange) && exchange.attempts > 1)) {
      scenario.own.push(input.Id);
      made.set(input.Id, input);
    }
    return exchange;
  };
  const { main, ...others } = siblings;
  const exchange = yield* create(main);
  if (made.size === 0 && !isTaken(exchange)) yield* create(withoutNeighbours(main));
  if (made.size === 0) return;
  for (const input of Object.values(others)) {
    const { answer, attempts } = yield* create(input);
    if (!isTaken({ answer }) || attempts > 1) continue;
    const expected = `a session of its own for an id that no session has: ${input.Id}`;
    findings.add(apart, sent() - 1, [{ code: "valid-refused", pointer: "/status", expected, received: answer?.code ?? null }]);
  }
}

function* lived(life: Life): Passage<void> {
  const { scenario, siblings, made, findings } = life;
  const { Id: id } = siblings.main;
  const first = yield* read(life, {}, scenario.settleMs, ({ listed }) => [...made.keys()].every((one) => listed.has(one)));
  if (first.broken !== undefined) {
    if (first.broken.kind === "refused") findings.add(poor, first.step, [first.broken.violation]);
    return;
  }
  yield* judgePoor(life, first);
  if (!first.shown.has(id)) return;
  const gotten = yield* got(life);
  const digits = Math.max(...[...made.keys()].map((one) => decimalsOf(Number(first.shown.get(one)?.item["CreatedOn"] ?? 0))));
  yield* wait(untilNextTime[digits] ?? 25);
  const tagged = yield* taggedLater(life, first);
  if (tagged.includes(siblings.slashed.Id))
    yield* change("UntagResource", { ResourceArn: arnOf(scenario.fixtures.owner, siblings.slashed.Id), TagsToRemove: ["later"] });
  const isStopped = yield* stopped(id, Math.min(scenario.settleMs, briefMs * 4));
  const last = yield* judgeChanged(life, first, { tagged, isStopped });
  if (last.broken?.kind === "refused") findings.add(apart, last.step, [last.broken.violation]);
  if (last.broken !== undefined) return;
  if (isStopped && tagged.includes(id) && last.listed.has(id)) yield* judgeTagOfStopped(life);
  compare(life, [id], [gotten, yield* got(life)], isStopped || tagged.includes(id) ? "and was tagged or stopped since" : undefined);
  if (!(yield* deleted(id, Math.min(scenario.settleMs, briefMs * 4))) || !(yield* judgeNeighbours(life, last))) return;
  yield* judgeAnew(life, { first, isTagged: tagged.includes(id) });
}

/** The main session as `GetSession` shows it, by its id. */
function* got({ siblings, sent }: Life): Passage<ReadonlyMap<string, ShownItem>> {
  const { Id } = siblings.main;
  const { answer } = yield* send(openProbe("GetSession", { Id }), "poll");
  const item = answer?.status === 200 ? memberOf(answer.object, "Session") : undefined;
  return new Map(isJsonObject(item) ? [[Id, shownAs(item, "/body/Session", sent() - 1)]] : []);
}

/** Stops a session; one that cannot be stopped yet is asked again. */
function* stopped(id: string, patienceMs: number): Passage<boolean> {
  let isStopped = false;
  yield* poll(patienceMs, function* () {
    const { answer } = yield* send(openProbe("StopSession", { Id: id }), "state");
    isStopped = answer?.status === 200;
    return isStopped || answer?.code?.includes("State") !== true;
  });
  return isStopped;
}

const keptApart = exclusive(apart, "sessions.apart", "should", "keeps sessions apart whose ids share parts", (scenario) =>
  withStepCount((sent) => lifeScript(scenario, sent)),
);

const derivedProperty = (id: string, requirement: string, title: string): Property => ({
  kind: "derived",
  id,
  requirement,
  level: "should",
  title,
  needs: "exclusive",
  of: [apart],
});

/** Properties of the life of sessions side by side, all judged by one script. */
export const sessionLifeProperties: readonly Property[] = [
  keptApart,
  derivedProperty(poor, "sessions.round-trip", "lists sessions that have no more than they need, no tags or empty values"),
  derivedProperty(fixed, "sessions.unchanging", "shows the same id, time of creation, role and command of a session at each read"),
  derivedProperty(kept, "sessions.kept", "keeps members and tags of a session when it is tagged, untagged or stopped"),
  derivedProperty(firstTag, "sessions.retagged", "finds a session by the first tag that it is given, and lists it when it has none any more"),
  derivedProperty(anew, "sessions.anew", "gives a session nothing of one that had its id before"),
];
