import fc from "fast-check";
import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { arnOf, type Available, carries, creationOf, type Pair } from "../core/fixtures.ts";
import type { ProbingProperty, Script, Violation } from "../core/property.ts";
import { should } from "../core/property-table.ts";
import { validProbe } from "../core/request.ts";
import { burst, found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { change, filterBy, isMisnamed, look, misnamed, poll } from "../checks/exclusive-scenario.ts";
import { type History, historyProperty, someKey, someTag, someTags, type Step, step, type Tags, takeSteps } from "./history.ts";
import type { PageInput } from "../checks/pagination.ts";

/** What the sessions of one case are by the model: id to tags. */
interface Model {
  readonly sessions: Map<string, Tags>;
  /** Those whose tags were changed. */
  readonly retagged: Set<string>;
  /** Sessions that were asked for. */
  created: number;
  /** Those that the target created. */
  made: number;
}

/** What commands act on. */
interface Real {
  readonly fixtures: Available;
  readonly settleMs: number;
  /** Tells the sessions of this case, and of this time that it is sent, from others. */
  readonly group: string;
  /** How many clients list at the same time. */
  readonly clients: number;
}

/** A listing that is not as the model has it. */
interface Difference {
  readonly violation: Violation;
  readonly filter: Pair | null;
  readonly size: PageInput;
  /** The first session that is missing, or that must not be listed. */
  readonly id: string;
  readonly isMissing: boolean;
}

type ListingStep = Step<Model, Real, Difference>;

/** Ids of a case's sessions under the model, in the order of creation. */
const idAt = ({ sessions }: Model, place: number): string => [...sessions.keys()][place % sessions.size] ?? "";
const any = ({ sessions }: Model): boolean => sessions.size > 0;

const creates = someTags.map((tags): ListingStep =>
  step(
    `create ${JSON.stringify(tags)}`,
    ({ sessions }) => sessions.size < 4,
    (model, real) => create(model, real, tags),
  ),
);

function* create(model: Model, { fixtures, group }: Real, tags: Tags): Passage<undefined> {
  model.created += 1;
  const input = creationOf(fixtures.owner, `model-${group}-${String(model.created)}`, { ...tags, group });
  if (!(yield* change("CreateSession", input))) return undefined;
  model.made += 1;
  model.sessions.set(String(input["Id"]), Object.fromEntries([...Object.entries(tags), ["group", group]]));
  return undefined;
}

const deletes = fc.nat(9).map((place): ListingStep =>
  step(`delete ${String(place)}`, any, function* (model) {
    const id = idAt(model, place);
    if (yield* change("DeleteSession", { Id: id })) model.sessions.delete(id);
    return undefined;
  }),
);

/** A step that changes the tags of a session: what it sends, and what is left of the tags that were there. */
const retags = (text: string, operation: string, place: number, sent: PageInput, changed: (tags: Tags) => Tags): ListingStep =>
  step(text, any, function* (model, { fixtures }) {
    const id = idAt(model, place);
    if (yield* change(operation, { ResourceArn: arnOf(fixtures.owner, id), ...sent })) {
      model.retagged.add(id);
      model.sessions.set(id, changed(model.sessions.get(id) ?? {}));
    }
    return undefined;
  });

const tags = fc.tuple(fc.nat(9), someTag).map(([place, [key, value]]) => {
  const sent = { TagsToAdd: Object.fromEntries([[key, value]]) };
  return retags(`tag ${String(place)} ${key}=${value}`, "TagResource", place, sent, (all) => Object.fromEntries([...Object.entries(all), [key, value]]));
});

const untags = fc.tuple(fc.nat(9), someKey).map(([place, key]) => {
  const without = (all: Tags): Tags => Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));
  return retags(`untag ${String(place)} ${key}`, "UntagResource", place, { TagsToRemove: [key] }, without);
});

const lists = fc.tuple(fc.option(someTag, { freq: 3 }), fc.constantFrom<PageInput>({}, { MaxResults: 100 })).map(([filter, size]): ListingStep =>
  step(
    `list ${filter === null ? "all" : filter.join("=")} ${JSON.stringify(size)}`,
    ({ created }) => created > 0,
    (model, real) => listAndCompare(model, real, filter, size),
  ),
);

type Filter = Difference["filter"];

const inputOf = (filter: Filter, size: PageInput): PageInput => ({ ...size, ...(filter === null ? {} : filterBy(filter)) });

function* listAndCompare(model: Model, { fixtures, settleMs, group, clients }: Real, filter: Filter, size: PageInput = {}): Passage<Difference | undefined> {
  const wanted = [...model.sessions].filter(([, all]) => filter === null || carries({ tags: all }, filter)).map(([id]) => id);
  const input = inputOf(filter, size);
  let seen: readonly string[] = [];
  const same = yield* poll(settleMs, function* () {
    if (clients > 1) yield* burst(Array.from({ length: clients - 1 }, () => validProbe("ListSessions", input)));
    const { listed, broken } = yield* look(fixtures, input);
    seen = [...listed].filter((id) => id.includes(`model-${group}-`));
    return broken !== undefined || (seen.length === wanted.length && wanted.every((id) => listed.has(id)));
  });
  if (same) return undefined;
  const missing = wanted.filter((id) => !seen.includes(id));
  const extra = seen.filter((id) => !wanted.includes(id));
  const [id = ""] = [...missing, ...extra];
  const isMissing = missing.length > 0;
  const which = `${filter === null ? "that there is" : `with ${filter.join("=")}`} after what was created, deleted and tagged`;
  const violation = isMissing ? missingSessions(missing, wanted.length, which) : unexpectedSessions(extra, `but those ${which}`);
  return { violation, filter, size, id, isMissing };
}

/** Whether a session that was created with the same tags, and not changed since, is listed as wrongly: then the changes show nothing. */
function* isWrongWithoutChanges({ filter, size, id, isMissing }: Difference, model: Model, { fixtures, settleMs, group }: Real): Passage<boolean> {
  const own = model.sessions.get(id);
  const input = creationOf(fixtures.owner, `unchanged-${group}`, own ?? (filter === null ? {} : Object.fromEntries([filter])));
  const fresh = String(input["Id"]);
  if (!(yield* change("CreateSession", input))) return false;
  const isShown = function* (): Passage<boolean> {
    return (yield* look(fixtures, inputOf(filter, size))).listed.has(fresh);
  };
  let isWrong = isMissing;
  if (isMissing) isWrong = !(yield* poll(settleMs, isShown));
  else if (own !== undefined) isWrong = yield* isShown();
  const isDeleted = yield* change("DeleteSession", { Id: fresh });
  if (isMissing || own !== undefined || !isDeleted) return isWrong;
  // One that is listed still was deleted.
  return !(yield* poll(settleMs, function* () {
    return !(yield* isShown());
  }));
}

function* modelScript(history: History<Model, Real, Difference>, real: Real): Script {
  const { fixtures, group } = real;
  const model: Model = { sessions: new Map(), retagged: new Set(), created: 0, made: 0 };
  let broken: Difference | undefined = yield* takeSteps(history, model, real);
  // A sequence without a creation would show nothing.
  if (model.created === 0) yield* create(model, real, {});
  // At the end by each pair that there is, and all: a change with no listing after it would prove nothing.
  const pairs = new Map([...model.sessions.values()].flatMap((all) => Object.entries(all).map((tag) => [tag.join("="), tag] as const)));
  for (const filter of [null, ...pairs.values()]) broken ??= yield* listAndCompare(model, real, filter);
  let elsewhere = false;
  if (broken !== undefined) for (const id of model.retagged) elsewhere ||= yield* isMisnamed(fixtures, id, ["group", group]);
  const isWrongAnyway = broken !== undefined && !elsewhere && (yield* isWrongWithoutChanges(broken, model, real));
  for (const id of model.sessions.keys()) yield* change("DeleteSession", { Id: id });
  if (elsewhere) return misnamed;
  if (isWrongAnyway) return unexercised("a session that was created with the same tags, and not changed since, is listed as wrongly");
  if (broken !== undefined) return found(broken.violation);
  return model.made === 0 ? unexercised("no session of its own could be created") : nothingFound;
}

/** Sequences of changes, after each of which the listing is as the model has it. */
export const modelProperty: ProbingProperty = historyProperty<Model, Real, Difference>({
  ...should("sessions.model", "lists what a sequence of changes leaves behind", { id: "sessions/follow-the-model", share: 0.1 }),
  maxSteps: 24,
  steps: [creates, creates, tags, untags, deletes, lists, lists],
  play: (history, { fixtures, settleMs }, group, { effort }) => modelScript(history, { fixtures, settleMs, group, clients: effort === "deep" ? 3 : 1 }),
});
