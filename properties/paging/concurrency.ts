import { isSuccess, listOf, nextTokenOf } from "../core/answer.ts";
import { boundariesOf, representativesOf } from "../generators/boundaries.ts";
import { brokenText, judgeAccepted, judgeRefused, shortForm } from "../checks/acceptance.ts";
import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { type Available, carries, type FixtureSession } from "../core/fixtures.ts";
import { isTokenMember } from "../../spec/operation-traits.ts";
import { plainPairsOf } from "../fixtures/existing-sessions.ts";
import { memberOf } from "../core/json.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { Case, CaseContext, Judged, Probe, ProbingProperty, Script, Violation } from "../core/property.ts";
import { brokenProbe, validProbe } from "../core/request.ts";
import { sampleInput } from "../generators/minimal-example.ts";
import { burst, found, nothingFound, send, unexercised } from "../core/script.ts";
import { walk } from "../checks/pagination.ts";

/** Requests that go out at the same time, and what the answer to each must look like. */
interface Member {
  readonly probe: Probe;
  readonly judge: (exchange: Judged) => readonly Violation[];
}

const answersBelong: ProbingProperty = {
  kind: "probing",
  id: "concurrency/answers-belong-to-requests",
  requirement: "concurrency.own-answer",
  level: "must",
  title: "answers each of several requests at a time as it answers it alone",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "concurrency/answers-belong-to-requests#burst/mixed",
        script: () => burstScript(membersOf(context, fixtures), context.effort === "quick" ? 1 : rounds),
      },
    ]),
};

/** How often all members go out together. */
const rounds = 2;

// What a request is answered with alone is judged elsewhere: only members that are answered rightly alone can show that others disturb them.
function* burstScript(all: readonly Member[], times: number): Script {
  const members: Member[] = [];
  for (const member of all) if (member.judge(yield* send(member.probe)).length === 0) members.push(member);
  if (members.length < 2) return unexercised("too few requests are answered rightly even when they come alone");
  const breaches: Violation[] = [];
  const steps: number[] = [];
  for (let round = 0; round < times; round += 1) {
    // Each round in another order, so that neighbours change.
    const turned = [...members.slice(round * 3), ...members.slice(0, round * 3)];
    const exchanges = yield* burst(turned.map(({ probe }) => probe));
    for (const [index, exchange] of exchanges.entries()) {
      const violations = turned[index]?.judge(exchange) ?? [];
      breaches.push(...violations);
      if (violations.length > 0) steps.push(all.length + round * turned.length + index);
    }
  }
  return { violations: breaches, violatingSteps: steps };
}

// Broken requests between valid ones, and filters that have no session in common: whatever is mixed up shows.
function membersOf({ contract: { operation, request } }: CaseContext, fixtures: Available): readonly Member[] {
  const filters = fixtures.given === true ? [...plainPairsOf(fixtures).slice(0, 4), ["glue-conformance-no-such-key", "x"] as const] : designedFilters;
  const broken = representativesOf(boundariesOf(request)).filter(({ keyword, top }) => keyword !== "type" && !isTokenMember(top));
  const listing = filters.map(([key, value]): Member => {
    const probe = validProbe(operation, { Tags: Object.fromEntries([[key, value]]) });
    return { probe, judge: (exchange) => [...judgeAccepted(exchange).violations, ...strangers(exchange, fixtures.sessions, key, value)] };
  });
  const refused = broken.map(({ top, value, member, keyword }): Member => {
    const probe = brokenProbe(operation, { ...sampleInput(request), [top]: value }, { member, keyword });
    return { probe, judge: (exchange) => judgeRefused(exchange, `${brokenText({ member, keyword })}, among other requests`).violations };
  });
  const longest = Math.max(listing.length, refused.length);
  return Array.from({ length: longest }, (_, index) => [listing[index], refused[index]])
    .flat()
    .filter((member) => member !== undefined);
}

const designedFilters = [
  ["team", "blue"],
  ["crew", "blue"],
  ["a", "2"],
  ["team", "bluegreen"],
  ["team", "no-such-value"],
] as const;

/** Own sessions on a page that do not carry the tag asked for; those that are not on it may come later. */
function strangers({ answer }: Judged, sessions: readonly FixtureSession[], key: string, value: string): readonly Violation[] {
  if (answer === undefined || !isSuccess(answer)) return [];
  const listed = new Set([...(listOf(answer, "Ids") ?? []), ...(listOf(answer, "Sessions") ?? []).map((session) => memberOf(session, "Id"))]);
  const plain = sessions.filter((session) => session.plain);
  const wrong = plain.filter((session) => listed.has(session.id) && !carries(session, [key, value]));
  const lost = nextTokenOf(answer) === undefined ? plain.filter((session) => carries(session, [key, value]) && !listed.has(session.id)) : [];
  const ids = (some: readonly FixtureSession[]): readonly string[] => some.map(({ id }) => id);
  const asked = `${key}=${value}, which this request asked for`;
  const carriers = plain.filter((session) => carries(session, [key, value])).length;
  return [
    ...(wrong.length === 0 ? [] : [unexpectedSessions(ids(wrong), `without ${asked}`)]),
    ...(lost.length === 0 ? [] : [missingSessions(ids(lost), carriers, `with ${asked}`)]),
  ];
}

const sameTwice: ProbingProperty = {
  kind: "probing",
  id: "determinism/same-refusal-twice",
  requirement: "error.same-twice",
  level: "should",
  title: "refuses the same broken request alike each time",
  phase: "scenarios",
  needs: "none",
  cases: ({ contract: { operation, request } }): readonly Case[] =>
    representativesOf(boundariesOf(request))
      .filter(({ keyword, top }) => keyword !== "type" && !isTokenMember(top))
      .filter(({ top }, index, all) => all.findIndex((other) => other.top === top) === index)
      .map(({ name, top, value, member, keyword }) => ({
        id: `determinism/same-refusal-twice#${name}`,
        script: () => twiceScript(brokenProbe(operation, { ...sampleInput(request), [top]: value }, { member, keyword })),
      })),
};

function* twiceScript(probe: Probe): Script {
  const first = yield* send(probe);
  const second = yield* send(probe);
  if (first.answer === undefined || second.answer === undefined) return nothingFound;
  if (first.answer.status === second.answer.status && first.answer.code === second.answer.code) return nothingFound;
  return found({
    code: "not-deterministic",
    pointer: "/status",
    expected: `as before: ${JSON.stringify(shortForm(first.answer))}`,
    received: shortForm(second.answer),
  });
}

const sameSetTwice: ProbingProperty = {
  kind: "probing",
  id: "determinism/same-set-twice",
  requirement: "paging.same-set-twice",
  level: "should",
  title: "lists the same sessions of the run over two whole walks",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) => withFixtures(context, (fixtures) => [{ id: "determinism/same-set-twice#walk/plain", script: () => setTwiceScript(fixtures) }]),
};

// Once may be chance, where the target keeps several copies of its data; twice is not.
function* setTwiceScript(fixtures: Available): Script {
  const own = new Set(fixtures.sessions.map(({ id }) => id));
  let different: readonly string[] = [];
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const first = yield* walk(() => ({}), fixtures.accountSize, attempt === 0 ? "property" : "poll");
    const second = yield* walk(() => ({}), fixtures.accountSize, attempt === 0 ? "property" : "poll");
    if (first.broken !== undefined || second.broken !== undefined) return unexercised("the walk does not come to its end");
    different = [...own].filter((id) => first.listed.has(id) !== second.listed.has(id));
    if (different.length === 0) return nothingFound;
  }
  return found({ code: "not-deterministic", pointer: "/body/Ids", expected: "the sessions of the walk before", received: different.slice(0, 5) });
}

/** Properties of requests that come at the same time, or twice. */
export const concurrencyProperties: readonly ProbingProperty[] = [answersBelong, sameTwice, sameSetTwice];
