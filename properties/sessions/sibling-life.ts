import { alone, change, deleted, type ExclusiveScenario, filterBy, poll } from "../checks/exclusive-scenario.ts";
import type { Walk } from "../checks/pagination.ts";
import { arnOf } from "../core/fixtures.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import type { Judged, Script } from "../core/property.ts";
import { properties, should } from "../core/property-table.ts";
import { openProbe } from "../core/request.ts";
import { type Passage, send, wait } from "../core/script.ts";
import { asNamed, briefMs, decimalsOf, readingUntil, saysTaken, ViolationLog } from "./session-reading.ts";
import { compare, idOf, judgeAnew, judgeChanged, judgeNeighbours, judgePoor, judgeTagOfStopped, type Life, taggedLater } from "./sibling-judgements.ts";
import { type SiblingInput, siblingsOf, withoutNeighbours } from "./sibling-sessions.ts";

const { apart, poor, fixed, kept, firstTag, anew } = idOf;

const judged = { needs: "exclusive", of: [apart] } as const;

/** Properties of the life of sessions side by side, all judged by one script. */
export const sessionLifeProperties = properties({
  [apart]: { ...should("sessions.apart", "keeps sessions apart whose ids share parts"), ...alone(lifeScript) },
  [poor]: should("sessions.round-trip", "lists sessions that have no more than they need, no tags or empty values", judged),
  [fixed]: should("sessions.unchanging", "shows the same id, time of creation, role and command of a session at each read", judged),
  [kept]: should("sessions.kept", "keeps members and tags of a session when it is tagged, untagged or stopped", judged),
  [firstTag]: should("sessions.retagged", "finds a session by the first tag that it is given, and lists it when it has none any more", judged),
  [anew]: should("sessions.anew", "gives a session nothing of one that had its id before", judged),
});

/** Time between two readings after which the clock of a service shows another time, by the digits with which it prints times. */
const untilNextTime = [1_050, 105, 25];

function* lifeScript(scenario: ExclusiveScenario): Script {
  const mark = String(scenario.repetition);
  const findings = new ViolationLog();
  const life: Life = { scenario, findings, siblings: siblingsOf(scenario.fixtures.owner, mark), made: new Map(), tag: filterBy(["later", mark]) };
  yield* createdSideBySide(life);
  if (life.made.size > 0) yield* lived(life);
  const changed = "a session of its own could not be created, or was not listed within the settle time, or could not be changed";
  const otherwise = {
    [poor]: "no session of its own could be created, or none was listed within the settle time",
    [fixed]: changed,
    [kept]: changed,
    [firstTag]: "the target added no tag to a session of the script, or lists none by an added tag, be it the first one or not",
    [anew]: "no session could be deleted, or none could be created under its id",
  };
  return {
    ...findings.of(apart, changed),
    derived: Object.fromEntries(Object.entries(otherwise).map(([id, reason]) => [id, findings.of(id, reason)])),
  };
}

/** Creates the siblings; without the first one, which is changed later, none. */
function* createdSideBySide({ scenario, siblings: { main, ...others }, made, findings }: Life): Passage<void> {
  const create = function* (input: SiblingInput): Passage<Judged> {
    const exchange = yield* send(openProbe("CreateSession", input), "state");
    const { answer, attempts } = exchange;
    // After a lost answer, the one that is there is our own.
    if (answer?.status === 200 || (saysTaken(answer?.code) && attempts > 1)) {
      scenario.own.push(input.Id);
      made.set(input.Id, input);
    }
    return exchange;
  };
  const { answer: first } = yield* create(main);
  if (made.size === 0 && !saysTaken(first?.code)) yield* create(withoutNeighbours(main));
  if (made.size === 0) return;
  for (const input of Object.values(others)) {
    const exchange = yield* create(input);
    const { answer, attempts } = exchange;
    if (!saysTaken(answer?.code) || attempts > 1) continue;
    const expected = `a session of its own for an id that no session has: ${input.Id}`;
    findings.add(apart, exchange, [{ code: "valid-refused", pointer: "/status", expected, received: answer?.code ?? null }]);
  }
}

function* lived(life: Life): Passage<void> {
  const { scenario, siblings, made, findings } = life;
  const { Id: id } = siblings.main;
  const first = yield* readingUntil(scenario, {}, scenario.settleMs, ({ listed }) => [...made.keys()].every((one) => listed.has(one)));
  if (first.broken?.kind === "refused") findings.add(poor, first.last, [first.broken.violation]);
  if (first.broken !== undefined) return;
  yield* judgePoor(life, first);
  if (!first.shown.has(id)) return;
  const gotten = yield* got(id);
  const digits = Math.max(...[...made.keys()].map((one) => decimalsOf(Number(first.shown.get(one)?.item["CreatedOn"] ?? 0))));
  yield* wait(untilNextTime[digits] ?? 25);
  const tagged = yield* taggedLater(life, first);
  const isTagged = tagged.includes(id);
  const { Id: slashed } = siblings.slashed;
  if (tagged.includes(slashed)) yield* change("UntagResource", { ResourceArn: arnOf(scenario.fixtures.owner, slashed), TagsToRemove: ["later"] });
  const patienceMs = Math.min(scenario.settleMs, briefMs * 4);
  const isStopped = yield* stopped(id, patienceMs);
  const last = yield* judgeChanged(life, first, tagged, isStopped);
  if (last.broken?.kind === "refused") findings.add(apart, last.last, [last.broken.violation]);
  if (last.broken !== undefined) return;
  if (isStopped && isTagged && last.listed.has(id)) yield* judgeTagOfStopped(life);
  compare(life, [id], [gotten, yield* got(id)], isStopped || isTagged ? "and was tagged or stopped since" : undefined);
  if ((yield* deleted(id, patienceMs)) && (yield* judgeNeighbours(life, last))) yield* judgeAnew(life, first, isTagged);
}

/** A session as `GetSession` shows it, by its id. */
function* got(Id: string): Passage<Walk["shown"]> {
  const exchange = yield* send(openProbe("GetSession", { Id }), "poll");
  const item = exchange.answer?.status === 200 ? memberOf(exchange.answer.object, "Session") : undefined;
  return new Map(isJsonObject(item) ? [[Id, asNamed({ item, pointer: "/body/Session", exchange })]] : []);
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
