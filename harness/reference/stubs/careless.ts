import type { WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { namedOperation } from "../faults/answers.ts";
import type { Change } from "../faults/change.ts";
import { createChangedService } from "../faults/changed-service.ts";
import { errorAnswer, jsonAnswer } from "../server/plain-answers.ts";
import { uuidFrom } from "../server/seeded-random.ts";
import { before, type IdleServer, inputOf, madeUpPage, pageOf, servers } from "./idle-server.ts";

const nothing = Buffer.from("{}");

/** Checks requests as the reference service does, and has nothing to list. */
const listingNothing =
  (change: Change = () => ({})): IdleServer["service"] =>
  (world) =>
    createChangedService({ apply: (behaviour) => ({ ...behaviour, sessionsAfter: () => [], ...change(behaviour) }) }, world);

/** Servers that ignore requests, or nearly all of them, or check them and list no existing session. */
export const carelessServers = servers({
  "echo: answers everything with the body of the request":
    () =>
    ({ body }) => ({ status: 200, headers: { "content-type": awsJsonType, "x-amzn-requestid": "echo" }, body }),
  "first-answer-for-ever: gives its first answer to everything that follows": before((service) => {
    let first: ReturnType<typeof service> | undefined;
    return async (request) => await (first ??= service(request));
  }),
  "answers-cached-by-operation: gives its first answer to an operation to all that follow": before((service) => {
    const answers = new Map<string | undefined, WireResponse>();
    return async (request) => {
      const target = request.headers["x-amz-target"];
      const answer = answers.get(target) ?? (await service(request));
      answers.set(target, answer);
      return answer;
    };
  }),
  "ignores-the-body: takes every request for one with an empty object": before((service) => (request) => service({ ...request, body: nothing })),
  "ignores-the-body-of-listings: takes every listing for one that asks for nothing": before(
    (service) => (request) => service(namedOperation(request) === "ListSessions" ? { ...request, body: nothing } : request),
  ),
  "lists-what-it-was-given: keeps whatever CreateSession is given and lists all of it, without a look at any request": ({ random }) => {
    const given = new Map<string, object>();
    return (request) => {
      const input = inputOf(request);
      const id = String(input["Id"]);
      if (namedOperation(request) === "CreateSession") given.set(id, { ...input, Status: "READY" });
      if (namedOperation(request) === "DeleteSession") given.delete(id);
      if (namedOperation(request) === "GetSession") return jsonAnswer(200, { Session: given.get(id) }, random);
      return jsonAnswer(200, { Ids: [...given.keys()], Sessions: [...given.values()] }, random);
    };
  },
  "makes-sessions-up: accepts everything and makes up as many sessions as MaxResults asks for":
    ({ random }) =>
    (request) =>
      jsonAnswer(200, madeUpPage(request, random), random),
  "answers-at-random: draws one of several plausible answers":
    ({ random }) =>
    (request) => {
      const answers: readonly [() => WireResponse, ...(() => WireResponse)[]] = [
        () => jsonAnswer(200, { Ids: [], Sessions: [] }, random),
        () => jsonAnswer(200, madeUpPage(request, random), random),
        () => jsonAnswer(200, { ...pageOf(["session-1"]), NextToken: uuidFrom(random) }, random),
        () => errorAnswer(400, "ValidationException", "1 validation error detected", random, "message"),
        () => errorAnswer(400, "SerializationException", "Expected another type", random),
      ];
      return (answers[Math.floor(random() * answers.length)] ?? answers[0])();
    },
  "takes-the-empty-input-alone: lists nothing where nothing is asked for, and refuses everything else with InvalidInputException": before(
    (service, { random }) =>
      (request) => {
        const isRefused = namedOperation(request) === "ListSessions" && Object.keys(inputOf(request)).length > 0;
        return isRefused ? errorAnswer(400, "InvalidInputException", "no", random) : service(request);
      },
  ),
  "refuses-whatever-has-members: takes an empty object, and refuses everything else with ValidationException, CreateSession too":
    ({ random }) =>
    (request) =>
      Object.keys(inputOf(request)).length === 0
        ? jsonAnswer(200, { Ids: [], Sessions: [] }, random)
        : errorAnswer(400, "ValidationException", "1 validation error detected", random, "message"),
  "validates-but-lists-nothing: checks requests and keeps sessions, which GetSession shows and no listing does": listingNothing(),
  "validates-but-keeps-nothing: checks requests, creates sessions that nothing shows, and lists nothing": listingNothing(() => ({
    findSession: () => undefined,
  })),
  "validates-but-creates-nothing: checks requests, lists nothing and has no other operation": listingNothing(({ operationOf }) => ({
    operationOf: (target, context) => (target?.endsWith(".ListSessions") === true ? operationOf(target, context) : undefined),
  })),
  "validates-but-makes-sessions-up: checks requests and lists sessions that it makes up": (world) => {
    const service = listingNothing()(world);
    return async (request) => {
      const answer = await service(request);
      if (answer.status !== 200 || namedOperation(request) !== "ListSessions") return answer;
      return { ...jsonAnswer(200, madeUpPage(request, world.random), world.random), headers: answer.headers };
    };
  },
});
