import { isDenied, shortForm } from "../checks/acceptance.ts";
import { alone, created, type ExclusiveScenario, filterBy, look, poll } from "../checks/exclusive-scenario.ts";
import { idsOn } from "../checks/pagination.ts";
import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { isSuccess, nextTokenOf } from "../core/answer.ts";
import { arnOf, carries, creationOf } from "../core/fixtures.ts";
import { memberOf } from "../../spec/json.ts";
import type { Judged, Probe, Script, Violation } from "../core/property.ts";
import { properties, should } from "../core/property-table.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { at, burstOnce, found, nothingFound, type Passage, unexercised } from "../core/script.ts";

/** Properties of listings during concurrent changes. */
export const concurrentChangeProperties = properties({
  "concurrency/listing-while-sessions-change": {
    ...should("concurrency.changes", "lists sessions while others are created, tagged, stopped and deleted at the same time"),
    ...alone(whileChanging),
  },
});

/** A listing, and the sessions of the run that it lists and no others. */
interface Listing {
  readonly probe: Probe;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

/** A breach that one answer shows. */
interface Symptom {
  readonly violation: Violation;
  readonly exchange: Judged;
}

/** How often changes are made beside listings where the first time shows a breach. */
const attempts = 5;

/** How often a breach must show: interference between requests depends on chance, and so does what is seen where one answer in ten is lost or fails. */
function neededOf({ code }: Violation): number {
  return code === "connection-lost" ? attempts : code === "server-error" ? attempts - 1 : attempts - 2;
}

function* whileChanging(scenario: ExclusiveScenario): Script {
  let isDone = false;
  const symptoms: Symptom[] = [];
  for (let attempt = 0; attempt < attempts && symptoms.length >= attempt - 2; attempt += 1) {
    const changing = yield* bursts(scenario, roundsOf(scenario, attempt));
    isDone ||= changing.isDone;
    if (changing.symptom === undefined && attempt === 0) break;
    if (changing.symptom !== undefined) symptoms.push(changing.symptom);
    // Where twice as many listings show the same without concurrent changes, changes are not the cause.
    const quiet = yield* bursts(scenario, [...quietRounds(scenario, attempt), ...quietRounds(scenario, attempt)]);
    if (quiet.symptom !== undefined) return unexercised("listings at the same time are not answered rightly either where nothing changes");
    const last = symptoms.at(-1);
    if (last !== undefined && symptoms.length >= neededOf(last.violation)) return at(found(last.violation), last.exchange);
  }
  return isDone ? nothingFound : unexercised("no session could be changed while sessions were listed");
}

type Round = readonly (Probe | Listing)[];

/** Plays rounds; the first symptom of their listings, and whether anything was changed. */
function* bursts(scenario: ExclusiveScenario, rounds: readonly Round[]): Passage<{ symptom: Symptom | undefined; isDone: boolean }> {
  const { own } = scenario;
  let symptom: Symptom | undefined;
  let isDone = false;
  for (const round of rounds) {
    const exchanges = yield* burstOnce(round.map((one) => ("wanted" in one ? one.probe : one)));
    for (const [index, exchange] of exchanges.entries()) {
      const one = round[index];
      const { answer, probe } = exchange;
      if (one !== undefined && "wanted" in one) {
        const violation = violationOf(exchange, one);
        if (violation !== undefined) symptom ??= { violation, exchange };
      } else if (answer?.status === 200) {
        isDone ||= probe.operation !== "GetSession";
        // A session that is gone need not be deleted again.
        const place = probe.operation === "DeleteSession" ? own.indexOf(String(memberOf(probe.input, "Id"))) : -1;
        if (place !== -1) own.splice(place, 1);
      }
    }
    symptom ??= yield* lostOf(
      scenario,
      exchanges.filter(({ probe, answer }) => probe.operation === "CreateSession" && answer?.status === 200),
    );
  }
  return { symptom, isDone };
}

/** What is wrong where sessions that were created at the same time are not all listed, though one that is created alone is. */
function* lostOf(scenario: ExclusiveScenario, creations: readonly Judged[]): Passage<Symptom | undefined> {
  const { fixtures, settleMs, own } = scenario;
  const [exchange] = creations;
  if (exchange === undefined || creations.length < 2) return undefined;
  const made = creations.map(({ probe }) => String(memberOf(probe.input, "Id")));
  let lost = made;
  const areListed = yield* poll(settleMs, function* () {
    const { listed } = yield* look(fixtures);
    lost = made.filter((id) => !listed.has(id));
    return lost.length === 0;
  });
  if (areListed || (yield* created(scenario, [`beside-none-${String(own.length)}`], {})).length === 0) return undefined;
  return { violation: missingSessions(lost, made.length, "that was created, though at the same time as others"), exchange };
}

/** Listings between changes of three sessions: they are created, then tagged, stopped and deleted. */
function roundsOf(scenario: ExclusiveScenario, attempt: number): readonly Round[] {
  const { fixtures, own, repetition } = scenario;
  const nameOf = (name: string): string => `beside-${name}-${String(repetition)}-${String(attempt)}`;
  const inputs = ["one", "two", "three"].map((name) => creationOf(fixtures.owner, nameOf(name), { beside: "listing" }));
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
  const blue = ["team", "blue"] as const;
  const plain = sessions.filter((session) => session.plain);
  const idsThat = (carry: boolean): readonly string[] => plain.filter((session) => carries(session, blue) === carry).map(({ id }) => id);
  const all = { wanted: sessions.map(({ id }) => id), unwanted: [] };
  return [
    { probe: validProbe("ListSessions", {}), ...all },
    { probe: validProbe("ListSessions", filterBy(blue)), wanted: idsThat(true), unwanted: idsThat(false) },
    { probe: validProbe("ListSessions", { MaxResults: 5 }), ...all },
  ];
}

const meanwhile = "while other sessions are created and deleted";

const capacity = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Timeout|Unavailable/u;

/** What is wrong with an answer; throttling and timeouts do not count. */
function violationOf({ answer, failure }: Judged, { wanted, unwanted }: Listing): Violation | undefined {
  const breach = (code: Violation["code"], pointer: string, what: string, received: unknown): Violation => ({
    code,
    pointer,
    expected: `${what}, ${meanwhile}`,
    received,
  });
  if (failure !== undefined)
    return failure.kind === "lost-before-answer" || failure.kind === "lost-in-answer" ? breach("connection-lost", "", "an answer", failure.message) : undefined;
  if (answer === undefined || answer.status === 429 || answer.status === 503 || isDenied(answer) || capacity.test(answer.code ?? "")) return undefined;
  if (answer.status >= 500) return breach("server-error", "/status", "no server error", shortForm(answer));
  if (!isSuccess(answer)) return breach("valid-refused", "/status", "status 200 for a valid request", shortForm(answer));
  const listed = idsOn(answer);
  const strangers = unwanted.filter((id) => listed.has(id));
  if (strangers.length > 0) return unexpectedSessions(strangers, `without the tag asked for, ${meanwhile}`);
  // A page before the last one leaves sessions to others.
  const missing = nextTokenOf(answer) === undefined ? wanted.filter((id) => !listed.has(id)) : [];
  return missing.length === 0 ? undefined : missingSessions(missing, wanted.length, `that existed all the while, ${meanwhile}`);
}
