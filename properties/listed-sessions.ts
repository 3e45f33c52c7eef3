import { isDeepStrictEqual } from "node:util";
import { listOf, nextTokenOf } from "./answer.ts";
import { type FixtureSet, runTag } from "./fixtures.ts";
import { isJsonObject, memberOf } from "./json.ts";
import { withFixtures } from "./paging.ts";
import type { ProbingProperty, Script, Violation } from "./property.ts";
import { openProbe, validProbe } from "./request.ts";
import { type Passage, send, unexercised } from "./script.ts";
import { timestampProperty } from "./timestamps.ts";

type Available = FixtureSet & { readonly available: true };
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
          const places = yield* listedItems(fixtures);
          const judged = fixtures.sessions.flatMap(({ id, input }) => {
            const place = places.get(id);
            return place === undefined ? [] : [{ step: place.step, violations: changedMembers(place, input) }];
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

function changedMembers({ item, pointer }: Place, input: Item): readonly Violation[] {
  return Object.entries(input)
    .filter(([name, value]) => !notListed.has(name) && !isDeepStrictEqual(item[name], value))
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
          let compared = 0;
          for (const { id } of fixtures.sessions.filter(({ input }) => input["Description"] !== undefined)) {
            const place = places.get(id);
            const gotten = memberOf((yield* send(openProbe("GetSession", { Id: id }), "poll")).answer?.object, "Session");
            if (place === undefined || !isJsonObject(gotten)) continue;
            compared += 1;
            const different = differences(place, gotten);
            if (different.length > 0) steps.add(place.step);
            violations.push(...different);
          }
          return compared === 0
            ? unexercised("no session is shown by both operations")
            : { violations, ...(steps.size === 0 ? {} : { violatingSteps: [...steps] }) };
        },
      },
    ]),
};

function differences({ item, pointer }: Place, gotten: Item): readonly Violation[] {
  const names = Object.keys(item).filter((name) => !varying.has(name) && gotten[name] !== undefined && gotten[name] !== null && item[name] !== null);
  return names
    .filter((name) => !isSame(item[name], gotten[name]))
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

/** Where a session stands in a listing. */
interface Place {
  readonly item: Item;
  /** Into the page that it stands on. */
  readonly pointer: string;
  /** Index of the request that got the page. */
  readonly step: number;
}

/** The listed items of the run's sessions, under the run's tag. */
function* listedItems({ owner, accountSize }: Available): Passage<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  const filter = { Tags: Object.fromEntries([runTag(owner)]) };
  let token: string | undefined;
  for (let step = 0; step <= 2 * accountSize + 10; step += 1) {
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

/** What is judged of the sessions that a listing shows. */
export const listedSessionProperties: readonly ProbingProperty[] = [roundTrip, sameAsGet, timestampProperty];
