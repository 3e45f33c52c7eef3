import { isDeepStrictEqual } from "node:util";
import { listOf, nextTokenOf } from "../core/answer.ts";
import type { Schema } from "../../spec/contract.ts";
import { plainMembers } from "../../spec/non-sensitive-members.ts";
import type { Available, FixtureSession } from "../core/fixtures.ts";
import { commonInput } from "../fixtures/existing-sessions.ts";
import { isJsonObject, memberOf } from "../core/json.ts";
import { namedPart } from "./named-part.ts";
import { withFixtures } from "../core/with-fixtures.ts";
import type { CaseContext, ProbingProperty, Script, Violation } from "../core/property.ts";
import { openProbe, validProbe } from "../core/request.ts";
import { type Passage, send, unexercised } from "../core/script.ts";
import { timestampProperty } from "./timestamps.ts";
import { pagesAllowed } from "../checks/pagination.ts";

type Item = Readonly<Record<string, unknown>>;

/** Members that a session is created with and that a listing does not show. */
const notListed = new Set(["Tags", "RequestOrigin", "Timeout"]);

const roundTrip: ProbingProperty = {
  kind: "probing",
  id: "sessions/listed-as-created",
  requirement: "sessions.round-trip",
  level: "should",
  title: "lists a session with the values that it was created with",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "sessions/listed-as-created#sessions/all",
        *script(): Script {
          if (fixtures.given === true) return unexercised("it is unknown what the sessions of a fixture were created with");
          const places = yield* listedItems(fixtures);
          const judged = fixtures.sessions.flatMap(({ id, input }) => {
            const place = places.get(id);
            return place === undefined ? [] : [{ step: place.step, violations: changedMembers(place, input, shownMembers(context)) }];
          });
          if (judged.length === 0) return unexercised("no session of the run is listed under its tag");
          const broken = judged.filter(({ violations }) => violations.length > 0);
          return {
            violations: broken.flatMap(({ violations }) => violations),
            ...(broken.length === 0 ? {} : { violatingSteps: [...new Set(broken.map(({ step }) => step))] }),
          };
        },
      },
    ]),
};

type Members = Readonly<Record<string, Schema>>;

/** What the page names of a session that is listed. */
function shownMembers({ contract }: CaseContext): Members {
  return contract.response.properties["Sessions"]?.items?.properties ?? {};
}

function changedMembers({ item, pointer }: Place, input: Item, members: Members): readonly Violation[] {
  const isKept = (name: string, value: unknown): boolean => isDeepStrictEqual(namedPart(item[name], members[name]), value);
  return Object.entries(input)
    .filter(([name, value]) => !notListed.has(name) && !isKept(name, value))
    .map(([name, value]) => ({
      code: item[name] === undefined || item[name] === null ? "member-missing" : "value-changed",
      pointer: `${pointer}/${name}`,
      expected: shortened(value),
      received: item[name] ?? null,
    }));
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${String(text.length)} characters)`;
}

/** Members that may differ from one read to the next. */
const varying = new Set(["Status", "Progress", "ExecutionTime", "DPUSeconds", "CompletedOn", "ErrorMessage"]);

const sameAsGet: ProbingProperty = {
  kind: "probing",
  id: "sessions/listed-as-gotten",
  requirement: "sessions.same-as-get",
  level: "should",
  title: "lists a session as GetSession shows it",
  phase: "scenarios",
  needs: "fixtures",
  cases: (context) =>
    withFixtures(context, (fixtures) => [
      {
        id: "sessions/listed-as-gotten#sessions/described",
        *script(): Script {
          const places = yield* listedItems(fixtures);
          const violations: Violation[] = [];
          const steps = new Set<number>();
          let count = 0;
          for (const { id } of compared(fixtures)) {
            const place = places.get(id);
            const gotten = memberOf((yield* send(openProbe("GetSession", { Id: id }), "poll")).answer?.object, "Session");
            if (place === undefined || !isJsonObject(gotten)) continue;
            count += 1;
            const different = differences(place, gotten, shownMembers(context), fixtures.given === true);
            if (different.length > 0) steps.add(place.step);
            violations.push(...different);
          }
          return count === 0
            ? unexercised("no session is shown by both operations")
            : { violations, ...(steps.size === 0 ? {} : { violatingSteps: [...steps] }) };
        },
      },
    ]),
};

/** Sessions that are got one by one: of the run's own, those that have more to show. */
function compared({ sessions, given }: Available): readonly FixtureSession[] {
  return given === true ? sessions.slice(0, maxGetRequests) : sessions.filter(({ input }) => input["Description"] !== undefined);
}

const maxGetRequests = 12;

// Of sessions that are not the run's own, free text is not kept, so it is not compared either: what is stored must come to the same judgement.
function differences({ item, pointer }: Place, gotten: Item, members: Members, plainOnly: boolean): readonly Violation[] {
  const isCompared = (name: string): boolean => Object.hasOwn(members, name) && !varying.has(name) && (!plainOnly || plainMembers.has(name));
  const names = Object.keys(item).filter((name) => isCompared(name) && gotten[name] !== undefined && gotten[name] !== null && item[name] !== null);
  return names
    .filter((name) => !isSame(namedPart(item[name], members[name]), namedPart(gotten[name], members[name])))
    .map((name) => ({
      code: "value-changed",
      pointer: `${pointer}/${name}`,
      expected: `as GetSession shows it: ${shortened(gotten[name])}`,
      received: item[name],
    }));
}

// Two operations may cut the same instant to different fractions of a second.
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) < 1;
  return isDeepStrictEqual(one, other);
}

/** The position of a session in a listing. */
interface Place {
  readonly item: Item;
  /** Into the page that shows it. */
  readonly pointer: string;
  /** Index of the request that got the page. */
  readonly step: number;
}

/** The listed items of the set's sessions, under the tag that they have in common. */
function* listedItems(fixtures: Available): Passage<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  const filter = commonInput(fixtures);
  let token: string | undefined;
  for (let step = 0; step <= pagesAllowed(fixtures.accountSize); step += 1) {
    const { answer } = yield* send(validProbe("ListSessions", token === undefined ? filter : { ...filter, NextToken: token }));
    for (const [index, item] of (answer === undefined ? [] : (listOf(answer, "Sessions") ?? [])).entries()) {
      const id = memberOf(item, "Id");
      if (typeof id === "string" && isJsonObject(item)) places.set(id, { item, pointer: `/body/Sessions/${String(index)}`, step });
    }
    const next = answer === undefined ? undefined : nextTokenOf(answer);
    if (next === undefined || next === token) break;
    token = next;
  }
  return places;
}

/** Properties of the sessions that a listing shows. */
export const listedSessionProperties: readonly ProbingProperty[] = [roundTrip, sameAsGet, timestampProperty];
