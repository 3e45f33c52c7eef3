import { isSuccess, listOf, nextTokenOf } from "../core/answer.ts";
import { isClientError, isDenied, shortForm } from "../checks/acceptance.ts";
import { arnOf, carries, creationOf, type FixtureSession } from "../core/fixtures.ts";
import { memberOf } from "../core/json.ts";
import type { Judged, Probe, ProbingProperty, Script, Violation } from "../core/property.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { burstOnce, found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { exclusive, type ExclusiveScenario } from "../checks/exclusive-scenario.ts";

/** A listing, and the sessions of the run that it lists and no others. */
interface Listing {
  readonly probe: Probe;
  readonly wanted: ReadonlySet<string>;
  readonly unwanted: ReadonlySet<string>;
}

/** A breach that one answer shows, and its place among the steps of the case. */
interface Symptom {
  readonly violation: Violation;
  readonly step: number;
}

/** How often changes are made beside listings where the first time shows a breach. */
const attempts = 5;

/** How often a breach must show: interference between requests depends on chance, and so does what is seen where one answer in ten is lost or fails. */
function neededOf({ code }: Violation): number {
  return code === "connection-lost" ? attempts : code === "server-error" ? attempts - 1 : attempts - 2;
}

const whileChanging = exclusive(
  "concurrency/listing-while-sessions-change",
  "concurrency.changes",
  "should",
  "lists sessions while others are created, tagged, stopped and deleted at the same time",
  function* (scenario): Script {
    let steps = 0;
    let isDone = false;
    const symptoms: Symptom[] = [];
    for (let attempt = 0; attempt < attempts && symptoms.length >= attempt - 2; attempt += 1) {
      const changing = yield* bursts(scenario, roundsOf(scenario, attempt), steps);
      ({ steps } = changing);
      isDone ||= changing.isDone;
      if (changing.symptom === undefined && attempt === 0) break;
      if (changing.symptom !== undefined) symptoms.push(changing.symptom);
      // Where twice as many listings show the same without concurrent changes, changes are not the cause.
      const quiet = yield* bursts(scenario, [...quietRounds(scenario, attempt), ...quietRounds(scenario, attempt)], steps);
      ({ steps } = quiet);
      if (quiet.symptom !== undefined) return unexercised("listings at the same time are not answered rightly either where nothing changes");
      const last = symptoms.at(-1);
      if (last !== undefined && symptoms.length >= neededOf(last.violation)) return { ...found(last.violation), violatingSteps: [last.step] };
    }
    return isDone ? nothingFound : unexercised("no session could be changed while sessions were listed");
  },
);

type Round = readonly (Probe | Listing)[];

/** Plays rounds; the first symptom of their listings, and whether anything was changed. */
function* bursts(
  scenario: ExclusiveScenario,
  rounds: readonly Round[],
  before: number,
): Passage<{ symptom: Symptom | undefined; steps: number; isDone: boolean }> {
  let steps = before;
  let symptom: Symptom | undefined;
  let isDone = false;
  for (const round of rounds) {
    const exchanges = yield* burstOnce(round.map((one) => ("wanted" in one ? one.probe : one)));
    for (const [index, exchange] of exchanges.entries()) {
      const one = round[index];
      if (one !== undefined && "wanted" in one) {
        const violation = violationOf(exchange, one);
        if (violation !== undefined) symptom ??= { violation, step: steps + index };
      } else if (exchange.answer?.status === 200) {
        isDone ||= exchange.probe.operation !== "GetSession";
        noteDeleted(scenario, exchange);
      }
    }
    steps += exchanges.length;
  }
  return { symptom, steps, isDone };
}

/** A session that is gone need not be deleted again. */
function noteDeleted({ own }: ExclusiveScenario, { probe }: Judged): void {
  const index = probe.operation === "DeleteSession" ? own.indexOf(String(memberOf(probe.input, "Id"))) : -1;
  if (index !== -1) own.splice(index, 1);
}

/** Listings between changes of three sessions: they are created, then tagged, stopped and deleted. */
function roundsOf(scenario: ExclusiveScenario, attempt: number): readonly Round[] {
  const { fixtures, own, repetition } = scenario;
  const inputs = ["one", "two", "three"].map((name) =>
    creationOf(fixtures.owner, `beside-${name}-${String(repetition)}-${String(attempt)}`, { beside: "listing" }),
  );
  const ids = inputs.map((input) => String(input["Id"]));
  own.push(...ids);
  const [one = "", two = "", three = ""] = ids;
  const [all, tagged, small] = listingsOf(scenario);
  const tag = openProbe("TagResource", { ResourceArn: arnOf(fixtures.owner, one), TagsToAdd: { added: "1" } });
  const of = (operation: string, id: string): Probe => openProbe(operation, { Id: id });
  return [
    inputs.flatMap((input, index): Round => [[all, tagged, small][index] ?? all, openProbe("CreateSession", input)]).concat(all),
    [tag, tagged, of("StopSession", two), all, of("DeleteSession", three), small],
    [of("DeleteSession", one), all, of("DeleteSession", two), tagged, of("GetSession", fixtures.sessions[0]?.id ?? one)],
  ];
}

/** As many requests as there are beside changes, with nothing changed. */
function quietRounds(scenario: ExclusiveScenario, attempt: number): readonly Round[] {
  const stays = openProbe("GetSession", { Id: scenario.fixtures.sessions[0]?.id ?? "" });
  return roundsOf({ ...scenario, own: [] }, attempt).map((round) => round.map((one) => ("wanted" in one ? one : stays)));
}

function listingsOf({ fixtures: { sessions } }: ExclusiveScenario): readonly [Listing, Listing, Listing] {
  const plain = sessions.filter((session) => session.plain);
  const ids = (of: readonly FixtureSession[]): ReadonlySet<string> => new Set(of.map(({ id }) => id));
  const blue = ["team", "blue"] as const;
  return [
    { probe: validProbe("ListSessions", {}), wanted: ids(sessions), unwanted: new Set() },
    {
      probe: validProbe("ListSessions", { Tags: Object.fromEntries([blue]) }),
      wanted: ids(plain.filter((session) => carries(session, blue))),
      unwanted: ids(plain.filter((session) => !carries(session, blue))),
    },
    { probe: validProbe("ListSessions", { MaxResults: 5 }), wanted: ids(sessions), unwanted: new Set() },
  ];
}

/** What is wrong with an answer; throttling and timeouts do not count. */
function violationOf({ answer, failure }: Judged, { wanted, unwanted }: Listing): Violation | undefined {
  const beside = "while other sessions are created and deleted";
  if (failure !== undefined) {
    if (failure.kind !== "lost-before-answer" && failure.kind !== "lost-in-answer") return undefined;
    return { code: "connection-lost", pointer: "", expected: `an answer, ${beside}`, received: failure.message };
  }
  if (answer === undefined || answer.status === 429 || answer.status === 503 || isDenied(answer) || capacity.test(answer.code ?? "")) return undefined;
  if (answer.status >= 500) return { code: "server-error", pointer: "/status", expected: `no server error, ${beside}`, received: shortForm(answer) };
  if (isClientError(answer) || !isSuccess(answer))
    return { code: "valid-refused", pointer: "/status", expected: `status 200 for a valid request, ${beside}`, received: shortForm(answer) };
  const listed = new Set([...(listOf(answer, "Ids") ?? []), ...(listOf(answer, "Sessions") ?? []).map((session) => memberOf(session, "Id"))]);
  const strangers = [...unwanted].filter((id) => listed.has(id)).slice(0, 5);
  if (strangers.length > 0)
    return { code: "session-unexpected", pointer: "/body/Ids", expected: `no session without the tag asked for, ${beside}`, received: strangers };
  // A page before the last one leaves sessions to others.
  const missing = nextTokenOf(answer) === undefined ? [...wanted].filter((id) => !listed.has(id)).slice(0, 5) : [];
  if (missing.length > 0)
    return { code: "session-missing", pointer: "/body/Ids", expected: `every session that existed all the while, ${beside}`, received: missing };
  return undefined;
}

const capacity = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Timeout|Unavailable/u;

/** Properties of listings during concurrent changes. */
export const concurrentChangeProperties: readonly ProbingProperty[] = [whileChanging];
