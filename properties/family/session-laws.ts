import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { memberOf } from "../../spec/json.ts";
import { brokenProbe } from "../core/request.ts";
import { send, wait } from "../core/script.ts";
import { decimalsOf, unchanging } from "../sessions/session-reading.ts";
import { differences, everyMember, isRefusal, type Law, type Members, notShown, type Planned, sessionIn } from "./law.ts";
import { expectTagsAsGiven } from "./tag-laws.ts";

/** Errors that say nothing about the id. */
const isUnrelated = /Limit|Throttl|Denied|Timeout/u;

/** Ids that a careless comparison takes for one another, or an address cuts short. */
const kin = ["twin", "Twin", "twin/1", "twin-1", "twin.1", "twin 1", "twin1", "twi", "twin\u00e9", "twin%201", "twin+1?a=b&c#d", "twin:1", "twin "];

/** Members that hold nothing. */
const emptyMembers: Members = { Description: "", DefaultArguments: {}, Connections: { Connections: [] } };

/** After so many milliseconds, a time of creation that is read from the clock is another one. */
const tickOf = ({ CreatedOn = 0 }: Members): number => (decimalsOf(Number(CreatedOn)) === 0 ? 1_050 : 105);

/** Laws of the operations that create and show sessions, by operation. */
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
      id: "create-session/keeps-tags",
      level: "should",
      title: "keeps the tags that a session is created with",
      otherwise: "no session of its own could be created, or GetTags did not succeed",
      script: expectTagsAsGiven,
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
      id: "create-session/leaves-the-first",
      level: "should",
      title: "leaves the session that has an id as it is when one is created under that id again, alike or not",
      otherwise: notShown,
      *script(scene) {
        const first = scene.planned("first", { Description: "the first" }, { first: "1" });
        const before = (yield* scene.created(first)) === undefined ? undefined : yield* scene.shown(first.Id);
        if (before === undefined) return;
        const second = { ...first, Description: "the second", Tags: { ...(first["Tags"] as Members), first: "2" } };
        yield* wait(tickOf(before));
        for (const input of [first, second]) {
          const { answer } = yield* scene.ask("CreateSession", input);
          if (answer === undefined || (input === second && !isRefusal(answer))) return;
          const given = { Description: before["Description"], CreatedOn: before["CreatedOn"] };
          scene.compare(given, yield* scene.shown(first.Id), "/body/Session", "as it was created first");
        }
        const { Tags } = (yield* scene.result("GetTags", { ResourceArn: scene.arnOf(first.Id) })) ?? {};
        scene.expect(memberOf(Tags, "first") !== "2", "value-changed", "/body/Tags/first", "no tag of a session whose creation was refused", Tags);
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
        for (const input of [scene.planned("plain"), scene.planned("full", everyMember()), scene.planned("empty", emptyMembers)]) {
          const result = yield* scene.result("CreateSession", input);
          if (result === undefined) continue;
          const { CreatedOn } = sessionIn(result) ?? {};
          const given = { ...input, ...(CreatedOn === undefined ? {} : { CreatedOn }) };
          const session = yield* scene.shown(input.Id, (one) => differences(given, one, "", "").length === 0);
          scene.compare(given, session, "/body/Session", "as it was created");
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
          const { answer, attempts } = yield* scene.ask("CreateSession", input);
          if (answer?.status === 200) made.push(input);
          const isTaken = attempts === 1 && answer?.code === "AlreadyExistsException";
          if (isTaken) scene.expect(false, "valid-refused", "/status", `a session, since none has the id ${JSON.stringify(input.Id)}`, answer.code);
        }
        let isAnyShown = false;
        for (const { Id, Description } of made) {
          const answer = yield* scene.until("GetSession", { Id }, ({ status }) => status === 200);
          const session = answer?.status === 200 ? sessionIn(answer.object) : undefined;
          const given = session?.["Description"] === undefined ? { Id } : { Id, Description };
          scene.compare(given, session, "/body/Session", "as no other session was created");
          const isMissing = isAnyShown && isRefusal(answer) && !isUnrelated.test(answer.code ?? "");
          if (isMissing) scene.expect(false, "session-missing", "/status", `the session that was created as ${JSON.stringify(Id)}`, answer.code);
          isAnyShown ||= session !== undefined;
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
        yield* wait(tickOf(first));
        const changes: Members = { TagResource: tagging, StopSession: { Id: input.Id } };
        for (const operation of ["", ...Object.keys(changes)]) {
          if (operation !== "") yield* scene.ask(operation, changes[operation] as Members);
          scene.compare(fixed, yield* scene.shown(input.Id), "/body/Session", "as it was shown before");
        }
      },
    },
  ],
};
