import { type Change, type Members, performs, shows } from "../faults/change.ts";
import type { Wrap } from "../faults/changed-service.ts";
import { type Fault, faultTable } from "../faults/fault.ts";
import type { OperationCall, Operations } from "../service/decisions.ts";
import type { CreateSessionInput, StoredSession } from "../service/stored-session.ts";
import { answers, findsAll, given, sessionsOf, showsIn, whenTagged, withoutSetting } from "./family-changes.ts";

/** Does to other sessions too what an operation does to the one that it names. */
const alsoFor = (operation: "StopSession" | "DeleteSession", isMeant: (id: string, named: string) => boolean): Change =>
  performs((call, usual) => {
    const { Id } = call.input;
    for (const { id } of sessionsOf(call)) if (id !== Id && isMeant(id, Id)) usual({ ...call, input: { ...call.input, Id: id } });
    return usual(call);
  }, operation);

/** Does something to the session that has the id of another one that is to be created: changes it, or has it created anew. */
const again = (change: (there: StoredSession, call: OperationCall<CreateSessionInput>) => StoredSession | "renew" | undefined): Change =>
  performs((call, usual) => {
    const there = call.behaviour.findSession(call.input.Id, call);
    const changed = there === undefined ? undefined : change(there, call);
    if (there !== undefined && changed === "renew") call.behaviour.removeSession(there, call);
    else if (typeof changed === "object") call.behaviour.replaceSession(changed, call);
    return usual(call);
  }, "CreateSession");

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

/** Changes the session that an operation was asked about, once it is done. */
const replaced = (operation: keyof Operations, change: (session: StoredSession, input: Members) => StoredSession): Change =>
  performs((call, usual) => {
    const result = usual(call);
    const input = call.input as Members & Partial<Record<"SessionId" | "Id" | "ResourceArn", string>>;
    const id = input.SessionId ?? input.Id ?? call.behaviour.sessionIdOf(input.ResourceArn ?? "");
    const session = call.behaviour.findSession(id, call);
    if (session !== undefined) call.behaviour.replaceSession(change(session, input), call);
    return result;
  }, operation);

/** What it takes for a sequence of steps to be drawn that shows the fault. */
const severalHistories = { cases: 25 } as const;

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

/** Faults in what an operation does to sessions, by operation. */
export const sessionLawFaults: Readonly<Record<string, readonly Fault[]>> = {
  CreateSession: faultTable({
    "create-session/keeps-tags": "should",
    "created-with-ten-tags: keeps the first ten tags that a session is created with": ({ addSession }) => ({
      addSession: (session, call) => addSession({ ...session, tags: new Map([...session.tags].slice(0, 10)) }, call),
    }),
    "created-without-empty-tags: drops tags without a value that a session is created with": ({ addSession }) => ({
      addSession: (session, call) => addSession({ ...session, tags: new Map([...session.tags].filter(([, value]) => value !== "")) }, call),
    }),
    "create-session/answers-as-given": "should",
    "created-with-two-workers: answers with two workers, whatever was asked for": showsIn("CreateSession", () => ({ NumberOfWorkers: 2 })),
    "created-description-cut: cuts descriptions in the answer at 255 characters": showsIn("CreateSession", ({ Description: text }) =>
      typeof text === "string" ? { Description: text.slice(0, 255) } : {},
    ),
    "create-session/refuses-a-taken-id": "should",
    "taken-id-overwritten: creates a session in the place of one that has its id": again(() => "renew"),
    "create-session/leaves-the-first": "should",
    "repetition-renews: creates a session anew where one is created alike": again((there, { input: { Description } }) =>
      Description === there.settings["Description"] ? "renew" : undefined,
    ),
    "refused-creation-describes: takes over the description of a creation that it refuses": again((there, { behaviour, input }) => ({
      ...there,
      settings: { ...there.settings, ...behaviour.settingsOf(input) },
    })),
    "refused-creation-tags: takes over the tags of a creation that it refuses": again((there, { input: { Tags } }) => ({
      ...there,
      tags: new Map([...there.tags, ...(Tags ?? [])]),
    })),
    "create-session/refused-leaves-nothing": "should",
    "created-before-checked: creates a session before it checks IdleTimeout, and keeps it": { wrap: createsFirst },
    "create-session/once-at-the-same-time": "should",
    "creation-race: creates a session for each of several creations of one id at the same time": again(({ createdAt }, { at }) =>
      createdAt === at ? "renew" : undefined,
    ),
    "create-session/follows-the-model": "should",
    "stopping-drops-tags: drops the tags of a session that it stops": [
      replaced("StopSession", (session) => ({ ...session, tags: new Map() })),
      severalHistories,
    ],
    "untagging-drops-statements: drops the statements of a session that loses a tag": [
      replaced("UntagResource", (session) => ({ ...session, statements: [] })),
      severalHistories,
    ],
    "cancelled-unlisted: lists a cancelled statement no more": [
      replaced("CancelStatement", ({ statements = [], ...session }, { Id }) => ({ ...session, statements: statements.filter(({ id }) => id !== Id) })),
      severalHistories,
    ],
    "second-statement-drops-description: drops the description of a session when a second statement is run": [
      replaced("RunStatement", (session) => ((session.statements?.length ?? 0) > 1 ? withoutSetting("Description")(session) : session)),
      severalHistories,
    ],
  }),
  GetSession: faultTable({
    "get-session/names-the-session": "must",
    "get-shows-the-latest: shows the session that was created last, whichever is asked for": given("GetSession", (_, call) => ({
      Id: sessionsOf(call).at(-1)?.id,
    })),
    "get-id-without-its-end: shows ids without their last character": showsIn("GetSession", ({ Id }) => ({ Id: String(Id).slice(0, -1) })),
    "get-session/shows-what-was-given": "should",
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
    "get-empty-as-none: shows None for an empty description": showsIn("GetSession", ({ Description: text }) => (text === "" ? { Description: "None" } : {})),
    "get-idle-timeout-of-one: shows an IdleTimeout of 1": showsIn("GetSession", () => ({ IdleTimeout: 1 })),
    "get-created-in-milliseconds: shows the time of creation in milliseconds": showsIn("GetSession", ({ CreatedOn }) => ({
      CreatedOn: Number(CreatedOn) * 1_000,
    })),
    "get-arguments-in-lower-case: shows the values of arguments in lower case": showsIn("GetSession", ({ DefaultArguments: all }) =>
      all === undefined
        ? {}
        : { DefaultArguments: Object.fromEntries(Object.entries(all as Members).map(([key, value]) => [key, String(value).toLowerCase()])) },
    ),
    "get-session/tells-ids-apart": "should",
    "get-in-any-case: finds the first session whose id is that in any case": given("GetSession", ({ Id }, call) => ({
      Id: sessionsOf(call).find(({ id }) => id.toLowerCase() === String(Id).toLowerCase())?.id ?? Id,
    })),
    "get-by-the-beginning: finds the first session whose id begins with 128 characters of that": given("GetSession", ({ Id }, call) => ({
      Id: sessionsOf(call).find(({ id }) => id.length > 128 && id.startsWith(String(Id).slice(0, 128)))?.id ?? Id,
    })),
    "get-dashes-for-dots: takes dots and slashes in ids for dashes": given("GetSession", ({ Id }, call) => ({
      Id: sessionsOf(call).find(({ id }) => id.replaceAll(/[./]/gu, "-") === String(Id).replaceAll(/[./]/gu, "-"))?.id ?? Id,
    })),
    "get-id-blanks-cut: cuts blanks at the end of ids that sessions are created with": given("CreateSession", ({ Id }) => ({ Id: String(Id).trimEnd() })),
    "get-id-as-a-path: finds no session whose id holds a slash": given("GetSession", ({ Id }) => ({ Id: String(Id).split("/", 1)[0] })),
    "get-id-in-ascii: finds no session whose id holds letters beyond ASCII": given("GetSession", ({ Id }) => ({ Id: String(Id).replaceAll(/[^ -~]/gu, "?") })),
    "get-id-decoded: decodes ids as if they stood in an address": given("GetSession", ({ Id }) => ({
      Id: decodeURIComponent(String(Id).replaceAll("+", " ")),
    })),
    "get-session/same-at-each-read": "should",
    "get-created-now: shows the time of the read as CreatedOn": shows((_shown, _session, call) => ({ CreatedOn: call.at / 1_000 })),
    "get-role-lost-when-stopped: shows no role of a stopped session": showsIn("GetSession", (_, { stoppedAt }) =>
      stoppedAt === undefined ? {} : { Role: undefined },
    ),
  }),
  StopSession: faultTable({
    "stop-session/names-the-session": "must",
    "stop-names-another: answers with the id of the session that was created first": performs(
      (call, usual) => ({ ...usual(call), Id: sessionsOf(call)[0]?.id }),
      "StopSession",
    ),
    "stop-session/stops-for-good": "should",
    "stop-without-effect: answers with success and stops nothing": performs(({ input: { Id } }) => ({ Id }), "StopSession"),
    "stopped-twice-restarts: makes a stopped session ready when it is stopped again": performs((call, usual) => {
      const session = call.behaviour.findSession(call.input.Id, call);
      if (session?.stoppedAt === undefined) return usual(call);
      const { stoppedAt: _, ...ready } = session;
      call.behaviour.replaceSession(ready, call);
      return { Id: session.id };
    }, "StopSession"),
    "stopped-then-stopping: shows a stopped session as stopping when it is stopped again": ({ statusOf }) => {
      const read = new Set<string>();
      return {
        statusOf(session, call) {
          const status = statusOf(session, call);
          if (status !== "STOPPED") return status;
          if (call.operation === "StopSession") read.add(session.id);
          return read.has(session.id) ? "STOPPING" : status;
        },
      };
    },
    "stopped-ready-when-tagged: makes a stopped session ready when it is tagged": whenTagged(({ stoppedAt: _stoppedAt, ...session }) => session),
    "stop-session/refuses-unknown-session": "should",
    "unknown-session-stopped: answers for a session that does not exist with success": findsAll("StopSession"),
    "stop-session/leaves-the-rest": "should",
    "stop-drops-tags: drops the tags of a session that it stops": performs((call, usual) => {
      const result = usual(call);
      for (const session of sessionsOf(call)) if (session.id === call.input.Id) call.behaviour.replaceSession({ ...session, tags: new Map() }, call);
      return result;
    }, "StopSession"),
    "stop-drops-description: drops the description of a session that it stops": performs((call, usual) => {
      const result = usual(call);
      for (const session of sessionsOf(call)) if (session.id === call.input.Id) call.behaviour.replaceSession(withoutSetting("Description")(session), call);
      return result;
    }, "StopSession"),
    "stop-by-the-beginning: stops every session whose id begins with the named one": alsoFor("StopSession", (id, named) => id.startsWith(named)),
  }),
  DeleteSession: faultTable({
    "delete-session/names-the-session": "must",
    "delete-names-another: answers with a part of the id": answers("DeleteSession", ({ Id }) => ({ Id: String(Id).slice(1) })),
    "delete-session/is-gone": "should",
    "delete-without-effect: answers with success and deletes nothing": performs(({ input: { Id } }) => ({ Id }), "DeleteSession"),
    "delete-of-odd-ids-without-effect: deletes no session whose id holds letters beyond ASCII, and answers with success": performs(
      (call, usual) => (/[^ -~]/u.test(call.input.Id) ? { Id: call.input.Id } : usual(call)),
      "DeleteSession",
    ),
    "delete-session/leaves-others": "should",
    "delete-by-the-beginning: deletes every session whose id begins with the named one": alsoFor("DeleteSession", (id, named) => id.startsWith(named)),
    "delete-in-any-case: deletes sessions whose ids differ in case only": alsoFor("DeleteSession", (id, named) => id.toLowerCase() === named.toLowerCase()),
    "delete-session/id-inherits-nothing": "should",
    "tags-outlive-sessions: gives a new session the tags of a deleted one of its id": outliving(({ tags }, anew) => ({
      tags: new Map([...tags, ...anew.tags]),
    })),
    "settings-outlive-sessions: gives a new session the settings of a deleted one of its id": outliving(({ settings }, anew) => ({
      settings: { ...settings, ...anew.settings },
    })),
    "statements-outlive-sessions: gives a new session the statements of a deleted one of its id": outliving(({ statements = [] }) => ({ statements })),
  }),
};
