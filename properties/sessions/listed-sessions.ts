import { isDeepStrictEqual } from "node:util";
import type { Schema } from "../../spec/contract.ts";
import { plainMembers } from "../../spec/non-sensitive-members.ts";
import { type ShownItem, walk } from "../checks/pagination.ts";
import type { Available, FixtureSession } from "../core/fixtures.ts";
import { isJsonObject, memberOf } from "../../spec/json.ts";
import type { CaseContext, Judgement, Script, Violation } from "../core/property.ts";
import { overSessions, properties, should } from "../core/property-table.ts";
import { openProbe } from "../core/request.ts";
import { type Passage, send, unexercised } from "../core/script.ts";
import { commonInput } from "../fixtures/existing-sessions.ts";
import { namedPart } from "./named-part.ts";
import { changedMember } from "./session-reading.ts";
import { timestampScript } from "./timestamps.ts";

type Item = ShownItem["item"];
type Members = Readonly<Record<string, Schema>>;

/** Properties of the sessions that a listing shows. */
export const listedSessionProperties = properties({
  "sessions/listed-as-created": {
    ...should("sessions.round-trip", "lists a session with the values that it was created with"),
    ...overSessions((fixtures, context) => [["sessions/all", () => roundTripScript(fixtures, shownMembers(context))]]),
  },
  "sessions/listed-as-gotten": {
    ...should("sessions.same-as-get", "lists a session as GetSession shows it"),
    ...overSessions((fixtures, context) => [["sessions/described", () => sameAsGetScript(fixtures, shownMembers(context))]]),
  },
  "sessions/timestamps-plausible": {
    ...should("sessions.timestamps", "gives times of creation in seconds, near the time of the run, the same at each read"),
    ...overSessions((fixtures, { startedAtMs }) => [["sessions/all", () => timestampScript(fixtures, startedAtMs)]]),
  },
});

/** What the page names of a session that is listed. */
function shownMembers({ contract }: CaseContext): Members {
  return contract.response.properties["Sessions"]?.items?.properties ?? {};
}

/** The listed items of the set's sessions, under the tag that they have in common. */
function* listedItems(fixtures: Available): Passage<ReadonlyMap<string, ShownItem>> {
  const own = new Set(fixtures.sessions.map(({ id }) => id));
  return (yield* walk(commonInput(fixtures), fixtures.accountSize, "property", own)).shown;
}

/** Judges sessions one by one, each by the item that shows it. */
function judgedItems(judged: readonly (readonly [ShownItem, readonly Violation[]])[]): Judgement {
  const broken = judged.filter(([, violations]) => violations.length > 0);
  const violations = broken.flatMap(([, ofItem]) => ofItem);
  return broken.length === 0 ? { violations } : { violations, shownBy: [...new Set(broken.map(([{ exchange }]) => exchange))] };
}

/** Members that a session is created with and that a listing does not show. */
const notListed = new Set(["Tags", "RequestOrigin", "Timeout"]);

function* roundTripScript(fixtures: Available, members: Members): Script {
  if (fixtures.given === true) return unexercised("it is unknown what the sessions of a fixture were created with");
  const places = yield* listedItems(fixtures);
  const judged = fixtures.sessions.flatMap(({ id, input }) => {
    const place = places.get(id);
    return place === undefined ? [] : [[place, changedMembers(place, input, members)] as const];
  });
  return judged.length === 0 ? unexercised("no session of the run is listed under its tag") : judgedItems(judged);
}

function changedMembers(place: ShownItem, input: Item, members: Members): readonly Violation[] {
  const isKept = (name: string, value: unknown): boolean => isDeepStrictEqual(namedPart(place.item[name], members[name]), value);
  const changed = Object.entries(input).filter(([name, value]) => !notListed.has(name) && !isKept(name, value));
  return changed.map(([name, value]) => changedMember(place, name, shortened(value)));
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${String(text.length)} characters)`;
}

/** Members that may differ from one read to the next. */
const varying = new Set(["Status", "Progress", "ExecutionTime", "DPUSeconds", "CompletedOn", "ErrorMessage"]);

const maxGetRequests = 12;

function* sameAsGetScript(fixtures: Available, members: Members): Script {
  const places = yield* listedItems(fixtures);
  const judged: (readonly [ShownItem, readonly Violation[]])[] = [];
  for (const { id } of compared(fixtures)) {
    const place = places.get(id);
    const gotten = memberOf((yield* send(openProbe("GetSession", { Id: id }), "poll")).answer?.object, "Session");
    if (place !== undefined && isJsonObject(gotten)) judged.push([place, differences(place, gotten, members, fixtures.given === true)]);
  }
  return judged.length === 0 ? unexercised("no session is shown by both operations") : judgedItems(judged);
}

/** Sessions that are got one by one: of the run's own, those that have more to show. */
function compared({ sessions, given }: Available): readonly FixtureSession[] {
  return given === true ? sessions.slice(0, maxGetRequests) : sessions.filter(({ input }) => input["Description"] !== undefined);
}

// Of sessions that are not the run's own, free text is not kept, so it is not compared either: what is stored must come to the same judgement.
function differences(place: ShownItem, gotten: Item, members: Members, plainOnly: boolean): readonly Violation[] {
  const { item } = place;
  const isCompared = (name: string): boolean => Object.hasOwn(members, name) && !varying.has(name) && (!plainOnly || plainMembers.has(name));
  const names = Object.keys(item).filter((name) => isCompared(name) && (gotten[name] ?? null) !== null && item[name] !== null);
  return names
    .filter((name) => !isSame(namedPart(item[name], members[name]), namedPart(gotten[name], members[name])))
    .map((name) => changedMember(place, name, `as GetSession shows it: ${shortened(gotten[name])}`));
}

// Two operations may cut the same instant to different fractions of a second.
function isSame(one: unknown, other: unknown): boolean {
  return typeof one === "number" && typeof other === "number" ? Math.abs(one - other) < 1 : isDeepStrictEqual(one, other);
}
