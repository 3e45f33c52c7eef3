import type { WireRequest, WireResponse } from "../../properties/exchange.ts";
import { awsJsonType } from "../../properties/request.ts";
import type { Behaviour } from "./behaviour.ts";
import { errorAnswer, htmlAnswer, jsonAnswer } from "./plain-answers.ts";
import { uuidFrom } from "./seeded-random.ts";
import { createService, type Service } from "./service.ts";
import { createVariantService, type World } from "./variant.ts";

/** A server that does none of the work of the operation, or next to none, and must never pass. */
export interface IdleServer {
  readonly name: string;
  /** Present tense, said of the server. */
  readonly title: string;
  /** A fresh server. */
  readonly service: (world: World) => Service;
}

type Answer = (random: () => number, request: WireRequest) => WireResponse;

const always =
  (answer: Answer): IdleServer["service"] =>
  ({ random }) =>
  (request) =>
    answer(random, request);

const refusing = (status: number, code: string, text: string): IdleServer["service"] => always((random) => errorAnswer(status, code, text, random));
const accepting = (body: object): IdleServer["service"] => always((random) => jsonAnswer(200, body, random));

/** The reference service with other decisions. */
const deciding =
  (change: (behaviour: Behaviour) => Partial<Behaviour>): IdleServer["service"] =>
  (world) =>
    createVariantService({ apply: (behaviour) => ({ ...behaviour, ...change(behaviour) }) }, world);

const reference = ({ clock, random }: World): Service => createService({ now: () => clock.now(), uuid: () => uuidFrom(random) });

const targets = ({ headers }: WireRequest, operation: string): boolean => headers["x-amz-target"]?.endsWith(`.${operation}`) === true;

function inputOf({ body }: WireRequest): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(Buffer.from(body).toString())) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

const session = (id: string): object => ({ Id: id, Status: "READY", Command: { Name: "glueetl", PythonVersion: "3" }, CreatedOn: 1_735_732_800, Progress: 0 });
const page = (ids: readonly string[]): object => ({ Ids: ids, Sessions: ids.map(session) });

function madeUp(request: WireRequest, random: () => number): object {
  const wanted = Number(inputOf(request)["MaxResults"] ?? 10);
  return page(Array.from({ length: Math.min(1_000, Math.max(0, Math.trunc(wanted) || 0)) }, () => `session-${uuidFrom(random)}`));
}

const nothingToList: Partial<Behaviour> = { sessionsAfter: () => [] };

const constant: readonly IdleServer[] = [
  { name: "rejects-all", title: "refuses everything with ValidationException", service: refusing(400, "ValidationException", "1 validation error detected") },
  { name: "rejects-all-as-invalid-input", title: "refuses everything with InvalidInputException", service: refusing(400, "InvalidInputException", "The input provided was not valid.") },
  { name: "rejects-all-as-unreadable", title: "refuses everything with SerializationException", service: refusing(400, "SerializationException", "") },
  { name: "denies-all", title: "denies access to everything", service: refusing(400, "AccessDeniedException", "User is not authorized") },
  { name: "knows-no-operation", title: "knows no operation", service: refusing(400, "UnknownOperationException", "") },
  { name: "accepts-all", title: "accepts everything with an empty object", service: accepting({}) },
  { name: "accepts-all-with-empty-lists", title: "accepts everything and lists nothing", service: accepting({ Ids: [], Sessions: [] }) },
  { name: "accepts-all-with-one-session", title: "accepts everything and lists one session, always the same", service: accepting(page(["session-1"])) },
  { name: "accepts-all-with-a-token", title: "accepts everything, lists nothing and gives a token, always the same", service: accepting({ Ids: [], Sessions: [], NextToken: "next" }) },
  { name: "errors-with-200", title: "says in the body that it refuses everything, with status 200", service: refusing(200, "ValidationException", "1 validation error detected") },
  { name: "always-500", title: "answers everything with InternalServiceException", service: refusing(500, "InternalServiceException", "An internal service error occurred.") },
  { name: "always-503", title: "is never available", service: always(() => htmlAnswer(503, "Service Unavailable")) },
  { name: "always-throttles", title: "throttles everything", service: refusing(400, "ThrottlingException", "Rate exceeded") },
  { name: "html-200", title: "answers everything with an HTML page and status 200", service: always(() => htmlAnswer(200, "Welcome")) },
  { name: "empty-200", title: "answers everything with an empty body and status 200", service: always(() => ({ status: 200, headers: { "content-type": awsJsonType }, body: new Uint8Array() })) },
  { name: "no-content", title: "answers everything with status 204", service: always(() => ({ status: 204, headers: {}, body: new Uint8Array() })) },
  {
    name: "never-answers",
    title: "closes every connection without an answer",
    service: always(() => {
      throw new Error("the connection was closed");
    }),
  },
];

const careless: readonly IdleServer[] = [
  {
    name: "echo",
    title: "answers everything with the body of the request",
    service: always((_random, { body }) => ({ status: 200, headers: { "content-type": awsJsonType, "x-amzn-requestid": "echo" }, body })),
  },
  {
    name: "first-answer-for-ever",
    title: "gives its first answer to everything that follows",
    service: (world) => {
      const service = reference(world);
      let first: Promise<WireResponse> | undefined;
      return (request) => (first ??= Promise.resolve(service(request)));
    },
  },
  {
    name: "answers-cached-by-operation",
    title: "gives its first answer to an operation to all that follow",
    service: (world) => {
      const service = reference(world);
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
      const service = reference(world);
      return (request) => service({ ...request, body: Buffer.from("{}") });
    },
  },
  {
    name: "ignores-the-body-of-listings",
    title: "takes every listing for one that asks for nothing",
    service: (world) => {
      const service = reference(world);
      return (request) => service(targets(request, "ListSessions") ? { ...request, body: Buffer.from("{}") } : request);
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
        if (targets(request, "CreateSession")) given.set(id, { ...input, Status: "READY" });
        if (targets(request, "DeleteSession")) given.delete(id);
        if (targets(request, "GetSession")) return jsonAnswer(200, { Session: given.get(id) }, random);
        return jsonAnswer(200, { Ids: [...given.keys()], Sessions: [...given.values()] }, random);
      };
    },
  },
  {
    name: "makes-sessions-up",
    title: "accepts everything and makes up as many sessions as MaxResults asks for",
    service: always((random, request) => jsonAnswer(200, madeUp(request, random), random)),
  },
  {
    name: "answers-at-random",
    title: "draws one of several plausible answers",
    service: always((random, request) => {
      const answers = [
        () => jsonAnswer(200, { Ids: [], Sessions: [] }, random),
        () => jsonAnswer(200, madeUp(request, random), random),
        () => jsonAnswer(200, { ...page(["session-1"]), NextToken: uuidFrom(random) }, random),
        () => errorAnswer(400, "ValidationException", "1 validation error detected", random, "message"),
        () => errorAnswer(400, "SerializationException", "Expected another type", random),
      ];
      return (answers[Math.floor(random() * answers.length)] ?? answers[0] as () => WireResponse)();
    }),
  },
];

const checking: readonly IdleServer[] = [
  {
    name: "validates-but-lists-nothing",
    title: "checks requests and keeps sessions, which GetSession shows and no listing does",
    service: deciding(() => nothingToList),
  },
  {
    name: "validates-but-keeps-nothing",
    title: "checks requests, creates sessions that nothing shows, and lists nothing",
    service: deciding(() => ({ ...nothingToList, findSession: () => undefined })),
  },
  {
    name: "validates-but-creates-nothing",
    title: "checks requests, lists nothing and has no other operation",
    service: deciding(({ operationOf }) => ({
      ...nothingToList,
      operationOf: (target, context) => (target?.endsWith(".ListSessions") === true ? operationOf(target, context) : undefined),
    })),
  },
  {
    name: "validates-but-makes-sessions-up",
    title: "checks requests and lists sessions that it makes up",
    service: (world) => {
      const service = createVariantService({ apply: (behaviour) => ({ ...behaviour, ...nothingToList }) }, world);
      return async (request) => {
        const answer = await service(request);
        return answer.status === 200 && targets(request, "ListSessions") ? { ...jsonAnswer(200, madeUp(request, world.random), world.random), headers: answer.headers } : answer;
      };
    },
  },
];

/** Every server that does no work, of which none may ever get the verdict `conforms`. */
export const idleServers: readonly IdleServer[] = [...constant, ...careless, ...checking];
