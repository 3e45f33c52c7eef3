import fc from "fast-check";
import { missingSessions, unexpectedSessions } from "../checks/session-sets.ts";
import { arnOf, type Available, creationOf } from "../core/fixtures.ts";
import type { ProbingProperty, Script, Violation } from "../core/property.ts";
import { validProbe } from "../core/request.ts";
import { burst, found, nothingFound, type Passage, unexercised } from "../core/script.ts";
import { change, isMisnamed, misnamed, poll } from "../checks/exclusive-scenario.ts";
import { type History, historyProperty, someKey, someTag, someTags, type Step, step, type Tags, takeSteps } from "./history.ts";
import { type PageInput, walk } from "../checks/pagination.ts";

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
  readonly filter: readonly [string, string] | null;
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

const tags = fc.tuple(fc.nat(9), someTag).map(([place, [key, value]]): ListingStep =>
  step(`tag ${String(place)} ${key}=${value}`, any, function* (model, { fixtures }) {
    const id = idAt(model, place);
    const added = Object.fromEntries([[key, value]]);
    if (yield* change("TagResource", { ResourceArn: arnOf(fixtures.owner, id), TagsToAdd: added })) {
      model.retagged.add(id);
      model.sessions.set(id, Object.fromEntries([...Object.entries(model.sessions.get(id) ?? {}), [key, value]]));
    }
    return undefined;
  }),
);

const untags = fc.tuple(fc.nat(9), someKey).map(([place, key]): ListingStep =>
  step(`untag ${String(place)} ${key}`, any, function* (model, { fixtures }) {
    const id = idAt(model, place);
    if (yield* change("UntagResource", { ResourceArn: arnOf(fixtures.owner, id), TagsToRemove: [key] })) {
      model.retagged.add(id);
      model.sessions.set(id, Object.fromEntries(Object.entries(model.sessions.get(id) ?? {}).filter(([name]) => name !== key)));
    }
    return undefined;
  }),
);

const lists = fc.tuple(fc.option(someTag, { freq: 3 }), fc.constantFrom<PageInput>({}, { MaxResults: 100 })).map(([filter, size]): ListingStep =>
  step(
    `list ${filter === null ? "all" : filter.join("=")} ${JSON.stringify(size)}`,
    ({ created }) => created > 0,
    (model, real) => listAndCompare(model, real, filter, size),
  ),
);

function* listAndCompare(
  model: Model,
  { fixtures, settleMs, group, clients }: Real,
  filter: readonly [string, string] | null,
  size: PageInput = {},
): Passage<Difference | undefined> {
  const matches = (all: Tags): boolean => filter === null || (Object.hasOwn(all, filter[0]) && all[filter[0]] === filter[1]);
  const wanted = [...model.sessions].filter(([, all]) => matches(all)).map(([id]) => id);
  const input = { ...size, ...(filter === null ? {} : { Tags: Object.fromEntries([filter]) }) };
  let seen: readonly string[] = [];
  const prefix = `model-${group}-`;
  const same = yield* poll(settleMs, function* () {
    if (clients > 1) yield* burst(Array.from({ length: clients - 1 }, () => validProbe("ListSessions", input)));
    const { listed, broken } = yield* walk(() => input, fixtures.accountSize + 20, "poll");
    seen = [...listed].filter((id) => id.includes(prefix));
    return broken !== undefined || (seen.length === wanted.length && wanted.every((id) => listed.has(id)));
  });
  if (same) return undefined;
  const missing = wanted.filter((id) => !seen.includes(id));
  const extra = seen.filter((id) => !wanted.includes(id));
  const [id = ""] = [...missing, ...extra];
  const which = `${filter === null ? "that there is" : `with ${filter.join("=")}`} after what was created, deleted and tagged`;
  return missing.length > 0
    ? { violation: missingSessions(missing, wanted.length, which), filter, size, id, isMissing: true }
    : { violation: unexpectedSessions(extra, `but those ${which}`), filter, size, id, isMissing: false };
}

/** Whether a session that was created with the same tags, and not changed since, is listed as wrongly: then the changes show nothing. */
function* isWrongWithoutChanges({ filter, size, id, isMissing }: Difference, model: Model, { fixtures, settleMs, group }: Real): Passage<boolean> {
  const own = model.sessions.get(id);
  const input = creationOf(fixtures.owner, `unchanged-${group}`, own ?? (filter === null ? {} : Object.fromEntries([filter])));
  const fresh = String(input["Id"]);
  if (!(yield* change("CreateSession", input))) return false;
  const filtered = filter === null ? {} : { Tags: Object.fromEntries([filter]) };
  const isShown = function* (): Passage<boolean> {
    return (yield* walk(() => ({ ...size, ...filtered }), fixtures.accountSize + 20, "poll")).listed.has(fresh);
  };
  const isGone = function* (): Passage<boolean> {
    return !(yield* isShown());
  };
  let isWrong = isMissing;
  if (isMissing) isWrong = !(yield* poll(settleMs, isShown));
  else if (own !== undefined) isWrong = yield* isShown();
  const isDeleted = yield* change("DeleteSession", { Id: fresh });
  // One that is listed still was deleted.
  if (!isMissing && own === undefined) isWrong = isDeleted && !(yield* poll(settleMs, isGone));
  return isWrong;
}

function* modelScript(history: History<Model, Real, Difference>, real: Real): Script {
  const { fixtures, group } = real;
  const model: Model = { sessions: new Map(), retagged: new Set(), created: 0, made: 0 };
  let broken: Difference | undefined = yield* takeSteps(history, model, real);
  // A sequence without a creation would show nothing.
  if (model.created === 0) yield* create(model, real, {});
  // At the end by each pair that there is, and all: a change with no listing after it would prove nothing.
  const pairs = new Map([...model.sessions.values()].flatMap((all) => Object.entries(all).map(([key, value]) => [`${key}=${value}`, [key, value] as const])));
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
  id: "sessions/follow-the-model",
  requirement: "sessions.model",
  level: "should",
  title: "lists what a sequence of changes leaves behind",
  share: 0.1,
  maxSteps: 24,
  steps: [creates, creates, tags, untags, deletes, lists, lists],
  play: (history, { fixtures, settleMs }, group, { effort }) => modelScript(history, { fixtures, settleMs, group, clients: effort === "deep" ? 3 : 1 }),
});
