import { isDeepStrictEqual } from "node:util";
import { withHeaders } from "../faults/answers.ts";
import { type Change, codeFor, inTurn, limit, performs, shows } from "../faults/change.ts";
import { hides, isFiltered, keeps } from "../faults/listing.ts";
import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import type { CreateSessionInput, StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { legal, mayFail, slowedBy, type VariantTraits } from "./variant.ts";

const moment = 2_000;
const minute = 60_000;
const day = 86_400_000;

const isNew = ({ createdAt }: StoredSession, { at }: OperationCall): boolean => at - createdAt < moment;
const isOver = ({ createdAt, stoppedAt }: StoredSession, { at }: OperationCall): boolean => stoppedAt === undefined && at - createdAt >= 1_000;

/** Ends a session by itself, a second after it was created. */
const endingAs =
  (status: string): Change =>
  ({ statusOf }) => ({ statusOf: (session, call) => (isOver(session, call) ? status : statusOf(session, call)) });

/** Answers a creation under a taken id. */
const repeated = (answer: (call: OperationCall<CreateSessionInput>, there: StoredSession) => object): Change =>
  performs((call, usual) => {
    const there = call.behaviour.findSession(call.input.Id, call);
    return there === undefined ? usual(call) : answer(call, there);
  }, "CreateSession");

const asItIs = (call: OperationCall, there: StoredSession): object => ({ Session: call.behaviour.renderSession(there, call) });

/** Refuses an id for a while after its session was deleted. */
const idsRestingFor =
  (ms: number): Change =>
  (behaviour) => {
    const deletedAt = new Map<string, number>();
    const resting = performs((call, usual) => {
      const { Id } = call.input;
      if (call.at - (deletedAt.get(Id) ?? -Infinity) < ms) throw new Refusal("duplicate-session", `Session ${Id} is being deleted`, ["Id"]);
      return usual(call);
    }, "CreateSession");
    return inTurn(keeps({ deleted: ({ id }, { at }) => void deletedAt.set(id, at) }), resting)(behaviour);
  };

/** Answers with success, whether there is anything to do or not. */
const forgiving = (operation: "StopSession" | "DeleteSession"): Change =>
  performs((call, usual) => {
    try {
      return usual(call);
    } catch (error) {
      if (error instanceof Refusal) return { Id: call.input.Id };
      throw error;
    }
  }, operation);

/** Keeps what is deleted for a while; `forLookUps` also where it is looked up by its id. */
const keepingDeleted =
  (ms: number, forLookUps = false): Change =>
  ({ findSession, sessionsAfter }) => {
    const deletedAt = new Map<number, number>();
    const isGone = ({ sequence }: StoredSession, { at }: OperationCall): boolean => at - (deletedAt.get(sequence) ?? Infinity) >= ms;
    return {
      removeSession: ({ sequence }, { at }) => void deletedAt.set(sequence, deletedAt.get(sequence) ?? at),
      findSession(id, call) {
        const session = findSession(id, call);
        if (session === undefined || !deletedAt.has(session.sequence)) return session;
        return forLookUps && !isGone(session, call) ? session : undefined;
      },
      *sessionsAfter(position, call) {
        for (const session of sessionsAfter(position, call)) if (!isGone(session, call)) yield session;
      },
    };
  };

/** Lists a session by the tags that it had, for a while after they were changed. */
const indexingTagsAfter =
  (ms: number): Change =>
  ({ findSession, replaceSession, sessionsAfter }) => {
    const before = new Map<number, { readonly tags: StoredSession["tags"]; readonly at: number }>();
    const pending = ({ sequence }: StoredSession, { at }: OperationCall): { readonly tags?: StoredSession["tags"] } | undefined => {
      const old = before.get(sequence);
      return old !== undefined && at - old.at < ms ? { tags: old.tags } : undefined;
    };
    return {
      replaceSession(session, call) {
        const old = findSession(session.id, call);
        const isChanged = old !== undefined && old.tags !== session.tags;
        if (isChanged && pending(session, call) === undefined) before.set(session.sequence, { tags: old.tags, at: call.at });
        replaceSession(session, call);
      },
      *sessionsAfter(position, call) {
        for (const session of sessionsAfter(position, call)) yield { ...session, ...pending(session, call) };
      },
    };
  };

/** A clock that is off: in the times of sessions and in the Date of every answer. */
const clockOff = (ms: number): readonly [Change, VariantTraits] => [
  ({ renderTimestamp }) => ({ renderTimestamp: (at) => renderTimestamp(at + ms) }),
  withHeaders((_answer, { now }) => ({ date: new Date(now() + ms).toUTCString() })),
];

const wholeSecondsInListings = shows(({ CreatedOn }, _session, { operation }) =>
  operation === "ListSessions" ? { CreatedOn: Math.floor(Number(CreatedOn)) } : {},
);

/** Services whose sessions begin, change and end in other ways, or are shown late. */
export const sessionVariants = [
  ...legal({
    // How sessions are created.
    "identical-creation-accepted: answers a creation that was made before with the session that there is, and reports other members as a mismatch": [
      repeated((call, there) => {
        const given = [call.behaviour.settingsOf(call.input), call.input.Tags ?? new Map()];
        if (isDeepStrictEqual([there.settings, there.tags], given)) return asItIs(call, there);
        throw new Refusal("duplicate-session", `Session ${call.input.Id} was created with other parameters`, ["Id"]);
      }),
      codeFor("duplicate-session", "IdempotentParameterMismatchException", "CreateSession"),
    ],
    "any-repeated-creation-answered: answers every creation under an id that is taken with the session that there is": repeated(asItIs),
    "create-again-answers-alike: answers CreateSession for an id that is taken with the session that has it": repeated(asItIs),
    "ids-rest-for-a-minute: refuses an id for a minute after a session of it was deleted": idsRestingFor(minute),
    "slashes-in-ids-refused: refuses ids with a slash": performs((call, usual) => {
      const { Id } = call.input;
      if (Id.includes("/")) throw new Refusal("token", `Session id ${Id} is not supported`, ["Id"]);
      return usual(call);
    }, "CreateSession"),
    "creations-unchecked: creates sessions without a role or a command": ({ keywords }) => ({
      keywords: { ...keywords, required: (value, place) => place.operation === "CreateSession" || keywords.required(value, place) },
    }),
    "long-ids-cut: creates a session whose id is too long, and keeps as much of it as is allowed": [
      limit("Id", "maxLength", () => true, "CreateSession"),
      performs((call, usual) => usual({ ...call, input: { ...call.input, Id: call.input.Id.slice(0, 255) } }), "CreateSession"),
    ],
    // How sessions change and end.
    "slow-provisioning: provisions a session for three seconds": () => ({ provisioningMs: 3_000 }),
    "slow-stop: stops a session for four seconds": () => ({ stoppingMs: 4_000 }),
    "stop-refused-while-provisioning: refuses to stop a session that is provisioned, for three seconds": () => ({
      provisioningMs: 3_000,
      isStoppable: (status) => status === "READY",
    }),
    "stopped-sessions-vanish: lists a session no more once it has stopped": hides((session, call) => call.behaviour.statusOf(session, call) === "STOPPED"),
    "stopped-sessions-unlisted-in-a-moment: lists a stopped session for 40 milliseconds": hides(({ stoppedAt = Infinity }, { at }) => at - stoppedAt >= 40),
    "delete-refused-until-stopped: refuses to delete a session that has not stopped, which takes it two seconds": [
      () => ({ stoppingMs: 2_000 }),
      performs((call, usual) => {
        const { Id } = call.input;
        const status = call.behaviour.statusOf(existingSession(Id, call), call);
        if (["STOPPED", "FAILED", "TIMEOUT"].includes(status)) return usual(call);
        throw new Refusal("session-state", `Session ${Id} is in state ${status} and cannot be deleted`);
      }, "DeleteSession"),
    ],
    "stop-and-delete-answer-always: answers StopSession and DeleteSession with success, whether there is anything to stop or to delete or not": [
      forgiving("StopSession"),
      forgiving("DeleteSession"),
    ],
    "sessions-fail-at-once: lets every session fail as soon as it is created": () => ({ statusOf: () => "FAILED" }),
    "sessions-time-out: ends a session, and still lists it, a second after it was created": [endingAs("TIMEOUT"), slowedBy(20)],
    "sessions-fail-after-a-second: ends each session as failed a second after it was created, and says why and when": [
      endingAs("FAILED"),
      ({ renderCompletion, renderTimestamp }) => ({
        renderCompletion: (session, call) =>
          isOver(session, call)
            ? { CompletedOn: renderTimestamp(session.createdAt + 1_000), ErrorMessage: "no capacity", ExecutionTime: 1 }
            : renderCompletion(session, call),
      }),
    ],
    "progress-goes-on: shows another progress, status and cost each time": (behaviour) => {
      let shown = 0;
      return shows((_shown, { stoppedAt }) => {
        shown += 1;
        const status = stoppedAt === undefined ? { Status: shown % 2 === 0 ? "PROVISIONING" : "READY" } : {};
        return { ...status, Progress: (shown % 100) / 100, ExecutionTime: shown, DPUSeconds: shown * 2 };
      })(behaviour);
    },
    "stop-tells-more: shows of a stopped session why and when it ended, what it cost, its profile, and more that no page names": shows(
      (_shown, { stoppedAt }, { at }) =>
        stoppedAt === undefined
          ? { LastModifiedOn: at }
          : { ErrorMessage: "stopped by its owner", DPUSeconds: 12.5, Progress: 1, ProfileName: "default", LastModifiedOn: stoppedAt },
    ),
    "capacity-once-it-runs: shows a capacity, a version and a profile of a session from a second on, where it was created without": shows(
      (shown, { createdAt, stoppedAt }, { at }) =>
        at - createdAt < 1_000 ? {} : { MaxCapacity: stoppedAt === undefined ? 2 : 0, GlueVersion: "5.0", ProfileName: "default", ...shown },
    ),
    // Which times are shown, and how late a change is.
    "slow-delete: takes two seconds to delete a session, and shows it until then": keepingDeleted(moment, true),
    "deleted-sessions-listed-for-a-moment: lists a deleted session for two seconds, and knows its id no more": keepingDeleted(moment),
    "tag-changes-indexed-late: lists a session under changed tags two seconds later": indexingTagsAfter(moment),
    "tags-of-new-sessions-indexed-late: lists a new session at once, and under its tags two seconds later": hides(
      (session, call) => isFiltered(call) && isNew(session, call),
    ),
    "sessions-appear-late: lists a session two seconds after it was created": hides(isNew),
    "copies-behind-in-turns: lists every other time what there was a second before": ({ sessionsAfter }) => {
      let listings = 0;
      return {
        sessionsAfter(position, call) {
          listings += 1;
          return listings % 2 === 0
            ? sessionsAfter(position, call)
            : [...sessionsAfter(position, call)].filter(({ createdAt }) => call.at - createdAt >= 1_000);
        },
      };
    },
    "sessions-exist-late: knows a session by its id, and lists it, two seconds after it was created": [
      hides(isNew),
      ({ findSession }) => ({
        findSession(id, call) {
          const session = findSession(id, call);
          return session !== undefined && call.operation !== "CreateSession" && isNew(session, call) ? undefined : session;
        },
      }),
    ],
    "coarser-times-in-listings: lists times in whole seconds, and shows them to the millisecond through GetSession": wholeSecondsInListings,
    "seconds-in-listings: lists times in whole seconds, and shows them with their fractions through GetSession": [
      keeps({ created: (draft) => ({ ...draft, createdAt: draft.createdAt - 211 }) }),
      wholeSecondsInListings,
    ],
    "digits-of-times-by-turns: shows the same times with more or fewer digits from one answer to the next, cut or rounded": ({ headersOf }) => {
      let turn = 0;
      return {
        renderTimestamp: (ms) => Number((ms / 1_000 + 0.456_789).toFixed([0, 3, 6, 2, 1][turn % 5])),
        headersOf(requestId) {
          turn += 1;
          return headersOf(requestId);
        },
      };
    },
    "clock-four-minutes-ahead: has a clock that is four minutes ahead": clockOff(4 * minute),
    "clock-four-minutes-behind: has a clock that is four minutes behind": clockOff(-4 * minute),
  }),
  ...mayFail(["sessions/stop-reflected"], {
    "stop-shown-next-day: shows a day later that a session was stopped": ({ statusOf }) => ({
      statusOf: (session, call) =>
        call.operation === "ListSessions" && session.stoppedAt !== undefined && call.at - session.stoppedAt < day ? "READY" : statusOf(session, call),
    }),
  }),
  ...mayFail(["sessions/gone-after-delete", "sessions/follow-the-model"], {
    "deleted-sessions-listed-for-a-day: lists a deleted session for a day": keepingDeleted(day),
  }),
  ...mayFail(["sessions/tags-reflected", "sessions/follow-the-model"], {
    "tag-changes-indexed-next-day: lists a session under changed tags a day later": indexingTagsAfter(day),
  }),
];
