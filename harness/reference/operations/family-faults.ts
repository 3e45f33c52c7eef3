import { type Change, type Members, performs, shows } from "../faults/change.ts";
import { type Fault, must, should } from "../faults/fault.ts";
import type { Wrap } from "../faults/changed-service.ts";
import type { OperationCall, Operations } from "../service/decisions.ts";
import { Refusal } from "../service/refusal.ts";
import type { StoredSession } from "../service/stored-session.ts";

type Name = keyof Operations;

const sessionsOf = ({ store }: OperationCall): readonly StoredSession[] => [...store.after(0)];

/** Performs an operation for other input. */
const given = <One extends Name>(operation: One, convert: (input: Members, call: OperationCall) => object): Change =>
  performs((call, usual) => usual({ ...call, input: { ...call.input, ...convert(call.input as Members, call) } } as typeof call), operation);

/** Adds members to the result of an operation, in the place of those that it has. */
const answers = (operation: Name, change: (result: Members) => object): Change =>
  performs((call, usual) => {
    const result = usual(call) as Members;
    return { ...result, ...change(result) };
  }, operation);

/** Changes members of the session that one operation shows. */
const showsIn = (operation: Name, change: (shown: Members, session: StoredSession) => object): Change =>
  shows((shown, session, call) => (call.operation === operation ? change(shown, session) : {}));

/** Answers with success where an operation does not find what it is asked for. */
const findsAll = (operation: Name): Change =>
  performs((call, usual) => {
    try {
      return usual(call);
    } catch (error) {
      if (error instanceof Refusal && error.reason === "unknown-session") return {};
      throw error;
    }
  }, operation);

/** Does to other sessions too what an operation does to the one that it names. */
const alsoFor = (operation: "StopSession" | "DeleteSession", isMeant: (id: string, named: string) => boolean): Change =>
  performs((call, usual) => {
    const { Id } = call.input;
    for (const { id } of sessionsOf(call)) if (id !== Id && isMeant(id, Id)) usual({ ...call, input: { ...call.input, Id: id } });
    return usual(call);
  }, operation);

/** Keeps something of each session that is deleted for the next one of its id. */
const outliving =
  (kept: (old: StoredSession, anew: Omit<StoredSession, "sequence">) => Partial<StoredSession>): Change =>
  ({ addSession, removeSession }) => {
    const old = new Map<string, StoredSession>();
    return {
      removeSession(session, call) {
        old.set(session.id, session);
        removeSession(session, call);
      },
      addSession(draft, call) {
        const before = old.get(draft.id);
        return addSession(before === undefined ? draft : { ...draft, ...kept(before, draft) }, call);
      },
    };
  };

/** Changes a session whenever its tags are changed. */
const whenTagged = (change: (session: StoredSession) => StoredSession): Change =>
  performs((call, usual) => {
    const result = usual(call);
    const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
    if (session !== undefined) call.behaviour.replaceSession(change(session), call);
    return result;
  }, "TagResource");

const withoutSetting =
  (name: string): ((session: StoredSession) => StoredSession) =>
  (session) => ({
    ...session,
    settings: Object.fromEntries(Object.entries(session.settings).filter(([member]) => member !== name)),
  });

/** Creates a session before its limits are checked. */
const createsFirst: Wrap = (service) => async (request) => {
  const answer = await service(request);
  if (answer.status !== 400 || !String(request.headers["x-amz-target"]).endsWith(".CreateSession")) return answer;
  const text = Buffer.from(request.body)
    .toString()
    .replace(/"IdleTimeout":0,?/u, "");
  await service({ ...request, body: Buffer.from(text) });
  return answer;
};

/** Of creations that come at the same time, each makes its own session in the place of the one before. */
const creationRace = performs((call, usual) => {
  const there = call.behaviour.findSession(call.input.Id, call);
  if (there?.createdAt === call.at) call.behaviour.removeSession(there, call);
  return usual(call);
}, "CreateSession");

/** Of tags that are added at the same time, each is put beside those that were there before. */
const tagRace: Change = (behaviour) => {
  const { addTags } = behaviour;
  let last: { readonly at: number; readonly tags: ReadonlyMap<string, string> } | undefined;
  return performs((call, usual) => {
    const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
    if (last?.at !== call.at) last = { at: call.at, tags: session?.tags ?? new Map<string, string>() };
    const { tags } = last;
    return usual({ ...call, behaviour: { ...call.behaviour, addTags: (_, added) => addTags(tags, added) } });
  }, "TagResource")(behaviour);
};

const lowerKeys = (tags: unknown): object => Object.fromEntries(Object.entries(tags as Members).map(([key, value]) => [key.toLowerCase(), value]));

/** Faults in what an operation does to sessions, tags and statements, by operation. */
export const familyFaults: Readonly<Partial<Record<Name, readonly Fault[]>>> = {
  CreateSession: [
    ...should("create-session/answers-as-given", {
      "created-with-two-workers: answers with two workers, whatever was asked for": showsIn("CreateSession", () => ({ NumberOfWorkers: 2 })),
      "created-description-cut: cuts descriptions in the answer at 255 characters": showsIn("CreateSession", ({ Description: text }) =>
        typeof text === "string" ? { Description: text.slice(0, 255) } : {},
      ),
    }),
    ...should("create-session/refuses-a-taken-id", {
      "taken-id-overwritten: creates a session in the place of one that has its id": performs((call, usual) => {
        const there = call.behaviour.findSession(call.input.Id, call);
        if (there !== undefined) call.behaviour.removeSession(there, call);
        return usual(call);
      }, "CreateSession"),
    }),
    ...should("create-session/refused-leaves-nothing", {
      "created-before-checked: creates a session before it checks IdleTimeout, and keeps it": { wrap: createsFirst },
    }),
    ...should("create-session/once-at-the-same-time", {
      "creation-race: creates a session for each of several creations of one id at the same time": creationRace,
    }),
  ],
  GetSession: [
    ...must("get-session/names-the-session", {
      "get-shows-the-latest: shows the session that was created last, whichever is asked for": given("GetSession", (_, call) => ({
        Id: sessionsOf(call).at(-1)?.id,
      })),
      "get-id-without-its-end: shows ids without their last character": showsIn("GetSession", ({ Id }) => ({ Id: String(Id).slice(0, -1) })),
    }),
    ...should("get-session/shows-what-was-given", {
      "get-without-arguments: shows no arguments": showsIn("GetSession", () => ({ DefaultArguments: undefined })),
      "get-description-cut: cuts descriptions at 1,000 characters": showsIn("GetSession", ({ Description: text }) =>
        typeof text === "string" ? { Description: text.slice(0, 1_000) } : {},
      ),
      "get-description-trimmed-of-quotes: drops quotes from descriptions": showsIn("GetSession", ({ Description: text }) =>
        typeof text === "string" ? { Description: text.replaceAll(/["']/gu, "") } : {},
      ),
      "get-first-connection: shows the first connection only": showsIn("GetSession", ({ Connections: all }) =>
        all === undefined ? {} : { Connections: { Connections: [(all as { readonly Connections: readonly string[] }).Connections[0]] } },
      ),
      "get-idle-timeout-of-one: shows an IdleTimeout of 1": showsIn("GetSession", () => ({ IdleTimeout: 1 })),
    }),
    ...should("get-session/tells-ids-apart", {
      "get-in-any-case: finds the first session whose id is that in any case": given("GetSession", ({ Id }, call) => ({
        Id: sessionsOf(call).find(({ id }) => id.toLowerCase() === String(Id).toLowerCase())?.id ?? Id,
      })),
      "get-by-the-beginning: finds the first session whose id begins with 128 characters of that": given("GetSession", ({ Id }, call) => ({
        Id: sessionsOf(call).find(({ id }) => id.length > 128 && id.startsWith(String(Id).slice(0, 128)))?.id ?? Id,
      })),
      "get-dashes-for-dots: takes dots and slashes in ids for dashes": given("GetSession", ({ Id }, call) => ({
        Id: sessionsOf(call).find(({ id }) => id.replaceAll(/[./]/gu, "-") === String(Id).replaceAll(/[./]/gu, "-"))?.id ?? Id,
      })),
    }),
    ...should("get-session/same-at-each-read", {
      "get-created-now: shows the time of the read as CreatedOn": shows((_shown, _session, call) => ({ CreatedOn: call.at / 1_000 })),
      "get-role-lost-when-stopped: shows no role of a stopped session": showsIn("GetSession", (_, { stoppedAt }) =>
        stoppedAt === undefined ? {} : { Role: undefined },
      ),
    }),
  ],
  StopSession: [
    ...must("stop-session/names-the-session", {
      "stop-names-another: answers with the id of the session that was created first": performs(
        (call, usual) => ({ ...usual(call), Id: sessionsOf(call)[0]?.id }),
        "StopSession",
      ),
    }),
    ...should("stop-session/stops-for-good", {
      "stop-without-effect: answers with success and stops nothing": performs(({ input: { Id } }) => ({ Id }), "StopSession"),
      "stopped-ready-when-tagged: makes a stopped session ready when it is tagged": whenTagged(({ stoppedAt: _, ...session }) => session),
    }),
    ...should("stop-session/leaves-the-rest", {
      "stop-drops-description: drops the description of a session that it stops": performs((call, usual) => {
        const result = usual(call);
        for (const session of sessionsOf(call)) if (session.id === call.input.Id) call.behaviour.replaceSession(withoutSetting("Description")(session), call);
        return result;
      }, "StopSession"),
      "stop-by-the-beginning: stops every session whose id begins with the named one": alsoFor("StopSession", (id, named) => id.startsWith(named)),
    }),
  ],
  DeleteSession: [
    ...must("delete-session/names-the-session", {
      "delete-names-another: answers with a part of the id": answers("DeleteSession", ({ Id }) => ({ Id: String(Id).slice(1) })),
    }),
    ...should("delete-session/is-gone", {
      "delete-without-effect: answers with success and deletes nothing": performs(({ input: { Id } }) => ({ Id }), "DeleteSession"),
    }),
    ...should("delete-session/leaves-others", {
      "delete-by-the-beginning: deletes every session whose id begins with the named one": alsoFor("DeleteSession", (id, named) => id.startsWith(named)),
      "delete-in-any-case: deletes sessions whose ids differ in case only": alsoFor("DeleteSession", (id, named) => id.toLowerCase() === named.toLowerCase()),
    }),
    ...should("delete-session/id-inherits-nothing", {
      "tags-outlive-sessions: gives a new session the tags of a deleted one of its id": outliving(({ tags }, anew) => ({
        tags: new Map([...tags, ...anew.tags]),
      })),
      "settings-outlive-sessions: gives a new session the settings of a deleted one of its id": outliving(({ settings }, anew) => ({
        settings: { ...settings, ...anew.settings },
      })),
      "statements-outlive-sessions: gives a new session the statements of a deleted one of its id": outliving(({ statements = [] }) => ({ statements })),
    }),
  ],
  GetTags: [
    ...should("get-tags/shows-what-was-given", {
      "get-tags-in-lower-case: shows keys in lower case": answers("GetTags", ({ Tags }) => ({ Tags: lowerKeys(Tags) })),
      "get-tags-without-empty: leaves out tags without a value": answers("GetTags", ({ Tags }) => ({
        Tags: Object.fromEntries(Object.entries(Tags as Members).filter(([, value]) => value !== "")),
      })),
      "get-tags-of-all: shows the tags of all sessions": performs((call, usual) => {
        const all = sessionsOf(call).flatMap(({ tags }) => [...tags]);
        return { Tags: { ...Object.fromEntries(all), ...(usual(call) as { readonly Tags: object }).Tags } };
      }, "GetTags"),
    }),
  ],
  TagResource: [
    ...should("tag-resource/adds-and-overwrites", {
      "tags-replaced: keeps no tags but those that are added": () => ({ addTags: (_, added) => added }),
      "first-value-kept: keeps the value of a tag that is there": () => ({ addTags: (tags, added) => new Map([...added, ...tags]) }),
      "tag-values-cut: cuts values at a colon": ({ addTags }) => ({
        addTags: (tags, added) => addTags(tags, new Map([...added].map(([key, value]) => [key, value.split(":", 1)[0] ?? ""]))),
      }),
      "tags-all-sessions: adds tags to every session": performs((call, usual) => {
        for (const session of sessionsOf(call))
          call.behaviour.replaceSession({ ...session, tags: call.behaviour.addTags(session.tags, call.input.TagsToAdd) }, call);
        return usual(call);
      }, "TagResource"),
    }),
    ...should("tag-resource/leaves-the-session", {
      "tagging-drops-description: drops the description of a session that is tagged": whenTagged(withoutSetting("Description")),
    }),
    ...should("tag-resource/up-to-fifty", {
      "tags-without-end: adds tags to a session that has fifty": performs((call) => {
        const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
        if (session === undefined) throw new Refusal("unknown-session", "There is no such session");
        call.behaviour.replaceSession({ ...session, tags: call.behaviour.addTags(session.tags, call.input.TagsToAdd) }, call);
        return {};
      }, "TagResource"),
      "forty-nine-tags: lets a session have 49 tags at most": performs((call, usual) => {
        const session = call.behaviour.findSession(call.behaviour.sessionIdOf(call.input.ResourceArn), call);
        if (session !== undefined && call.behaviour.addTags(session.tags, call.input.TagsToAdd).size > 49)
          throw new Refusal("constraint", "A session has at most 49 tags");
        return usual(call);
      }, "TagResource"),
    }),
    ...should("tag-resource/none-lost", { "tag-race: loses tags that are added while others are": tagRace }),
    ...should("tag-resource/refuses-unknown-session", {
      "unknown-address-tagged: answers for the address of a session that does not exist with success": findsAll("TagResource"),
    }),
  ],
  UntagResource: [
    ...should("untag-resource/removes-only-those", {
      "untag-removes-all: removes all tags": () => ({ removeTags: () => new Map() }),
      "untag-by-value: removes tags with such a value too": ({ removeTags }) => ({
        removeTags: (tags, keys) => new Map([...removeTags(tags, keys)].filter(([, value]) => !keys.includes(value))),
      }),
      "untag-in-any-case: removes keys in any case": () => ({
        removeTags: (tags, keys) => new Map([...tags].filter(([key]) => !keys.some((one) => one.toLowerCase() === key.toLowerCase()))),
      }),
      "untag-keeps-empty: keeps tags without a value": ({ removeTags }) => ({
        removeTags: (tags, keys) => new Map([...removeTags(tags, keys), ...[...tags].filter(([, value]) => value === "")]),
      }),
    }),
    ...should("untag-resource/refuses-unknown-session", {
      "unknown-address-untagged: answers for the address of a session that does not exist with success": findsAll("UntagResource"),
    }),
  ],
  RunStatement: [
    ...should("run-statement/numbers-differ", { "one-number: gives each statement the number 0": answers("RunStatement", () => ({ Id: 0 })) }),
    ...should("run-statement/refused-when-stopped", {
      "runs-when-stopped: runs statements in stopped sessions": performs(
        (call, usual) => usual({ ...call, behaviour: { ...call.behaviour, isStoppable: () => true } }),
        "RunStatement",
      ),
      "runs-when-deleted: answers for a deleted session with the number of a statement": performs((call, usual) => {
        try {
          return usual(call);
        } catch (error) {
          if (error instanceof Refusal && error.reason === "unknown-session") return { Id: 0 };
          throw error;
        }
      }, "RunStatement"),
    }),
  ],
  GetStatement: [
    ...must("get-statement/names-the-statement", {
      "statement-after: shows the statement with another number": answers("GetStatement", ({ Statement: one }) => ({
        Statement: { ...(one as Members), Id: Number((one as Members)["Id"]) + 1 },
      })),
    }),
    ...should("get-statement/code-comes-back", {
      "code-trimmed: shows code without blanks at its ends": answers("GetStatement", ({ Statement: one }) => ({
        Statement: { ...(one as Members), Code: String((one as Members)["Code"]).trim() },
      })),
      "statements-of-the-latest: shows statements of the session that was created last": given("GetStatement", ({ SessionId }, call) => ({
        SessionId: sessionsOf(call).findLast(({ statements = [] }) => statements.length > 2)?.id ?? SessionId,
      })),
    }),
    ...should("get-statement/final-state-stays", {
      "done-runs-again: shows a statement as running once another was run": performs((call, usual) => {
        const { Statement: one } = usual(call) as { readonly Statement: Members };
        const count = call.behaviour.findSession(call.input.SessionId, call)?.statements?.length ?? 0;
        return { Statement: { ...one, State: count > Number(one["Id"]) + 1 ? "RUNNING" : one["State"] } };
      }, "GetStatement"),
    }),
    ...should("get-statement/refuses-unknown-statement", {
      "unknown-statement-is-the-first: shows the first statement in the place of one that is not there": performs((call, usual) => {
        try {
          return usual(call);
        } catch {
          return usual({ ...call, input: { ...call.input, Id: 0 } });
        }
      }, "GetStatement"),
    }),
  ],
  ListStatements: [
    ...should("list-statements/lists-what-was-run", {
      "latest-statement-only: lists the last statement only": answers("ListStatements", ({ Statements: all }) => ({
        Statements: (all as readonly unknown[]).slice(-1),
      })),
      "statements-twice: lists each statement twice": answers("ListStatements", ({ Statements: all }) => ({ Statements: [all, all].flat() })),
      "statements-of-all: lists the statements of all sessions": performs((call, usual) => {
        const { behaviour } = call;
        const others = sessionsOf(call).filter(({ id }) => id !== call.input.SessionId);
        const foreign = others.flatMap((session) => behaviour.statementsOf(session, call).map((one) => behaviour.renderStatement(one, call)));
        return { Statements: [(usual(call) as { readonly Statements: object }).Statements, foreign].flat() };
      }, "ListStatements"),
      "statements-without-line-ends: lists code in one line": answers("ListStatements", ({ Statements: all }) => ({
        Statements: (all as readonly Members[]).map((one) => ({ ...one, Code: String(one["Code"]).replaceAll("\n", " ") })),
      })),
    }),
  ],
  CancelStatement: [
    ...should("cancel-statement/ends-it", {
      "cancelled-runs: shows a cancelled statement as running": cancelling((number, of) => number === of, "RUNNING"),
      "cancel-cancels-all: cancels the other statements of the session": cancelling((number, of) => number !== of, "CANCELLED"),
    }),
    ...should("cancel-statement/refuses-unknown-statement", {
      "unknown-statement-cancelled: answers for a statement that is not there with success": findsAll("CancelStatement"),
    }),
  ],
};

/** Shows statements of a session in another state once one of them was cancelled. */
function cancelling(isMeant: (number: number, cancelled: number) => boolean, State: string): Change {
  return (usual) => {
    const cancelled: { readonly SessionId: unknown; readonly Id: number }[] = [];
    return {
      ...performs((call, perform) => {
        const result = perform(call);
        cancelled.push(call.input);
        return result;
      }, "CancelStatement")(usual),
      renderStatement(one, call) {
        const { SessionId } = call.input as Members;
        const isChanged = cancelled.some((other) => other.SessionId === SessionId && isMeant(one.id, other.Id));
        return { ...usual.renderStatement(one, call), ...(isChanged ? { State } : {}) };
      },
    };
  };
}
