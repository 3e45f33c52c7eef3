import type { StoredSession, TagResourceInput } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { type Change, crash, type ListCall, listsMember, type Members, performs, shows, showsMember, without } from "./change.ts";
import { hides, isFiltered, keeps } from "./listing.ts";
import { withHeaders } from "./answers.ts";
import { type Fault, faultTable } from "./fault.ts";

type Operation = OperationCall["operation"];

/** Keeps deleted sessions in one kind of listing. */
const keptWhere =
  (asksFor: (call: ListCall) => boolean): Change =>
  (behaviour) => {
    const deleted = new Set<string>();
    return {
      ...hides(({ id }, call) => deleted.has(id) && !asksFor(call as ListCall))(behaviour),
      findSession: (id, call) => (deleted.has(id) ? undefined : behaviour.findSession(id, call)),
      removeSession: ({ id }) => void deleted.add(id),
    };
  };

/** Changes what is kept of a session when an operation changes it. */
const keptOn = (operation: Operation, change: (session: StoredSession, call: OperationCall) => Partial<StoredSession>): Change =>
  keeps({ changed: (session, call) => (call.operation === operation ? { ...session, ...change(session, call) } : session) });

/** Keeps a session with other settings when an operation changes it. */
const settling = (operation: Operation, change: (settings: Members) => Members): Change =>
  keptOn(operation, ({ settings }) => ({ settings: change(settings) }));

/** Loses a setting of a session when an operation changes it. */
const losing = (operation: Operation, name: string): Change => settling(operation, (settings) => without(settings, name));

/** Drops a tag from its index for all sessions when an operation takes it from one. */
const forgets =
  (operation: Operation): Change =>
  ({ replaceSession, findSession, matchesPair }) => {
    const dropped = new Set<string>();
    return {
      replaceSession(session, call) {
        const { tags } = findSession(session.id, call) ?? session;
        for (const [key, value] of tags) if (call.operation === operation && session.tags.get(key) !== value) dropped.add(`${key} ${value}`);
        replaceSession(session, call);
      },
      matchesPair: (tags, key, value) => !dropped.has(`${key} ${value}`) && matchesPair(tags, key, value),
    };
  };

const movesCreatedOn = (operation: Operation): Change => keptOn(operation, (_session, { at }) => ({ createdAt: at }));

/** Shows CreatedOn as the time of the read. */
const createdNow = (unit: number, ...operations: readonly Operation[]): Change =>
  shows((_shown, _session, { at, operation }) =>
    operations.length === 0 || operations.includes(operation) ? { CreatedOn: Math.floor(at / unit) / (1_000 / unit) } : {},
  );

/** Gives a session whose id was used before something of the earlier one. */
const inheriting =
  (take: (old: StoredSession) => Partial<StoredSession>): Change =>
  (behaviour) => {
    const old = new Map<string, StoredSession>();
    return keeps({
      created(draft) {
        const earlier = old.get(draft.id);
        return earlier === undefined ? draft : { ...draft, ...take(earlier) };
      },
      deleted: (session) => void old.set(session.id, session),
    })(behaviour);
  };

/** Faults in sessions after they are deleted, stopped or tagged. */
export const sessionChangeFaults: readonly Fault[] = faultTable({
  "sessions/gone-after-delete": "should",
  "stopped-session-stays: answers DeleteSession for a stopped session and keeps it": ({ removeSession }) => ({
    removeSession: (session, call) => (session.stoppedAt === undefined ? removeSession(session, call) : undefined),
  }),
  "deleted-session-stays: answers DeleteSession and keeps the session": () => ({ removeSession: () => undefined }),
  "deleted-session-listed: lists sessions that GetSession no longer knows": keptWhere(() => true),
  "deleted-session-under-its-tag: lists deleted sessions where a tag is asked for": keptWhere(isFiltered),
  "deleted-session-on-sized-pages: lists deleted sessions where MaxResults is asked for": keptWhere(({ input }) => input.MaxResults !== undefined),
  "tags-outlive-their-session: gives a session the tags of a deleted one with the same id": inheriting(({ tags }) => ({ tags })),
  "sessions/created-anew": "should",
  "description-of-the-first-of-an-id: gives a session the description of a deleted one that had its id": inheriting(({ settings }) => ({ settings })),
  "created-on-of-the-first-of-an-id: gives a session the time of creation of a deleted one that had its id": inheriting(({ createdAt }) => ({ createdAt })),
  "stopped-as-the-first-of-an-id: gives a session the status of a deleted one that had its id": inheriting(({ stoppedAt }) =>
    stoppedAt === undefined ? {} : { stoppedAt },
  ),
  "added-tags-outlive-their-session: keeps tags that were added to a session for the next one of its id": (behaviour) => {
    const added = new Map<string, ReadonlyMap<string, string>>();
    return keeps({
      created: (draft) => ({ ...draft, tags: new Map([...draft.tags, ...(added.get(draft.id) ?? [])]) }),
      changed(session, { operation, input }) {
        if (operation === "TagResource") added.set(session.id, (input as TagResourceInput).TagsToAdd);
        return session;
      },
    })(behaviour);
  },
  "sessions/stop-reflected": "should",
  "stopped-twice-is-ready: makes a stopped session ready again when it is stopped a second time": performs((call, usual) => {
    const { stoppedAt, ...session } = call.store.get(call.input.Id) ?? {};
    if (stoppedAt === undefined) return usual(call);
    call.store.replace(session as StoredSession);
    return { Id: call.input.Id };
  }, "StopSession"),
  "stopped-session-ready: shows a stopped session as READY": () => ({ statusOf: () => "READY" }),
  "stopped-session-failed: shows a stopped session as FAILED": showsMember("Status", (status) => (status === "STOPPED" ? "FAILED" : status)),
  "stopped-session-ready-in-listings: lists a stopped session as READY, though GetSession shows it as stopped": listsMember("Status", () => "READY"),
  "stopped-from-the-start: shows every session as STOPPED": () => ({ statusOf: () => "STOPPED" }),
  "stopped-turned-round: shows a session as STOPPED until it is stopped, and as READY from then on": shows((_shown, { stoppedAt }) => ({
    Status: stoppedAt === undefined ? "STOPPED" : "READY",
  })),
  "stopped-session-without-tags: takes the tags from a session that is stopped": keptOn("StopSession", () => ({ tags: new Map() })),
  "stopped-session-not-under-its-tag: lists stopped sessions only where no tag is asked for": hides(
    ({ stoppedAt }, call) => stoppedAt !== undefined && isFiltered(call),
  ),
  "sessions/times-of-stopped": "should",
  "stop-moves-created-on: shows a stopped session as created when it was stopped, a minute later": keptOn("StopSession", ({ createdAt }) => ({
    createdAt: createdAt + 60_000,
    stoppedAt: createdAt + 60_000,
  })),
  "completed-before-created: shows a stopped session as completed an hour before it was created": shows(({ CompletedOn, CreatedOn }) =>
    CompletedOn === undefined ? {} : { CompletedOn: Number(CreatedOn) - 3_600 },
  ),
  "completed-on-in-milliseconds: shows CompletedOn in milliseconds": showsMember("CompletedOn", (value) => Number(value) * 1000),
  "completed-on-zero: shows the beginning of the epoch for CompletedOn": showsMember("CompletedOn", () => 0),
  "execution-time-negative: counts the time of execution backwards": shows((_shown, { stoppedAt, createdAt }, { at }) =>
    stoppedAt === undefined ? {} : { ExecutionTime: (createdAt - at) / 1000 - 1 },
  ),
  "execution-time-since-epoch: counts the time of execution from the beginning of the epoch": shows((_shown, { stoppedAt }, { at }) =>
    stoppedAt === undefined ? {} : { ExecutionTime: at / 1000 },
  ),
  "sessions/timestamps-plausible": "should",
  "local-time-as-utc: shows times of a clock three hours behind, where the Date of its answers is right": [
    ({ renderTimestamp }) => ({ renderTimestamp: (ms) => renderTimestamp(ms - 3 * 3_600_000) }),
    withHeaders((_answer, { now }) => ({ date: new Date(now()).toUTCString() })),
  ],
  "created-on-in-milliseconds: shows CreatedOn in milliseconds": showsMember("CreatedOn", (value) => Number(value) * 1000),
  "created-on-zero: shows the beginning of the epoch for CreatedOn": showsMember("CreatedOn", () => 0),
  "created-on-is-now: shows the time of asking for CreatedOn": (behaviour) => {
    let asked = 0;
    return shows((_shown, _session, { at }) => ({ CreatedOn: at / 1000 + 60 * (asked += 1) }))(behaviour);
  },
  "sessions/unchanging-members": "should",
  "created-on-of-each-read: shows each session as created when it is read": createdNow(1),
  "created-on-of-each-listing: lists each session as created when it is listed": createdNow(1, "ListSessions"),
  "created-on-of-each-get: shows a session through GetSession as created at that moment": createdNow(1, "GetSession"),
  "created-on-of-each-read-in-seconds: shows each session as created in the second in which it is read": createdNow(1_000),
  "tag-moves-created-on: shows a session as created when it was tagged": movesCreatedOn("TagResource"),
  "untag-moves-created-on: shows a session as created when it lost a tag": movesCreatedOn("UntagResource"),
  "stop-moves-created-on-a-little: shows a session as created when it was stopped": movesCreatedOn("StopSession"),
  "role-of-the-service-once-stopped: shows a stopped session with a role of the service": settling("StopSession", (settings) => ({
    ...settings,
    Role: "arn:aws:iam::123456789012:role/AWSServiceRole",
  })),
  "command-lost-when-stopped: shows a stopped session without its command": losing("StopSession", "Command"),
  "role-lost-when-tagged: shows a session without its role once it was tagged": losing("TagResource", "Role"),
  "sessions/kept-when-changed": "should",
  "arguments-lost-when-tagged: loses the arguments of a session that is tagged": losing("TagResource", "DefaultArguments"),
  "workers-reset-when-tagged: sets workers and idle time of a session to their defaults when it is tagged": settling("TagResource", (settings) => ({
    ...settings,
    NumberOfWorkers: 5,
    IdleTimeout: 2_880,
  })),
  "members-lost-when-untagged: keeps no more of a session than it needs when a tag is removed": settling("UntagResource", ({ Id, Role, Command }) => ({
    Id,
    Role,
    Command,
  })),
  "connections-lost-when-stopped: loses the connections of a session that is stopped": losing("StopSession", "Connections"),
  "workers-none-when-stopped: shows no worker of a session that was stopped": shows(({ NumberOfWorkers }, { stoppedAt }) =>
    stoppedAt === undefined || NumberOfWorkers === undefined ? {} : { NumberOfWorkers: 0 },
  ),
  "description-hidden-by-get-when-stopped: shows no description of a stopped session through GetSession": shows((_shown, { stoppedAt }, { operation }) =>
    stoppedAt === undefined || operation !== "GetSession" ? {} : { Description: undefined },
  ),
  "added-tags-lost-when-stopped: takes from a session that is stopped the tags that it was not created with": (behaviour) => {
    const first = new Map<string, ReadonlyMap<string, string>>();
    return keeps({
      created(draft) {
        first.set(draft.id, draft.tags);
        return draft;
      },
      changed: (session, { operation }) => (operation === "StopSession" ? { ...session, tags: first.get(session.id) ?? session.tags } : session),
    })(behaviour);
  },
  "sessions/tags-reflected": "should",
  "one-tag-at-a-time: adds the first of several tags": ({ addTags }) => ({ addTags: (tags, added) => addTags(tags, new Map([...added].slice(0, 1))) }),
  "one-key-at-a-time: removes the first of several tags": ({ removeTags }) => ({ removeTags: (tags, keys) => removeTags(tags, keys.slice(0, 1)) }),
  "untag-by-prefix: removes all tags whose keys begin with one that is named": () => ({
    removeTags: (tags, keys) => new Map([...tags].filter(([key]) => !keys.some((named) => key.startsWith(named)))),
  }),
  "tag-lost-with-anothers: finds a tag no more once it was removed from one of the sessions that have it": forgets("UntagResource"),
  "tag-lost-with-anothers-value: finds a tag no more once one of the sessions that have it was given another value": forgets("TagResource"),
  "tags-of-creation: filters by the tags that a session was created with": () => ({ addTags: (tags) => tags, removeTags: (tags) => tags }),
  "untag-ignored: answers UntagResource and keeps the tags": () => ({ removeTags: (tags) => tags }),
  "untag-breaks-filters: crashes on a filter once a session was untagged": ({ removeTags, matchesPair }) => {
    let untagged = false;
    return {
      removeTags(tags, names) {
        untagged = true;
        return removeTags(tags, names);
      },
      matchesPair: (tags, key, value) => (untagged ? crash("a session without its tags") : matchesPair(tags, key, value)),
    };
  },
  "tag-not-overwritten: keeps the value of a tag that is given another": () => ({ addTags: (tags, added) => new Map([...added, ...tags]) }),
  "tag-found-by-its-old-value-too: lists a session under every value that its tag ever had": ({ addTags, matchesPair }) => {
    const had = new Set<string>();
    return {
      addTags(tags, added) {
        for (const tag of tags) had.add(JSON.stringify(tag));
        return addTags(tags, added);
      },
      matchesPair: (tags, key, value) => matchesPair(tags, key, value) || (tags.has(key) && had.has(JSON.stringify([key, value]))),
    };
  },
  "sessions/follow-the-model": "should",
  "tags-replaced: puts added tags in the place of all that a session had": () => ({ addTags: (_tags, added) => added }),
  "untag-removes-all: takes all tags from a session when one is removed": () => ({ removeTags: () => new Map() }),
});
