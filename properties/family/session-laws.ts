import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { brokenProbe } from "../core/request.ts";
import { send, wait } from "../core/script.ts";
import { decimalsOf, unchanging } from "../sessions/session-reading.ts";
import { differences, isRefusal, type Law, type Members, type Planned, sessionIn } from "./law.ts";

const notShown = "no session of its own could be created, or GetSession did not show it";

/** Values for all members that a session is created and shown with: odd text within the limits, empty values, and the longest description. */
function everyMember(): Members {
  const { maxLength = 0 } = contractOf("CreateSession").request.properties["Description"] ?? {};
  return {
    Description: "'quoted' \"twice\" \\ <b> & 100 % \t \u00e9".padEnd(maxLength, " of text"),
    DefaultArguments: { "--first": "1", "--empty": "", "--spaced": " a  b " },
    Connections: { Connections: ["one", "another"] },
    SecurityConfiguration: "a configuration",
    IdleTimeout: 7,
    NumberOfWorkers: 3,
  };
}

/** Errors that say nothing about the id. */
const isUnrelated = /Limit|Throttl|Denied|Timeout/u;

/** Ids that a careless comparison takes for one another. */
const kin = ["twin", "Twin", "twin/1", "twin-1", "twin.1", "twin 1", "twin1", "twi"];

const isOver = ({ Status }: Members): boolean => Status !== "PROVISIONING" && Status !== "READY";
const isStopped = (session: Members | undefined): boolean => /^STOPP(?:ING|ED)$/u.test(String(session?.["Status"]));

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

/** Laws of the operations on sessions, by operation. */
export const sessionLaws: Readonly<Record<string, readonly Law[]>> = {
  CreateSession: [
    {
      id: "create-session/answers-as-given",
      level: "should",
      title: "answers with the values that the session was created with",
      otherwise: "no session of its own could be created, or the answer shows none",
      *script(scene) {
        for (const input of [scene.planned("plain"), scene.planned("full", everyMember())]) {
          const session = sessionIn(yield* scene.result("CreateSession", input)) ?? {};
          if (Object.keys(session).length > 0) scene.compare(input, session, "/body/Session", "as it was created");
        }
      },
    },
    {
      id: "create-session/refuses-a-taken-id",
      level: "should",
      title: "refuses another session under an id that is taken",
      otherwise: notShown,
      *script(scene) {
        const first = scene.planned("taken", { Description: "the first" });
        if ((yield* scene.created(first)) === undefined) return;
        const { answer, attempts } = yield* scene.ask("CreateSession", { ...first, Description: "the second", IdleTimeout: 9 });
        if (attempts > 1 || !(answer?.status === 200 || isRefusal(answer))) return;
        const { code = "" } = answer;
        if (isUnrelated.test(code)) return;
        const isTaken = code === "AlreadyExistsException" || code === "IdempotentParameterMismatchException";
        const expected = "AlreadyExistsException or IdempotentParameterMismatchException, since a session with other members has the id";
        if (answer.status === 200) scene.expect(false, "invalid-accepted", "/status", expected, answer.status);
        else scene.expect(isTaken, "wrong-code", "/body/__type", expected, code);
      },
    },
    {
      id: "create-session/refused-leaves-nothing",
      level: "should",
      title: "leaves no session behind where it refuses to create one",
      otherwise: "the target refused no broken creation, or GetSession shows no session of its own",
      mayEndOthers: true,
      *script(scene) {
        if ((yield* scene.created(scene.planned("control"))) === undefined) return;
        const { minimum = 1 } = contractOf("CreateSession").request.properties["IdleTimeout"] ?? {};
        const input = scene.planned("refused", { IdleTimeout: minimum - 1 });
        const { answer, attempts } = yield* send(brokenProbe("CreateSession", input, { member: "IdleTimeout", keyword: "minimum" }));
        if (!isRefusal(answer) || attempts > 1) return;
        const left = sessionIn(yield* scene.result("GetSession", { Id: input.Id }))?.["Id"];
        scene.expect(left !== input.Id, "session-unexpected", "/body/Session", "no session, since its creation was refused", left);
      },
    },
    {
      id: "create-session/once-at-the-same-time",
      level: "should",
      title: "creates one session where several of one id are asked for at the same time",
      otherwise: "of several creations at the same time none was answered with a session, or one was sent again",
      *script(scene) {
        const input = scene.planned("race");
        const inputs = ["first", "second", "third", "fourth"].map((Description) => ({ ...input, Description }));
        const exchanges = yield* scene.atOnce("CreateSession", inputs);
        if (exchanges.some(({ attempts }) => attempts > 1)) return;
        // A service may answer each with the one session that came to be.
        const shown = exchanges.flatMap(({ answer }) => (answer?.status === 200 ? (sessionIn(answer.object)?.["Description"] ?? []) : []));
        const sessions = [...new Set(shown)];
        if (shown.length > 0) scene.expect(sessions.length === 1, "invalid-accepted", "/body/Session", "one session under one id", sessions);
      },
    },
  ],
  GetSession: [
    {
      id: "get-session/names-the-session",
      level: "must",
      title: "shows the session that was asked for",
      otherwise: notShown,
      *script(scene) {
        const inputs = ["one", "other", "another"].map((name) => scene.planned(name));
        for (const input of inputs) yield* scene.result("CreateSession", input);
        for (const { Id } of inputs) {
          const session = yield* scene.shown(Id);
          const received = session?.["Id"] ?? Id;
          if (session !== undefined) scene.expect(received === Id, "value-changed", "/body/Session/Id", `the id that was asked for, ${Id}`, received);
        }
      },
    },
    {
      id: "get-session/shows-what-was-given",
      level: "should",
      title: "shows each value that a session was created with",
      otherwise: notShown,
      *script(scene) {
        for (const input of [scene.planned("plain"), scene.planned("full", everyMember())]) {
          if ((yield* scene.result("CreateSession", input)) === undefined) continue;
          const session = yield* scene.shown(input.Id, (one) => differences(input, one, "", "").length === 0);
          scene.compare(input, session, "/body/Session", "as it was created");
        }
      },
    },
    {
      id: "get-session/tells-ids-apart",
      level: "should",
      title: "tells sessions apart whose ids differ in one character, in case, or at their greatest length",
      otherwise: notShown,
      *script(scene) {
        const { maxLength = 255 } = contractOf("GetSession").request.properties["Id"] ?? {};
        const long = "x".repeat(maxLength - scene.planned("").Id.length - 1);
        const made: Planned[] = [];
        for (const name of [...kin, `${long}y`, `${long}z`]) {
          const input = scene.planned(name, { Description: `of ${name.slice(-6)}` });
          if ((yield* scene.result("CreateSession", input)) !== undefined) made.push(input);
        }
        for (const { Id, Description } of made) {
          const session = yield* scene.shown(Id);
          const given = session?.["Description"] === undefined ? { Id } : { Id, Description };
          scene.compare(given, session, "/body/Session", "as no other session was created");
        }
      },
    },
    {
      id: "get-session/same-at-each-read",
      level: "should",
      title: "shows the same id, time of creation, role and command at each read, also of a tagged and a stopped session",
      otherwise: notShown,
      *script(scene) {
        const input = scene.planned("steady");
        const first = (yield* scene.created(input)) === undefined ? undefined : yield* scene.shown(input.Id);
        if (first === undefined) return;
        const fixed = Object.fromEntries(unchanging.map((name) => [name, first[name]]));
        const tagging = { ResourceArn: scene.arnOf(input.Id), TagsToAdd: { later: "1" } };
        // A clock that the time of creation would be read from shows another time then.
        yield* wait(decimalsOf(Number(first["CreatedOn"] ?? 0)) === 0 ? 1_050 : 105);
        const changes: Members = { TagResource: tagging, StopSession: { Id: input.Id } };
        for (const operation of ["", ...Object.keys(changes)]) {
          if (operation !== "") yield* scene.ask(operation, changes[operation] as Members);
          scene.compare(fixed, yield* scene.shown(input.Id), "/body/Session", "as it was shown before");
        }
      },
    },
  ],
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
        yield* scene.ask("TagResource", { ResourceArn: scene.arnOf(Id), TagsToAdd: { later: "1" } });
        const later = sessionIn(yield* scene.result("GetSession", { Id })) ?? {};
        if (isOver(session)) scene.expect(isOver(later), "value-changed", status, "a status that a stopped session may have", later["Status"]);
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
        if (before === undefined || (yield* scene.result("StopSession", { Id: input.Id })) === undefined) return;
        const given = Object.fromEntries(Object.keys(input).map((name) => [name, before[name]]));
        scene.compare(given, yield* scene.shown(input.Id, isOver), "/body/Session", "as before it was stopped");
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
        const Id = yield* scene.created(scene.planned("gone"));
        if (Id === undefined || !(yield* scene.deleted(Id))) return;
        const answer = yield* scene.until("GetSession", { Id }, ({ status }) => status !== 200);
        const session = answer?.status === 200 ? sessionIn(answer.object) : undefined;
        const expected = "an error, since the session was deleted";
        scene.expect(session === undefined || isStopped(session), "session-unexpected", "/body/Session", expected, session?.["Status"]);
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
