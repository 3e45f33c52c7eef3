import fc from "fast-check";
import { walk } from "../checks/pagination.ts";
import type { ProbingProperty } from "../core/property.ts";
import type { Passage } from "../core/script.ts";
import { type History, historyProperty, someKey, someTag, someTags, type Step, step, type Tags, takeSteps } from "../sessions/history.ts";
import { differences, isRefusal, type Members, notShown, playScene, type Scene, sessionIn } from "./law.ts";
import { isOver, isStopped } from "./session-end-laws.ts";
import { isDone, listedStatements, shownStatement } from "./statement-laws.ts";
import { expectTags, isMet, tagsOf } from "./tag-laws.ts";

/** A statement by the model. */
interface Run {
  readonly Code: string;
  isCancelled: boolean;
}

/** A session by the model. What the target did not show of it once it was created is not expected afterwards. */
interface Known {
  readonly name: string;
  readonly id: string;
  readonly given: Members;
  /** Tags by key; undefined of a key that was removed. */
  readonly tags: Map<string, string | undefined> | undefined;
  readonly isListed: boolean;
  readonly statements: Map<number, Run>;
  state: "ready" | "stopped" | "deleted";
}

interface Model {
  readonly sessions: Known[];
  asked: number;
}

/** What steps act on. */
interface Real {
  readonly scene: Scene;
  /** The tag of the sessions of this history. */
  readonly group: string;
  readonly accountSize: number;
}

type FamilyStep = Step<Model, Real, true>;

const when = "after all that was done before";

/** What came of a request that changes something; it is unclear where it was sent more than once, and may have been carried out each time. */
function* done({ scene }: Real, model: Model, one: Known, operation: string, input: Members): Passage<Members | undefined> {
  const { answer, attempts } = yield* scene.ask(operation, input);
  if (answer?.status === 200 && (attempts === 1 || operation !== "RunStatement")) return answer.object ?? {};
  if (!isRefusal(answer) || attempts > 1) model.sessions.splice(model.sessions.indexOf(one), 1);
  return undefined;
}

function* create(model: Model, { scene, group, accountSize }: Real, name: string, Description: string | undefined, given: Tags): Passage<void> {
  const input = scene.planned(name, { Description }, { ...given, group });
  const { answer, attempts } = yield* scene.ask("CreateSession", input);
  const before = model.sessions.findIndex(({ id }) => id === input.Id);
  if (before !== -1 && (attempts > 1 || !isRefusal(answer))) model.sessions.splice(before, 1);
  if (answer?.status !== 200) return;
  const isAsGiven = (one: Members): boolean => differences({ Description }, one, "", "").length === 0;
  const session = yield* scene.shown(input.Id, isAsGiven);
  if (session === undefined) return;
  const own = input["Tags"] as Tags;
  const shown = yield* tagsOf(scene, scene.arnOf(input.Id), own);
  const isTagged = shown !== undefined && isMet(shown, own);
  const { listed } = yield* walk(() => ({ Tags: { group } }), accountSize, "poll");
  model.sessions.push({
    name,
    id: input.Id,
    given: { Id: input.Id, ...(Description !== undefined && isAsGiven(session) ? { Description } : {}) },
    tags: isTagged ? new Map(Object.entries(own)) : undefined,
    isListed: listed.has(input.Id),
    statements: new Map(),
    state: "ready",
  });
}

function* expectSession({ scene }: Real, { id, given, state }: Known): Passage<void> {
  if (state === "ready") {
    const isFine = (one: Members): boolean => !isStopped(one) && differences(given, one, "", "").length === 0;
    const answer = yield* scene.until("GetSession", { Id: id }, ({ status, object }) => status === 200 && isFine(sessionIn(object) ?? {}));
    const session = answer?.status === 200 ? sessionIn(answer.object) : undefined;
    scene.expect(!/NotFound/u.test(answer?.code ?? ""), "session-missing", "/status", `a session, ${when}`, answer?.code);
    scene.compare(given, session, "/body/Session", when);
    scene.expect(!isStopped(session), "value-changed", "/body/Session/Status", `the status of a session that was not stopped, ${when}`, session?.["Status"]);
    return;
  }
  // A stopped session may be shown no more, and a deleted one as stopped.
  const isFine = state === "stopped" ? isOver : isStopped;
  const answer = yield* scene.until("GetSession", { Id: id }, ({ status, object }) => status !== 200 || isFine(sessionIn(object) ?? {}));
  const session = answer?.status === 200 ? sessionIn(answer.object) : undefined;
  const [code, expected] = state === "stopped" ? (["value-changed", "STOPPING or STOPPED"] as const) : (["session-unexpected", "an error"] as const);
  scene.expect(session === undefined || isFine(session), code, "/body/Session/Status", `${expected}, ${when}`, session?.["Status"]);
  if (state === "stopped") scene.compare(given, session, "/body/Session", when);
}

function* expectTagsOf({ scene }: Real, { id, tags, state }: Known): Passage<void> {
  if (state !== "deleted" && tags !== undefined) yield* expectTags(scene, scene.arnOf(id), Object.fromEntries(tags), when);
}

function* expectStatements({ scene }: Real, { id, statements, state }: Known): Passage<void> {
  if (state !== "ready") return;
  const items = yield* listedStatements(scene, id, (all) => all.length === statements.size);
  const { Status } = (yield* scene.shown(id)) ?? {};
  // One that ended by itself may keep nothing.
  if (items === undefined || Status !== "READY") return;
  const received = items.map(({ Id }) => Id);
  const numbers = [...statements.keys()];
  const isSame = received.length === numbers.length && numbers.every((number) => received.includes(number));
  scene.expect(isSame, "value-changed", "/body/Statements", `the statements ${numbers.join(", ")}, ${when}`, received);
}

function* expectStatement({ scene }: Real, { id }: Known, Id: number, { Code, isCancelled }: Run): Passage<void> {
  const statement = yield* shownStatement(scene, id, Id, (one) => one["Code"] === Code && (!isCancelled || isDone(one)));
  scene.compare({ Id, Code }, statement, "/body/Statement", when);
  const isFine = statement === undefined || !isCancelled || isDone(statement);
  scene.expect(isFine, "value-changed", "/body/Statement/State", `CANCELLING, CANCELLED, or done already, ${when}`, statement?.["State"]);
}

function* expectListed({ scene, group, accountSize }: Real, { sessions }: Model): Passage<void> {
  const known = sessions.filter(({ isListed, state }) => isListed && state !== "stopped");
  const isThere = ({ state }: Known): boolean => state === "ready";
  let seen: ReadonlySet<string> | undefined;
  yield* scene.poll(function* () {
    const { listed, broken } = yield* walk(() => ({ Tags: { group } }), accountSize, "poll");
    seen = broken === undefined ? listed : undefined;
    return known.every((one) => seen?.has(one.id) === isThere(one));
  });
  const wrong = seen === undefined ? undefined : known.find((one) => seen?.has(one.id) !== isThere(one));
  const code = wrong?.state === "deleted" ? "session-unexpected" : "session-missing";
  scene.expect(wrong === undefined, code, "/body/Ids", `the sessions that there are, ${when}`, wrong?.id);
}

const place = fc.nat(9);
const text = fc.constantFrom(undefined, "one", "two");
const isAny = (): boolean => true;
const isThere = ({ state }: Known): boolean => state !== "deleted";

/** A step on one of the sessions that it is possible for. */
function on(name: string, at: number, isPossible: (one: Known) => boolean, run: (real: Real, one: Known, model: Model) => Passage<unknown>): FamilyStep {
  return step(
    `${name} ${String(at)}`,
    ({ sessions }) => sessions.some(isPossible),
    function* (model, real) {
      const possible = model.sessions.filter(isPossible);
      yield* run(real, possible[at % possible.length] as Known, model);
      return real.scene.hasFailed || undefined;
    },
  );
}

/** The same on one of its statements. */
function onStatement(name: string, run: (real: Real, one: Known, number: number, statement: Run, model: Model) => Passage<unknown>): fc.Arbitrary<FamilyStep> {
  const hasRun = ({ statements }: Known): boolean => statements.size > 0;
  return fc.tuple(place, place).map(([at, nth]) =>
    on(`${name} ${String(nth)} of`, at, hasRun, function* (real, one, model) {
      const [number, statement] = [...one.statements][nth % one.statements.size] as [number, Run];
      yield* run(real, one, number, statement, model);
    }),
  );
}

const reads = (name: string, run: (real: Real, one: Known, model: Model) => Passage<unknown>): fc.Arbitrary<FamilyStep> =>
  place.map((at) => on(name, at, isAny, run));

const ends = (operation: "StopSession" | "DeleteSession", state: Known["state"]): fc.Arbitrary<FamilyStep> =>
  place.map((at) =>
    on(operation, at, isThere, function* (real, one, model) {
      if ((yield* done(real, model, one, operation, { Id: one.id })) !== undefined) one.state = state;
    }),
  );

const creates = fc.tuple(text, someTags).map(([Description, given]): FamilyStep =>
  step(
    `create ${Description ?? ""} ${JSON.stringify(given)}`,
    ({ sessions }) => sessions.length < 3,
    function* (model, real) {
      model.asked += 1;
      yield* create(model, real, `${real.group}-${String(model.asked)}`, Description, given);
      return undefined;
    },
  ),
);

const createsAgain = fc.tuple(place, text).map(([at, Description]) =>
  on(
    `create ${Description ?? ""} again`,
    at,
    ({ state }) => state === "deleted",
    (real, { name }, model) => create(model, real, name, Description, {}),
  ),
);

const tags = fc.tuple(place, someTag).map(([at, [key, value]]) =>
  on(`tag ${key}=${value}`, at, isThere, function* (real, one, model) {
    const input = { ResourceArn: real.scene.arnOf(one.id), TagsToAdd: Object.fromEntries([[key, value]]) };
    if ((yield* done(real, model, one, "TagResource", input)) !== undefined) one.tags?.set(key, value);
  }),
);

const untags = fc.tuple(place, someKey).map(([at, key]) =>
  on(`untag ${key}`, at, isThere, function* (real, one, model) {
    const input = { ResourceArn: real.scene.arnOf(one.id), TagsToRemove: [key] };
    if ((yield* done(real, model, one, "UntagResource", input)) !== undefined) one.tags?.set(key, undefined);
  }),
);

const runs = fc.tuple(place, fc.constantFrom("1", "2")).map(([at, Code]) =>
  on(`run ${Code}`, at, isThere, function* (real, one, model) {
    const number = (yield* done(real, model, one, "RunStatement", { SessionId: one.id, Code }))?.["Id"];
    if (typeof number !== "number") return;
    real.scene.expect(!one.statements.has(number), "value-changed", "/body/Id", "a number that no statement of the session has", number);
    one.statements.set(number, { Code, isCancelled: false });
  }),
);

const cancels = onStatement("cancel", function* (real, one, number, statement, model) {
  if ((yield* done(real, model, one, "CancelStatement", { SessionId: one.id, Id: number })) !== undefined) statement.isCancelled = true;
});

function* familyScript(history: History<Model, Real, true>, real: Real): Passage<void> {
  const model: Model = { sessions: [], asked: 0 };
  if ((yield* takeSteps(history, model, real)) === true) return;
  if (model.asked === 0) yield* create(model, real, `${real.group}-1`, "one", {});
  // A change that nothing is read after would show nothing.
  for (const one of model.sessions) {
    for (const expect of [expectSession, expectTagsOf, expectStatements]) if (!real.scene.hasFailed) yield* expect(real, one);
    for (const [number, statement] of one.statements) if (!real.scene.hasFailed) yield* expectStatement(real, one, number, statement);
  }
  if (!real.scene.hasFailed && model.sessions.length > 0) yield* expectListed(real, model);
}

/** Histories of all operations of the family, whose readings are as one model of sessions, tags and statements has them. */
export const familyHistory: ProbingProperty = historyProperty<Model, Real, true>({
  id: "create-session/follows-the-model",
  requirement: "create-session.follows-the-model",
  level: "should",
  title: "begins histories that read as all that was done adds up to",
  share: 0.2,
  maxSteps: 40,
  steps: [
    creates,
    creates,
    createsAgain,
    ends("StopSession", "stopped"),
    ends("DeleteSession", "deleted"),
    tags,
    tags,
    untags,
    runs,
    runs,
    runs,
    cancels,
    cancels,
    onStatement("get statement", expectStatement),
    reads("get", expectSession),
    reads("get tags of", expectTagsOf),
    reads("list statements of", expectStatements),
    reads("list", (real, _one, model) => expectListed(real, model)),
  ],
  play: (history, scenario, group) =>
    playScene(scenario, "CreateSession", { id: "create-session/follows-the-model", name: "model", otherwise: notShown }, (scene) =>
      familyScript(history, { scene, group, accountSize: scenario.fixtures.accountSize + 100 }),
    ),
});
