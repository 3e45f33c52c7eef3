import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { isClientError } from "../checks/acceptance.ts";
import { alone, type ExclusiveScenario, filterBy } from "../checks/exclusive-scenario.ts";
import type { Walk } from "../checks/pagination.ts";
import type { Answer } from "../core/answer.ts";
import { creationOf, idPrefix, type Owner } from "../core/fixtures.ts";
import type { BrokenKeyword, Judged, Observation, Script, Violation, ViolationCode } from "../core/property.ts";
import { properties, should } from "../core/property-table.ts";
import { brokenProbe, openProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";
import { briefMs, changesBetween, listingBreach, readingUntil, saysTaken, unchanging, ViolationLog } from "./session-reading.ts";
import { givenMembers, type SiblingInput, withId } from "./sibling-sessions.ts";

const nothingLeft = "sessions/refused-leaves-nothing";
const repeated = "sessions/unchanged-when-created-again";

/** Properties of creations that are refused or repeated, all judged by one script. */
export const refusedCreationProperties = properties({
  [nothingLeft]: { ...should("sessions.refused", "lists no session whose creation was refused", { mayEndOthers: true }), ...alone(refusedScript) },
  [repeated]: { ...should("sessions.repeated", "lists a session once and as it was when it is created again", { needs: "exclusive" }), of: [nothingLeft] },
});

/** A request that must be refused, and why. */
interface Broken {
  readonly input: SiblingInput;
  readonly breaks: BrokenKeyword;
}

/**
 * Creations that each break one constraint, those first that the laxest service refuses. Each id begins with the same name, however much of it a service
 * keeps.
 */
function brokenCreations(owner: Owner, name: string): readonly Broken[] {
  const { Id, IdleTimeout, Tags } = contractOf("CreateSession").request.properties;
  const plain = (what: string, changed: Readonly<Record<string, unknown>> = {}): SiblingInput =>
    withId(creationOf(owner, `${name}-${what}`, {}, { Description: `refused for ${what}`, ...changed }));
  const tooMany = Array.from({ length: (Tags?.maxProperties ?? 0) + 1 }, (_, index) => [`k${String(index)}`, "v"]);
  const tooLong = `${name}-too-long`.padEnd((Id?.maxLength ?? 0) + 1 - idPrefix(owner).length, "-x");
  const rows: readonly (readonly [member: string, keyword: string, input: SiblingInput])[] = [
    ["Role", "required", plain("no-role", { Role: undefined })],
    ["Command", "required", plain("no-command", { Command: undefined })],
    ["NumberOfWorkers", "type", plain("wrong-type", { NumberOfWorkers: ["2"] })],
    ["Id", "maxLength", withId(creationOf(owner, tooLong, {}))],
    ["IdleTimeout", "minimum", plain("range", { IdleTimeout: (IdleTimeout?.minimum ?? 1) - 1 })],
    ["Tags", "maxProperties", { ...plain("tags"), Tags: Object.fromEntries(tooMany) as unknown }],
  ];
  return rows.map(([member, keyword, input]) => ({ input, breaks: { member, keyword } }));
}

function* refusedScript(scenario: ExclusiveScenario): Script {
  const { fixtures, repetition, own } = scenario;
  const findings = new ViolationLog();
  yield* judgeCreatedAgain(scenario, findings);
  const name = `refused-${String(repetition)}`;
  const { refused, accepted, observations } = yield* refusals(brokenCreations(fixtures.owner, name));
  const begins = `${idPrefix(fixtures.owner)}${name}-`;
  // A service may keep an id that is too long, cut to what it allows.
  const leftOf = (ids: readonly string[], { listed }: Walk): readonly string[] =>
    [...listed].filter((id) => id.startsWith(begins) && ids.some((one) => one.startsWith(id)));
  const now = yield* readingUntil(scenario, {}, briefMs, (one) => leftOf(refused, one).length === 0);
  const left = leftOf(refused, now);
  own.push(...left, ...leftOf(accepted, now));
  if (refused.length > 0 && now.broken === undefined) {
    findings.add(nothingLeft, now.last, listingBreach("session-unexpected", left, "no session whose creation was refused"));
    if (left.length === 0) yield* judgeFreeId(scenario, findings, refused[0] ?? "");
  }
  return {
    ...findings.of(nothingLeft, "the target refused no creation that breaks a constraint"),
    observations,
    derived: { [repeated]: findings.of(repeated, "a session of its own could not be created, or was not listed within the settle time") },
  };
}

/** The results of creations that must be refused. */
interface Refusals {
  /** Ids of those that were, and of those that were not. */
  readonly refused: readonly string[];
  readonly accepted: readonly string[];
  readonly observations: readonly Observation[];
}

/** Sends creations that must be refused until one is accepted (fairness rule 13). */
function* refusals(creations: readonly Broken[]): Passage<Refusals> {
  const refused: string[] = [];
  const accepted: string[] = [];
  for (const { input, breaks } of creations) {
    const { answer, attempts } = yield* send(brokenProbe("CreateSession", input, breaks), "state");
    // Of one that was sent more than once, the first answer may have been lost with a session behind it.
    (answer !== undefined && isClientError(answer) && attempts === 1 ? refused : accepted).push(input.Id);
    if (answer?.status !== 200) continue;
    const text = `CreateSession accepts a request that breaks ${breaks.keyword} of ${breaks.member}, so no other broken one was sent; the session is deleted`;
    return { refused, accepted, observations: [{ code: "invalid-accepted", text }] };
  }
  return { refused, accepted, observations: [] };
}

/** The id of a refused creation is still free. */
function* judgeFreeId({ fixtures: { owner }, own }: ExclusiveScenario, findings: ViolationLog, id: string): Passage<void> {
  const exchange = yield* create(creationOf(owner, id.slice(idPrefix(owner).length), {}));
  const { answer, attempts } = exchange;
  if (answer?.status === 200) own.push(id);
  if (attempts > 1 || !saysTaken(answer?.code)) return;
  const expected = "that the id of a session whose creation was refused is free";
  findings.add(nothingLeft, exchange, [{ code: "valid-refused", pointer: "/status", expected, received: answer?.code ?? null }]);
}

function* create(input: unknown): Passage<Judged> {
  return yield* send(openProbe("CreateSession", input), "state");
}

/** Another creation under the same id, be it accepted or refused, changes nothing of the first. */
function* judgeCreatedAgain(scenario: ExclusiveScenario, findings: ViolationLog): Passage<void> {
  const { fixtures, repetition, own, settleMs } = scenario;
  const [name, mark] = [`twice-${String(repetition)}`, String(repetition)];
  const members = { Description: "the first of its id", DefaultArguments: { "--first": "1" }, IdleTimeout: 7 };
  const first = withId(creationOf(fixtures.owner, name, { twice: mark }, members));
  const other = creationOf(fixtures.owner, name, { twice: `${mark} again` }, { Description: "the second", DefaultArguments: {}, IdleTimeout: 9 });
  const { answer: made } = yield* create(first);
  if (made?.status !== 200 && !saysTaken(made?.code)) return;
  own.push(first.Id);
  const tagged = filterBy(["twice", mark]);
  const has = ({ listed }: Walk): boolean => listed.has(first.Id);
  const before = yield* readingUntil(scenario, tagged, settleMs, has);
  if (!has(before) || before.broken !== undefined) return;
  const isAnswered = (answer: Answer | undefined): boolean => answer !== undefined && (answer.status === 200 || isClientError(answer));
  const answers = [(yield* create(first)).answer, (yield* create(other)).answer];
  if (!answers.some(isAnswered)) return;
  const names = [...unchanging, ...givenMembers(first)];
  const changes = ({ shown }: Walk): readonly Violation[] => changesBetween(before.shown.get(first.Id), shown.get(first.Id), names, "and created again since");
  // What changes from each reading to the next does not do so for the creation: another property judges it.
  let latest: Walk | undefined;
  let unsteady: readonly string[] = [];
  const after = yield* readingUntil(scenario, tagged, briefMs, (one) => {
    unsteady = changesBetween(latest?.shown.get(first.Id), one.shown.get(first.Id), names, "").map(({ pointer }) => pointer);
    latest = one;
    return has(one) && changes(one).length === 0;
  });
  if (after.broken !== undefined) return;
  const note = (fails: boolean, { last }: Walk, code: ViolationCode, expected: string): void =>
    findings.add(repeated, last, listingBreach(code, fails ? [first.Id] : [], expected));
  const changed = changes(after).filter(({ pointer }) => !unsteady.includes(pointer));
  findings.add(repeated, after.shown.get(first.Id)?.exchange ?? after.last, changed);
  note(!has(after), after, "session-missing", "a session under the tag that it was created with, though it was created again");
  note(after.repeated.has(first.Id), after, "session-repeated", "one session of an id, though it was created again");
  const anew = yield* readingUntil(scenario, filterBy(["twice", `${mark} again`]), briefMs, (one) => !has(one));
  note(has(anew), anew, "session-unexpected", "no session under a tag of a creation after the first of the same id");
}
