import type { WireResponse } from "../../../properties/core/exchange.ts";
import { awsJsonType } from "../../../properties/core/request.ts";
import { errorAnswer, jsonAnswer } from "../server/plain-answers.ts";
import { uuidFrom } from "../server/seeded-random.ts";
import { type IdleServer, inputOf, isFor, madeUpPage, pageOf, referenceService } from "./idle-server.ts";

/** Servers that ignore requests, or nearly all of them. */
export const carelessServers: readonly IdleServer[] = [
  {
    name: "echo",
    title: "answers everything with the body of the request",
    service:
      () =>
      ({ body }) => ({ status: 200, headers: { "content-type": awsJsonType, "x-amzn-requestid": "echo" }, body }),
  },
  {
    name: "first-answer-for-ever",
    title: "gives its first answer to everything that follows",
    service: (world) => {
      const service = referenceService(world);
      let first: Promise<WireResponse> | undefined;
      return (request) => (first ??= Promise.resolve(service(request)));
    },
  },
  {
    name: "answers-cached-by-operation",
    title: "gives its first answer to an operation to all that follow",
    service: (world) => {
      const service = referenceService(world);
      const answers = new Map<string | undefined, WireResponse>();
      return async (request) => {
        const target = request.headers["x-amz-target"];
        const known = answers.get(target);
        if (known !== undefined) return known;
        const answer = await service(request);
        answers.set(target, answer);
        return answer;
      };
    },
  },
  {
    name: "ignores-the-body",
    title: "takes every request for one with an empty object",
    service: (world) => {
      const service = referenceService(world);
      return (request) => service({ ...request, body: Buffer.from("{}") });
    },
  },
  {
    name: "ignores-the-body-of-listings",
    title: "takes every listing for one that asks for nothing",
    service: (world) => {
      const service = referenceService(world);
      return (request) => service(isFor(request, "ListSessions") ? { ...request, body: Buffer.from("{}") } : request);
    },
  },
  {
    name: "lists-what-it-was-given",
    title: "keeps whatever CreateSession is given and lists all of it, without a look at any request",
    service: ({ random }) => {
      const given = new Map<string, object>();
      return (request) => {
        const input = inputOf(request);
        const id = String(input["Id"]);
        if (isFor(request, "CreateSession")) given.set(id, { ...input, Status: "READY" });
        if (isFor(request, "DeleteSession")) given.delete(id);
        if (isFor(request, "GetSession")) return jsonAnswer(200, { Session: given.get(id) }, random);
        return jsonAnswer(200, { Ids: [...given.keys()], Sessions: [...given.values()] }, random);
      };
    },
  },
  {
    name: "makes-sessions-up",
    title: "accepts everything and makes up as many sessions as MaxResults asks for",
    service:
      ({ random }) =>
      (request) =>
        jsonAnswer(200, madeUpPage(request, random), random),
  },
  {
    name: "answers-at-random",
    title: "draws one of several plausible answers",
    service:
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
  },
];
