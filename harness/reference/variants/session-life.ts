import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import type { Variant } from "./variant.ts";
import { type Apply, applying, changingSessions, deciding, hiding, type Members } from "./changes.ts";
import type { CreateSessionInput } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";

const minute = 60_000;

/** Answers a creation under a taken id. */
function repeating(answer: (call: OperationCall<CreateSessionInput>, isIdentical: boolean) => object): Apply {
  return deciding((behaviour) => ({
    operations: {
      ...behaviour.operations,
      CreateSession(call) {
        const there = call.behaviour.findSession(call.input.Id, call);
        if (there === undefined) return behaviour.operations.CreateSession(call);
        const isIdentical =
          isDeepStrictEqual(there.settings, call.behaviour.settingsOf(call.input)) && isDeepStrictEqual(there.tags, call.input.Tags ?? new Map());
        return answer(call, isIdentical);
      },
    },
  }));
}

const asItIs = (call: OperationCall<CreateSessionInput>): object => ({ Session: call.behaviour.renderSession(existingSession(call.input.Id, call), call) });

/** Refuses creations of some ids. */
function refusing(refuses: (id: string) => boolean): Apply {
  return deciding(({ operations }) => ({
    operations: {
      ...operations,
      CreateSession(call) {
        if (refuses(call.input.Id)) throw new Refusal("token", `Session id ${call.input.Id} is not supported`, ["Id"]);
        return operations.CreateSession(call);
      },
    },
  }));
}

/** Refuses an id for a while after its session was deleted. */
const idsRestingFor =
  (ms: number): Apply =>
  (behaviour) => {
    const deletedAt = new Map<string, number>();
    return {
      ...behaviour,
      removeSession(session, call) {
        deletedAt.set(session.id, call.at);
        behaviour.removeSession(session, call);
      },
      operations: {
        ...behaviour.operations,
        CreateSession(call) {
          if (call.at - (deletedAt.get(call.input.Id) ?? -Infinity) < ms)
            throw new Refusal("duplicate-session", `Session ${call.input.Id} is being deleted`, ["Id"]);
          return behaviour.operations.CreateSession(call);
        },
      },
    };
  };

/** Checks nothing of a creation but its id. */
const creatingAnything: Apply = deciding(({ keywords }) => ({
  keywords: {
    ...keywords,
    required: (value, place) => place.operation === "CreateSession" || keywords.required(value, place),
  },
}));

/** Takes an id that is too long, and keeps what is allowed of it. */
const cuttingIds: Apply = deciding(({ keywords, operations }) => ({
  keywords: {
    ...keywords,
    maxLength: (value, bound, place) => (place.operation === "CreateSession" && place.path === "Id") || keywords.maxLength(value, bound, place),
  },
  operations: {
    ...operations,
    CreateSession: (call) => operations.CreateSession({ ...call, input: { ...call.input, Id: call.input.Id.slice(0, 255) } }),
  },
}));

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((part) => typeof part === "object" && isEmpty(part));

/** Services whose sessions begin, change and end in other ways. */
export const sessionLifeVariants: readonly Variant[] = [
  {
    name: "identical-creation-accepted",
    title: "answers a creation that was made before with the session that there is, and reports other members as a mismatch",
    mayFail: [],
    apply: applying(
      repeating((call, isIdentical) => {
        if (isIdentical) return asItIs(call);
        throw new Refusal("duplicate-session", `Session ${call.input.Id} was created with other parameters`, ["Id"]);
      }),
      deciding(({ errorCodeOf }) => ({
        errorCodeOf: (refusal, operation) =>
          refusal.reason === "duplicate-session" ? "IdempotentParameterMismatchException" : errorCodeOf(refusal, operation),
      })),
    ),
  },
  {
    name: "any-repeated-creation-answered",
    title: "answers every creation under an id that is taken with the session that there is",
    mayFail: [],
    apply: repeating(asItIs),
  },
  {
    name: "taken-id-as-invalid-input",
    title: "reports a taken id as invalid input",
    mayFail: [],
    apply: deciding(({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) => (refusal.reason === "duplicate-session" ? "InvalidInputException" : errorCodeOf(refusal, operation)),
    })),
  },
  {
    name: "seconds-in-listings",
    title: "lists times in whole seconds, and shows them with their fractions through GetSession",
    mayFail: [],
    apply: deciding(({ renderSession, addSession }) => ({
      addSession: (draft, call) => addSession({ ...draft, createdAt: draft.createdAt - 211 }, call),
      renderSession(session, call) {
        const shown = renderSession(session, call) as Members;
        return call.operation === "ListSessions" ? { ...shown, CreatedOn: Math.floor(Number(shown["CreatedOn"])) } : shown;
      },
    })),
  },
  {
    name: "digits-of-times-by-turns",
    title: "shows the same times with more or fewer digits from one answer to the next, cut or rounded",
    mayFail: [],
    apply: (behaviour) => {
      const digits = [0, 3, 6, 2, 1];
      let turn = 0;
      return {
        ...behaviour,
        renderTimestamp: (ms) => Number((ms / 1_000 + 0.456_789).toFixed(digits[turn % digits.length] ?? 0)),
        headersOf(requestId) {
          turn += 1;
          return behaviour.headersOf(requestId);
        },
      };
    },
  },
  {
    name: "sessions-fail-after-a-second",
    title: "ends each session as failed a second after it was created, and says why and when",
    mayFail: [],
    apply: deciding(({ statusOf, renderCompletion, renderTimestamp }) => ({
      statusOf: (session, call) => (session.stoppedAt === undefined && call.at - session.createdAt >= 1_000 ? "FAILED" : statusOf(session, call)),
      renderCompletion: (session, call) =>
        session.stoppedAt === undefined && call.at - session.createdAt >= 1_000
          ? { CompletedOn: renderTimestamp(session.createdAt + 1_000), ErrorMessage: "no capacity", ExecutionTime: 1 }
          : renderCompletion(session, call),
    })),
  },
  {
    name: "stop-tells-more",
    title: "shows of a stopped session why and when it ended, what it cost, its profile, and more that no page names",
    mayFail: [],
    apply: deciding(({ renderSession }) => ({
      renderSession: (session, call) => ({
        ...renderSession(session, call),
        ...(session.stoppedAt === undefined
          ? { LastModifiedOn: call.at }
          : { ErrorMessage: "stopped by its owner", DPUSeconds: 12.5, Progress: 1, ProfileName: "default", LastModifiedOn: session.stoppedAt }),
      }),
    })),
  },
  {
    name: "capacity-once-it-runs",
    title: "shows a capacity, a version and a profile of a session from a second on, where it was created without",
    mayFail: [],
    apply: deciding(({ renderSession }) => ({
      renderSession: (session, call) => ({
        ...(call.at - session.createdAt < 1_000 ? {} : { MaxCapacity: session.stoppedAt === undefined ? 2 : 0, GlueVersion: "5.0", ProfileName: "default" }),
        ...renderSession(session, call),
      }),
    })),
  },
  {
    name: "stopped-sessions-unlisted-in-a-moment",
    title: "lists a stopped session for 40 milliseconds",
    mayFail: [],
    apply: hiding(({ stoppedAt }, { at }) => stoppedAt !== undefined && at - stoppedAt >= 40),
  },
  { name: "ids-rest-for-a-minute", title: "refuses an id for a minute after a session of it was deleted", mayFail: [], apply: idsRestingFor(minute) },
  {
    name: "empty-members-omitted",
    title: "leaves out members that are empty lists and maps",
    mayFail: [],
    apply: changingSessions((session) => Object.fromEntries(Object.entries(session).filter(([, value]) => !isEmpty(value)))),
  },
  {
    name: "defaults-for-what-is-empty",
    title: "fills in defaults where a session is created without a member or with an empty one",
    mayFail: [],
    apply: deciding(({ settingsOf }) => ({
      settingsOf: (input) => ({
        Description: "",
        GlueVersion: "5.0",
        NumberOfWorkers: 5,
        WorkerType: "G.1X",
        SecurityConfiguration: "",
        DefaultArguments: { "--job-language": "python" },
        Connections: { Connections: ["default"] },
        ...Object.fromEntries(Object.entries(settingsOf(input)).filter(([, value]) => !isEmpty(value))),
      }),
    })),
  },
  { name: "slashes-in-ids-refused", title: "refuses ids with a slash", mayFail: [], apply: refusing((id) => id.includes("/")) },
  { name: "creations-unchecked", title: "creates sessions without a role or a command", mayFail: [], apply: creatingAnything },
  { name: "long-ids-cut", title: "creates a session whose id is too long, and keeps as much of it as is allowed", mayFail: [], apply: cuttingIds },
];
