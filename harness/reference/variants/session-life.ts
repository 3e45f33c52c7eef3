import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import { legal, type Variant } from "./variant.ts";
import { type Apply, changingSessions, deciding, type Members } from "./changes.ts";
import type { CreateSessionInput } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { hides } from "../faults/change.ts";

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
  keywords: { ...keywords, required: (value, place) => place.operation === "CreateSession" || keywords.required(value, place) },
}));

/** Takes an id that is too long, and keeps what is allowed of it. */
const cuttingIds: Apply = deciding(({ keywords, operations }) => ({
  keywords: {
    ...keywords,
    maxLength: (value, bound, place) => (place.operation === "CreateSession" && place.path === "Id") || keywords.maxLength(value, bound, place),
  },
  operations: { ...operations, CreateSession: (call) => operations.CreateSession({ ...call, input: { ...call.input, Id: call.input.Id.slice(0, 255) } }) },
}));

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((part) => typeof part === "object" && isEmpty(part));

/** Services whose sessions begin, change and end in other ways. */
export const sessionLifeVariants: readonly Variant[] = [
  ...legal({
    "identical-creation-accepted: answers a creation that was made before with the session that there is, and reports other members as a mismatch": [
      repeating((call, isIdentical) => {
        if (isIdentical) return asItIs(call);
        throw new Refusal("duplicate-session", `Session ${call.input.Id} was created with other parameters`, ["Id"]);
      }),
      ({ errorCodeOf }) => ({
        errorCodeOf: (refusal, operation) =>
          refusal.reason === "duplicate-session" ? "IdempotentParameterMismatchException" : errorCodeOf(refusal, operation),
      }),
    ],
    "any-repeated-creation-answered: answers every creation under an id that is taken with the session that there is": repeating(asItIs),
    "taken-id-as-invalid-input: reports a taken id as invalid input": ({ errorCodeOf }) => ({
      errorCodeOf: (refusal, operation) => (refusal.reason === "duplicate-session" ? "InvalidInputException" : errorCodeOf(refusal, operation)),
    }),
    "seconds-in-listings: lists times in whole seconds, and shows them with their fractions through GetSession": ({ renderSession, addSession }) => ({
      addSession: (draft, call) => addSession({ ...draft, createdAt: draft.createdAt - 211 }, call),
      renderSession(session, call) {
        const shown = renderSession(session, call) as Members;
        return call.operation === "ListSessions" ? { ...shown, CreatedOn: Math.floor(Number(shown["CreatedOn"])) } : shown;
      },
    }),
    "digits-of-times-by-turns: shows the same times with more or fewer digits from one answer to the next, cut or rounded": (behaviour) => {
      const digits = [0, 3, 6, 2, 1];
      let turn = 0;
      return {
        renderTimestamp: (ms) => Number((ms / 1_000 + 0.456_789).toFixed(digits[turn % digits.length] ?? 0)),
        headersOf(requestId) {
          turn += 1;
          return behaviour.headersOf(requestId);
        },
      };
    },
    "sessions-fail-after-a-second: ends each session as failed a second after it was created, and says why and when": ({
      statusOf,
      renderCompletion,
      renderTimestamp,
    }) => ({
      statusOf: (session, call) => (session.stoppedAt === undefined && call.at - session.createdAt >= 1_000 ? "FAILED" : statusOf(session, call)),
      renderCompletion: (session, call) =>
        session.stoppedAt === undefined && call.at - session.createdAt >= 1_000
          ? { CompletedOn: renderTimestamp(session.createdAt + 1_000), ErrorMessage: "no capacity", ExecutionTime: 1 }
          : renderCompletion(session, call),
    }),
    "stop-tells-more: shows of a stopped session why and when it ended, what it cost, its profile, and more that no page names": ({ renderSession }) => ({
      renderSession: (session, call) => ({
        ...renderSession(session, call),
        ...(session.stoppedAt === undefined
          ? { LastModifiedOn: call.at }
          : { ErrorMessage: "stopped by its owner", DPUSeconds: 12.5, Progress: 1, ProfileName: "default", LastModifiedOn: session.stoppedAt }),
      }),
    }),
    "capacity-once-it-runs: shows a capacity, a version and a profile of a session from a second on, where it was created without": ({ renderSession }) => ({
      renderSession: (session, call) => ({
        ...(call.at - session.createdAt < 1_000 ? {} : { MaxCapacity: session.stoppedAt === undefined ? 2 : 0, GlueVersion: "5.0", ProfileName: "default" }),
        ...renderSession(session, call),
      }),
    }),
    "stopped-sessions-unlisted-in-a-moment: lists a stopped session for 40 milliseconds": hides(
      ({ stoppedAt }, { at }) => stoppedAt !== undefined && at - stoppedAt >= 40,
    ),
    "ids-rest-for-a-minute: refuses an id for a minute after a session of it was deleted": idsRestingFor(minute),
    "empty-members-omitted: leaves out members that are empty lists and maps": changingSessions((session) =>
      Object.fromEntries(Object.entries(session).filter(([, value]) => !isEmpty(value))),
    ),
    "defaults-for-what-is-empty: fills in defaults where a session is created without a member or with an empty one": ({ settingsOf }) => ({
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
    }),
    "slashes-in-ids-refused: refuses ids with a slash": refusing((id) => id.includes("/")),
    "creations-unchecked: creates sessions without a role or a command": creatingAnything,
    "long-ids-cut: creates a session whose id is too long, and keeps as much of it as is allowed": cuttingIds,
  }),
];
