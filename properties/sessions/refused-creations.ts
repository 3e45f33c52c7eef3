import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import type { Answer } from "../core/answer.ts";
import { isClientError } from "../checks/acceptance.ts";
import { creationOf, idPrefix, type Owner } from "../core/fixtures.ts";
import type { BrokenKeyword, Observation, ProbingProperty, Property, Script, Violation, ViolationCode } from "../core/property.ts";
import { brokenProbe, openProbe } from "../core/request.ts";
import { type Passage, send } from "../core/script.ts";
import { changesBetween, withStepCount, ViolationLog, type SessionReading, readingUntil, unchanging } from "./session-reading.ts";
import { givenMembers, type SiblingInput } from "./sibling-sessions.ts";
import { exclusive, type ExclusiveScenario } from "../checks/exclusive-scenario.ts";
import type { PageInput } from "../checks/pagination.ts";

const nothingLeft = "sessions/refused-leaves-nothing";
const repeated = "sessions/unchanged-when-created-again";

/** How long to look again for what no service has reason to show late. */
const briefMs = 1_000;

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
  const plain = (what: string): SiblingInput => withId(creationOf(owner, `${name}-${what}`, {}, { Description: `refused for ${what}` }));
  const { Role: _role, ...withoutRole } = plain("no-role");
  const { Command: _command, ...withoutCommand } = plain("no-command");
  const tooMany = Array.from({ length: (Tags?.maxProperties ?? 0) + 1 }, (_, index) => [`k${String(index)}`, "v"]);
  return [
    { input: withId(withoutRole), breaks: { member: "Role", keyword: "required" } },
    { input: withId(withoutCommand), breaks: { member: "Command", keyword: "required" } },
    { input: { ...plain("wrong-type"), NumberOfWorkers: ["2"] }, breaks: { member: "NumberOfWorkers", keyword: "type" } },
    {
      input: withId(creationOf(owner, `${name}-too-long`.padEnd((Id?.maxLength ?? 0) + 1 - idPrefix(owner).length, "-x"), {})),
      breaks: { member: "Id", keyword: "maxLength" },
    },
    { input: { ...plain("range"), IdleTimeout: (IdleTimeout?.minimum ?? 1) - 1 }, breaks: { member: "IdleTimeout", keyword: "minimum" } },
    { input: { ...plain("tags"), Tags: Object.fromEntries(tooMany) as unknown }, breaks: { member: "Tags", keyword: "maxProperties" } },
  ];
}

function withId(input: Readonly<Record<string, unknown>>): SiblingInput {
  return { ...input, Id: String(input["Id"]) };
}

/** Looks at a listing, and for a moment again where it is not as it should be. */
function* read(
  { fixtures, settleMs }: ExclusiveScenario,
  sent: () => number,
  input: PageInput,
  isSettled: (one: SessionReading) => boolean,
  patienceMs = briefMs,
): Passage<SessionReading> {
  return yield* readingUntil(input, { size: fixtures.accountSize + 20, sent, patienceMs: Math.min(patienceMs, settleMs) }, isSettled);
}

const wasTaken = (code: string | undefined): boolean => code === "AlreadyExistsException" || code === "IdempotentParameterMismatchException";

function* refusedScript(scenario: ExclusiveScenario, sent: () => number): Script {
  const { fixtures, repetition, own } = scenario;
  const findings = new ViolationLog();
  yield* judgeCreatedAgain(scenario, sent, findings);
  const name = `refused-${String(repetition)}`;
  const { refused, accepted, observations } = yield* refusals(brokenCreations(fixtures.owner, name));
  const begins = `${idPrefix(fixtures.owner)}${name}-`;
  // A service may keep an id that is too long, cut to what it allows.
  const leftOf = (ids: readonly string[], { listed }: SessionReading): readonly string[] =>
    [...listed].filter((id) => id.startsWith(begins) && ids.some((one) => one.startsWith(id)));
  const now = yield* read(scenario, sent, {}, (one) => leftOf(refused, one).length === 0);
  const left = leftOf(refused, now);
  own.push(...left, ...leftOf(accepted, now));
  if (refused.length > 0 && now.broken === undefined) {
    findings.add(nothingLeft, now.step, violationsFor(left, "session-unexpected", "no session whose creation was refused"));
    if (left.length === 0) yield* judgeFreeId(scenario, sent, findings, refused[0] ?? "");
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
    const isRefused = answer !== undefined && isClientError(answer);
    // Of one that was sent more than once, the first answer may have been lost with a session behind it.
    if (!isRefused || attempts > 1) accepted.push(input.Id);
    else refused.push(input.Id);
    if (answer?.status !== 200) continue;
    const text = `CreateSession accepts a request that breaks ${breaks.keyword} of ${breaks.member}, so no other broken one was sent; the session is deleted`;
    return { refused, accepted, observations: [{ code: "invalid-accepted", text }] };
  }
  return { refused, accepted, observations: [] };
}

const violationsFor = (received: readonly string[], code: ViolationCode, expected: string): readonly Violation[] =>
  received.length === 0 ? [] : [{ code, pointer: "/body/Ids", expected, received }];

/** The id of a refused creation is still free. */
function* judgeFreeId({ fixtures: { owner }, own }: ExclusiveScenario, sent: () => number, findings: ViolationLog, id: string): Passage<void> {
  const { answer, attempts } = yield* send(openProbe("CreateSession", creationOf(owner, id.slice(idPrefix(owner).length), {})), "state");
  if (answer?.status === 200) own.push(id);
  if (attempts > 1 || !wasTaken(answer?.code)) return;
  const expected = "that the id of a session whose creation was refused is free";
  findings.add(nothingLeft, sent() - 1, [{ code: "valid-refused", pointer: "/status", expected, received: answer?.code ?? null }]);
}

function* create(input: unknown): Passage<Answer | undefined> {
  return (yield* send(openProbe("CreateSession", input), "state")).answer;
}

/** Another creation under the same id, be it accepted or refused, changes nothing of the first. */
function* judgeCreatedAgain(scenario: ExclusiveScenario, sent: () => number, findings: ViolationLog): Passage<void> {
  const { fixtures, repetition, own, settleMs } = scenario;
  const [name, mark] = [`twice-${String(repetition)}`, String(repetition)];
  const members = { Description: "the first of its id", DefaultArguments: { "--first": "1" }, IdleTimeout: 7 };
  const first = withId(creationOf(fixtures.owner, name, { twice: mark }, members));
  const other = creationOf(fixtures.owner, name, { twice: `${mark} again` }, { Description: "the second", DefaultArguments: {}, IdleTimeout: 9 });
  const made = yield* create(first);
  if (made?.status !== 200 && !wasTaken(made?.code)) return;
  own.push(first.Id);
  const tagged = { Tags: { twice: mark } };
  const has = ({ listed }: SessionReading): boolean => listed.has(first.Id);
  const before = yield* read(scenario, sent, tagged, has, settleMs);
  if (!has(before) || before.broken !== undefined) return;
  const answers = [yield* create(first), yield* create(other)];
  if (!answers.some((answer) => answer !== undefined && (answer.status === 200 || isClientError(answer)))) return;
  const names = [...unchanging, ...givenMembers(first)];
  const changes = ({ shown }: SessionReading): readonly Violation[] =>
    changesBetween(before.shown.get(first.Id), shown.get(first.Id), names, "and created again since");
  // What changes from each reading to the next does not do so for the creation: another property judges it.
  let latest: SessionReading | undefined;
  let unsteady: readonly string[] = [];
  const after = yield* read(scenario, sent, tagged, (one) => {
    unsteady = changesBetween(latest?.shown.get(first.Id), one.shown.get(first.Id), names, "").map(({ pointer }) => pointer);
    latest = one;
    return has(one) && changes(one).length === 0;
  });
  if (after.broken !== undefined) return;
  const note = (fails: boolean, step: number, code: ViolationCode, expected: string): void =>
    findings.add(repeated, step, violationsFor(fails ? [first.Id] : [], code, expected));
  findings.add(
    repeated,
    after.shown.get(first.Id)?.step ?? after.step,
    changes(after).filter(({ pointer }) => !unsteady.includes(pointer)),
  );
  note(!has(after), after.step, "session-missing", "a session under the tag that it was created with, though it was created again");
  note(after.repeated.has(first.Id), after.step, "session-repeated", "one session of an id, though it was created again");
  const anew = yield* read(scenario, sent, { Tags: { twice: `${mark} again` } }, (one) => !has(one));
  note(has(anew), anew.step, "session-unexpected", "no session under a tag of a creation after the first of the same id");
}

const refusing: ProbingProperty = {
  ...exclusive(nothingLeft, "sessions.refused", "should", "lists no session whose creation was refused", (scenario) =>
    withStepCount((sent) => refusedScript(scenario, sent)),
  ),
  mayEndOthers: true,
};

/** Properties of creations that are refused or repeated, all judged by one script. */
export const refusedCreationProperties: readonly Property[] = [
  refusing,
  {
    kind: "derived",
    id: repeated,
    requirement: "sessions.repeated",
    level: "should",
    title: "lists a session once and as it was when it is created again",
    needs: "exclusive",
    of: [nothingLeft],
  },
];
