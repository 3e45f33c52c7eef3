import { brokenText, judgeAccepted, judgeRefused, shortForm } from "../checks/acceptance.ts";
import { filterBy } from "../checks/exclusive-scenario.ts";
import { idsOn, walk } from "../checks/pagination.ts";
import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { isSuccess, nextTokenOf } from "../core/answer.ts";
import { type Available, carries, type FixtureSession, type Pair } from "../core/fixtures.ts";
import type { CaseContext, Judged, Probe, Script, Violation } from "../core/property.ts";
import { must, overSessions, properties, should } from "../core/property-table.ts";
import { brokenProbe, validProbe } from "../core/request.ts";
import { burst, found, nothingFound, type Passage, send, unexercised } from "../core/script.ts";
import { plainPairsOf } from "../fixtures/existing-sessions.ts";
import { type Boundary, brokenConstraintsOf, firstOfMembers } from "../generators/boundaries.ts";
import { sampleInput } from "../generators/minimal-example.ts";

/** How often all requests go out together. */
const rounds = 2;

/** Properties of requests that come at the same time, or twice. */
export const concurrencyProperties = properties({
  "concurrency/answers-belong-to-requests": {
    ...must("concurrency.own-answer", "answers each of several requests at a time as it answers it alone"),
    ...overSessions((fixtures, context) => [["burst/mixed", () => burstScript(membersOf(context, fixtures), context.effort === "quick" ? 1 : rounds)]]),
  },
  "determinism/same-refusal-twice": {
    ...should("error.same-twice", "refuses the same broken request alike each time", { phase: "scenarios" }),
    cases: ({ contract }) =>
      firstOfMembers(brokenConstraintsOf(contract.request)).map((boundary) => [boundary.name, () => twiceScript(brokenProbeOf(contract, boundary))]),
  },
  "determinism/same-set-twice": {
    ...should("paging.same-set-twice", "lists the same sessions of the run over two whole walks"),
    ...overSessions((fixtures) => [["walk/plain", () => setTwiceScript(fixtures)]]),
  },
});

/** A request among others, and what the answer to it must look like. */
interface Member {
  readonly probe: Probe;
  readonly judge: (exchange: Judged) => readonly Violation[];
}

// What a request is answered with alone is judged elsewhere: bursts go on without those that are answered wrongly alone, since these may disturb the others.
function* burstScript(all: readonly Member[], times: number): Script {
  let members = all;
  while (members.length > 1) {
    const breaches = yield* breachesOf(members, times);
    const wrongAlone = new Set<Member>();
    for (const member of new Set(breaches.map((breach) => breach.member)))
      if (member.judge(yield* send(member.probe, "poll")).length > 0) wrongAlone.add(member);
    if (wrongAlone.size === 0) return { violations: breaches.flatMap(({ violations }) => violations), shownBy: breaches.map(({ exchange }) => exchange) };
    members = members.filter((member) => !wrongAlone.has(member));
  }
  return unexercised("too few requests are answered rightly even when they come alone");
}

interface BurstBreach {
  readonly member: Member;
  readonly exchange: Judged;
  readonly violations: readonly Violation[];
}

function* breachesOf(members: readonly Member[], times: number): Passage<readonly BurstBreach[]> {
  const breaches: BurstBreach[] = [];
  for (let round = 0; round < times; round += 1) {
    // Each round in another order, so that neighbours change.
    const turned = [...members.slice(round * 3), ...members.slice(0, round * 3)];
    const exchanges = yield* burst(turned.map(({ probe }) => probe));
    for (const [index, member] of turned.entries()) {
      const exchange = exchanges[index];
      const violations = exchange === undefined ? [] : member.judge(exchange);
      if (exchange !== undefined && violations.length > 0) breaches.push({ member, exchange, violations });
    }
  }
  return breaches;
}

function brokenProbeOf({ operation, request }: CaseContext["contract"], { top, value, member, keyword }: Boundary): Probe {
  return brokenProbe(operation, { ...sampleInput(request), [top]: value }, { member, keyword });
}

const designedFilters: readonly Pair[] = [
  ["team", "blue"],
  ["crew", "blue"],
  ["a", "2"],
  ["team", "bluegreen"],
  ["team", "no-such-value"],
];

// Broken requests between valid ones, and filters that have no session in common: whatever is mixed up shows.
function membersOf({ contract }: CaseContext, fixtures: Available): readonly Member[] {
  const filters = fixtures.given === true ? [...plainPairsOf(fixtures).slice(0, 4), ["glue-conformance-no-such-key", "x"] as const] : designedFilters;
  const listing = filters.map((pair): Member => ({
    probe: validProbe(contract.operation, filterBy(pair)),
    judge: (exchange) => [...judgeAccepted(exchange).violations, ...strangers(exchange, fixtures.sessions, pair)],
  }));
  const refused = brokenConstraintsOf(contract.request).map((boundary): Member => ({
    probe: brokenProbeOf(contract, boundary),
    judge: (exchange) => judgeRefused(exchange, `${brokenText(boundary)}, among other requests`).violations,
  }));
  const longest = Math.max(listing.length, refused.length);
  return Array.from({ length: longest }, (_, index) => [...listing.slice(index, index + 1), ...refused.slice(index, index + 1)]).flat();
}

/** Own sessions on a page that do not carry the tag asked for; those that are not on it may come later. */
function strangers({ answer }: Judged, sessions: readonly FixtureSession[], pair: Pair): readonly Violation[] {
  if (answer === undefined || !isSuccess(answer)) return [];
  const listed = idsOn(answer);
  const plain = sessions.filter((session) => session.plain);
  const carriers = plain.filter((session) => carries(session, pair));
  const wrong = plain.filter((session) => listed.has(session.id) && !carries(session, pair)).map(({ id }) => id);
  const lost = nextTokenOf(answer) === undefined ? carriers.map(({ id }) => id).filter((id) => !listed.has(id)) : [];
  const asked = `${pair.join("=")}, which this request asked for`;
  return [
    ...(wrong.length === 0 ? [] : [unexpectedSessions(wrong, `without ${asked}`)]),
    ...(lost.length === 0 ? [] : [missingSessions(lost, carriers.length, `with ${asked}`)]),
  ];
}

function* twiceScript(probe: Probe): Script {
  const { answer: first } = yield* send(probe);
  const { answer: second } = yield* send(probe);
  if (first === undefined || second === undefined) return nothingFound;
  if (isSuccess(first) && isSuccess(second)) return unexercised("the target accepts a request that it must refuse");
  if (first.status === second.status && first.code === second.code) return nothingFound;
  const expected = `as before: ${JSON.stringify(shortForm(first))}`;
  return found({ code: "not-deterministic", pointer: "/status", expected, received: shortForm(second) });
}

// Once may be chance, where the target keeps several copies of its data; twice is not.
function* setTwiceScript({ sessions, accountSize }: Available): Script {
  let different: readonly string[] = [];
  for (const purpose of ["property", "poll"] as const) {
    const first = yield* walk({}, accountSize, purpose);
    const second = yield* walk({}, accountSize, purpose);
    if (first.broken !== undefined || second.broken !== undefined) return unexercised("the walk does not come to its end");
    different = sessions.map(({ id }) => id).filter((id) => first.listed.has(id) !== second.listed.has(id));
    if (different.length === 0) return nothingFound;
  }
  return found({ code: "not-deterministic", pointer: "/body/Ids", expected: "the sessions of the walk before", received: different.slice(0, 5) });
}
