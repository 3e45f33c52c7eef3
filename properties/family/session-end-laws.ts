import { absentId } from "../operations/resource-identifier.ts";
import { differences, everyMember, isRefusal, type Law, type Members, notShown, sessionIn } from "./law.ts";
import { expectTags, isMet, tagsOf } from "./tag-laws.ts";

/** Whether a session is stopping, stopped or over. */
export const isOver = ({ Status }: Members): boolean => Status !== "PROVISIONING" && Status !== "READY";
/** Whether a session is stopping or was stopped. */
export const isStopped = (session: Members | undefined): boolean => /^STOPP(?:ING|ED)$/u.test(String(session?.["Status"]));

/** A part of an id that an address would cut short. */
const oddName = "odd/1 \u00e9";

/** The answer of an operation that takes a session by its id names that session, where it names one. */
function namesSession(operation: "StopSession" | "DeleteSession", id: string, done: string): Law {
  return {
    id,
    level: "must",
    title: `answers with the id of the session that was ${done}`,
    otherwise: `no session of its own could be created, or ${operation} did not succeed`,
    *script(scene) {
      const session = yield* scene.ready("named");
      if (session === undefined) return;
      const answer = yield* scene.until(operation, { Id: session }, ({ status }) => status === 200);
      const received = answer?.object?.["Id"] ?? session;
      if (answer?.status === 200) scene.expect(received === session, "value-changed", "/body/Id", `the id that was asked for, ${session}`, received);
    },
  };
}

/** Laws of the operations that stop and delete sessions, by operation. */
export const sessionEndLaws: Readonly<Record<string, readonly Law[]>> = {
  StopSession: [
    namesSession("StopSession", "stop-session/names-the-session", "stopped"),
    {
      id: "stop-session/stops-for-good",
      level: "should",
      title: "makes a session stopping or stopped, which it stays",
      otherwise: `${notShown}, or it could not be stopped`,
      *script(scene) {
        const Id = yield* scene.created(scene.planned("stopped"));
        if (Id === undefined || (yield* scene.result("StopSession", { Id })) === undefined) return;
        // It may be shown no more.
        const session = (yield* scene.shown(Id, isOver)) ?? {};
        const status = "/body/Session/Status";
        scene.expect(isOver(session), "value-changed", status, "STOPPING or STOPPED, since the session was stopped", session["Status"]);
        if (!isOver(session)) return;
        for (const [operation, input] of [
          ["TagResource", { ResourceArn: scene.arnOf(Id), TagsToAdd: { later: "1" } }],
          ["StopSession", { Id }],
        ] as const) {
          yield* scene.ask(operation, input);
          const later = sessionIn(yield* scene.result("GetSession", { Id })) ?? {};
          const mayFollow = isOver(later) && !(session["Status"] === "STOPPED" && later["Status"] === "STOPPING");
          scene.expect(mayFollow, "value-changed", status, `a status that may follow ${String(session["Status"])}`, later["Status"]);
        }
      },
    },
    {
      id: "stop-session/refuses-unknown-session",
      level: "should",
      title: "refuses to stop a session that never existed",
      otherwise: `${notShown}, or it could not be stopped`,
      *script(scene) {
        const Id = yield* scene.created(scene.planned("there"));
        if (Id === undefined || (yield* scene.result("StopSession", { Id })) === undefined) return;
        const { answer } = yield* scene.ask("StopSession", { Id: absentId(scene.owner) });
        if (answer !== undefined) scene.expect(answer.status !== 200, "invalid-accepted", "/status", "an error, since there is no such session", answer.status);
      },
    },
    {
      id: "stop-session/leaves-the-rest",
      level: "should",
      title: "changes nothing else of a session, and nothing of others",
      otherwise: `${notShown}, or none could be stopped`,
      *script(scene) {
        const input = scene.planned("rest", everyMember());
        const other = yield* scene.created(scene.planned("rest-1"));
        const before = (yield* scene.created(input)) === undefined ? undefined : yield* scene.shown(input.Id);
        const [arn, tags] = [scene.arnOf(input.Id), input["Tags"] as Members];
        const isTagged = isMet((yield* tagsOf(scene, arn, tags)) ?? {}, tags);
        if (before === undefined || (yield* scene.result("StopSession", { Id: input.Id })) === undefined) return;
        const given = Object.fromEntries(Object.keys(input).map((name) => [name, before[name]]));
        scene.compare(given, yield* scene.shown(input.Id, isOver), "/body/Session", "as before it was stopped");
        if (isTagged) yield* expectTags(scene, arn, tags, "as before it was stopped");
        const { Status } = (other === undefined ? undefined : yield* scene.shown(other)) ?? {};
        scene.expect(!isStopped({ Status }), "value-changed", "/body/Session/Status", "the status of a session that was not stopped", Status);
      },
    },
  ],
  DeleteSession: [
    namesSession("DeleteSession", "delete-session/names-the-session", "deleted"),
    {
      id: "delete-session/is-gone",
      level: "should",
      title: "leaves nothing of a session that GetSession shows",
      otherwise: `${notShown}, or it could not be deleted`,
      *script(scene) {
        for (const name of ["gone", oddName]) {
          const Id = yield* scene.created(scene.planned(name));
          if (Id === undefined || !(yield* scene.deleted(Id))) continue;
          const answer = yield* scene.until("GetSession", { Id }, ({ status }) => status !== 200);
          const session = answer?.status === 200 ? sessionIn(answer.object) : undefined;
          const expected = "an error, since the session was deleted";
          scene.expect(session === undefined || isStopped(session), "session-unexpected", "/body/Session", expected, session?.["Status"]);
        }
      },
    },
    {
      id: "delete-session/leaves-others",
      level: "should",
      title: "deletes no session but the one that it names",
      otherwise: `${notShown}, or none could be deleted`,
      *script(scene) {
        const made: string[] = [];
        for (const name of ["one-1", "ONE", "on", "one"]) {
          const id = yield* scene.created(scene.planned(name));
          if (id !== undefined) made.push(id);
        }
        const named = scene.planned("one").Id;
        if (!made.includes(named) || !(yield* scene.deleted(named))) return;
        yield* scene.until("GetSession", { Id: named }, ({ status }) => status !== 200);
        for (const Id of made.filter((id) => id !== named)) {
          const answer = yield* scene.until("GetSession", { Id }, ({ status }) => status === 200);
          const expected = "a session that was not deleted, though one with a similar id was";
          scene.expect(!isRefusal(answer), "session-missing", "/status", expected, answer?.code);
        }
      },
    },
    {
      id: "delete-session/id-inherits-nothing",
      level: "should",
      title: "leaves nothing that a session of the same id inherits",
      otherwise: `${notShown}, or it could not be deleted, or none could be created under its id`,
      *script(scene) {
        const full = scene.planned("again", everyMember(), { old: "1" });
        if ((yield* scene.created(full)) === undefined) return;
        yield* scene.run(full.Id, "1");
        if (!(yield* scene.deleted(full.Id))) return;
        const anew = yield* scene.until("CreateSession", { ...scene.planned("again"), Tags: {} }, ({ status }) => status === 200);
        if (anew?.status !== 200) return;
        const expected = "nothing of the session that had this id before";
        const session = (yield* scene.shown(full.Id)) ?? {};
        for (const name of ["Description", "DefaultArguments", "Connections", "SecurityConfiguration"]) {
          const isInherited = differences({ [name]: full[name] }, session, "", "").length === 0;
          scene.expect(!isInherited, "value-changed", `/body/Session/${name}`, expected, session[name]);
        }
        scene.expect(!isStopped(session), "value-changed", "/body/Session/Status", expected, session["Status"]);
        const { Tags } = (yield* scene.result("GetTags", { ResourceArn: scene.arnOf(full.Id) })) ?? {};
        scene.expect(!Object.hasOwn(Object(Tags) as object, "old"), "value-changed", "/body/Tags", expected, Tags);
        const { Statements } = (yield* scene.result("ListStatements", { SessionId: full.Id })) ?? {};
        scene.expect(!Array.isArray(Statements) || Statements.length === 0, "value-changed", "/body/Statements", expected, Statements);
      },
    },
  ],
};
