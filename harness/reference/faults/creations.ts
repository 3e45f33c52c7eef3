import { isJsonObject } from "../../../properties/core/json.ts";
import { wireRequest } from "../../../properties/core/request.ts";
import { Refusal } from "../service/refusal.ts";
import { existingSession } from "../service/session-operations.ts";
import type { CreateSessionInput } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { type Change, crash, inTurn, type Members, performs, shows, showsMember } from "./change.ts";
import { hides, keeps } from "./listing.ts";
import type { Traits } from "./changed-service.ts";
import { type Fault, should } from "./fault.ts";

type Input = Readonly<Record<string, unknown>>;

/** Keeps a session though it answers that its creation is refused; `mend` says what is kept of a request that was refused, where anything is. */
const keepingRefused = (mend: (input: Input) => Input | undefined): Traits => ({
  wrap: (service) => async (request) => {
    const answer = await service(request);
    if (request.headers["x-amz-target"] !== "AWSGlue.CreateSession" || answer.status !== 400) return answer;
    const input = JSON.parse(Buffer.from(request.body).toString()) as unknown;
    const mended = isJsonObject(input) ? mend(input) : undefined;
    if (mended !== undefined) await service(wireRequest("CreateSession", JSON.stringify(mended)));
    return answer;
  },
});

/** Does something to a session that exists when another is to be created under its id; `accepts` says that the request is then answered as a success. */
const created =
  (onTaken: (call: OperationCall<CreateSessionInput>) => void, accepts = false): Change =>
  ({ operations, findSession }) => ({
    operations: {
      ...operations,
      CreateSession(call) {
        if (findSession(call.input.Id, call) === undefined) return operations.CreateSession(call);
        onTaken(call);
        if (!accepts) throw new Refusal("duplicate-session", `Session ${call.input.Id} already exists`, ["Id"]);
        return { Session: call.behaviour.renderSession(existingSession(call.input.Id, call), call) };
      },
    },
  });

/** Applies an operation to other sessions too. */
function alsoTo(operation: "StopSession" | "DeleteSession" | "TagResource", isMeant: (id: string, other: string) => boolean): Change {
  return performs((call, usual) => {
    const { Id, ResourceArn = "" } = call.input as { readonly Id?: string; readonly ResourceArn?: string };
    const id = Id ?? call.behaviour.sessionIdOf(ResourceArn);
    const others = [...call.store.after(0)].filter((other) => other.id !== id && isMeant(id, other.id));
    const result = usual(call);
    for (const other of others) {
      const named = Id === undefined ? { ResourceArn: ResourceArn.replace(id, () => other.id) } : { Id: other.id };
      usual({ ...call, input: { ...call.input, ...named } } as typeof call);
    }
    return result;
  }, operation);
}

const begins = (id: string, other: string): boolean => other.startsWith(id);

/** Faults in what a creation leaves behind, refused or not, in sessions with few members, and in those whose ids share parts. */
export const creationFaults: readonly Fault[] = [
  ...should("sessions/refused-leaves-nothing", {
    "refused-without-role-listed: lists a session whose creation was refused since it had no role": keepingRefused((input) =>
      input["Role"] === undefined ? { ...input, Role: "arn:aws:iam::123456789012:role/Default" } : undefined,
    ),
    "refused-without-command-listed: lists a session whose creation was refused since it had no command": keepingRefused((input) =>
      input["Command"] === undefined ? { ...input, Command: {} } : undefined,
    ),
    "refused-for-a-type-listed: lists a session whose creation was refused for a wrong type": keepingRefused((input) =>
      Array.isArray(input["NumberOfWorkers"]) ? { ...input, NumberOfWorkers: 2 } : undefined,
    ),
    "refused-for-its-length-listed: lists a session under as much of its id as is allowed, though its creation was refused for the length": keepingRefused(
      (input) => (String(input["Id"]).length > 255 ? { ...input, Id: String(input["Id"]).slice(0, 255) } : undefined),
    ),
    "refused-for-a-range-listed: lists a session whose creation was refused for a number below its range": keepingRefused((input) =>
      input["IdleTimeout"] === 0 ? { ...input, IdleTimeout: 1 } : undefined,
    ),
    "refused-for-its-tags-listed: lists a session without tags whose creation was refused for too many": keepingRefused((input) =>
      Object.keys((input["Tags"] as object | undefined) ?? {}).length > 50 ? { ...input, Tags: {} } : undefined,
    ),
    "refused-id-stays-taken: refuses an id that was in a refused creation": {
      wrap(service) {
        const ids = new Set<unknown>();
        return async (request) => {
          const answer = await service(request);
          if (request.headers["x-amz-target"] !== "AWSGlue.CreateSession") return answer;
          const { Id } = JSON.parse(Buffer.from(request.body).toString()) as { readonly Id: string };
          if (answer.status === 400) ids.add(Id);
          if (answer.status !== 200 || !ids.has(Id)) return answer;
          await service(wireRequest("DeleteSession", JSON.stringify({ Id })));
          const body = Buffer.from(JSON.stringify({ __type: "AlreadyExistsException", Message: "The session is being created" }));
          return { ...answer, status: 400, body };
        };
      },
    },
  }),
  ...should("sessions/unchanged-when-created-again", {
    "refused-repetition-overwrites-tags: refuses a creation under an id that is taken, and gives the session there its tags": created((call) =>
      call.behaviour.replaceSession({ ...existingSession(call.input.Id, call), tags: call.input.Tags ?? new Map() }, call),
    ),
    "refused-repetition-adds-tags: refuses a creation under an id that is taken, and adds its tags to the session there": created((call) => {
      const session = existingSession(call.input.Id, call);
      call.behaviour.replaceSession({ ...session, tags: new Map([...session.tags, ...(call.input.Tags ?? [])]) }, call);
    }),
    "refused-repetition-overwrites-members: refuses a creation under an id that is taken, and gives the session there its members": created((call) =>
      call.behaviour.replaceSession({ ...existingSession(call.input.Id, call), settings: call.behaviour.settingsOf(call.input) }, call),
    ),
    "repetition-overwrites-session: puts a session that is created under an id that is taken in the place of the one there": created(
      (call) =>
        call.behaviour.replaceSession(
          { ...existingSession(call.input.Id, call), settings: call.behaviour.settingsOf(call.input), tags: call.input.Tags ?? new Map(), createdAt: call.at },
          call,
        ),
      true,
    ),
    "repetition-listed-twice: lists two sessions where one was created twice": created((call) => {
      const { id, settings, tags, createdAt } = existingSession(call.input.Id, call);
      call.behaviour.addSession({ id, settings, tags, createdAt }, call);
    }, true),
  }),
  ...should("sessions/bare-and-empty", {
    "empty-description-dropped: shows no description where it is empty": showsMember("Description", (value) => (value === "" ? undefined : value)),
    "empty-arguments-dropped: drops arguments whose value is empty": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as object).filter(([, text]) => text !== "")),
    ),
    "arguments-of-an-earlier-session: gives a session that has no arguments those of the one that was created before it": ({ settingsOf }) => {
      let last: Members = {};
      return {
        settingsOf(input) {
          const settings = settingsOf(input);
          if (settings["DefaultArguments"] !== undefined) last = { DefaultArguments: settings["DefaultArguments"] };
          return { ...settings, ...last };
        },
      };
    },
    "never-tagged-unlisted: does not list sessions that were created without a tag": hides(({ tags, stoppedAt }) => tags.size === 0 && stoppedAt === undefined),
    "bare-session-unlisted: lists only sessions that have a number of workers or a capacity": hides(
      ({ settings }) => settings["NumberOfWorkers"] === undefined && settings["MaxCapacity"] === undefined,
    ),
    "untagged-session-breaks-filters: crashes on a filter once a session has no tags": ({ matchesPair }) => ({
      matchesPair: (tags, key, value) => (tags.size === 0 ? crash("a session without tags") : matchesPair(tags, key, value)),
    }),
  }),
  ...should("sessions/listed-as-created", {
    "members-of-the-last-created: keeps the members of all sessions in one place": [
      ({ settingsOf }) => {
        const shared: Record<string, unknown> = {};
        return { settingsOf: (input) => Object.assign(shared, settingsOf(input)) };
      },
      shows((_shown, { id }) => ({ Id: id })),
    ],
  }),
  ...should("sessions/first-and-last-tag", {
    "first-tag-not-indexed: finds no session by a tag where it was created without any": ({ addTags }) => ({
      addTags: (tags, added) => (tags.size === 0 ? new Map([...added].map(([key, value]) => [`${key} `, value])) : addTags(tags, added)),
    }),
    "unlisted-without-its-last-tag: lists a session no more once its last tag was removed": (behaviour) => {
      const bare = new Set<number>();
      return inTurn(
        hides(({ sequence }) => bare.has(sequence)),
        keeps({
          changed(session, { operation }) {
            if (session.tags.size === 0 && operation === "UntagResource") bare.add(session.sequence);
            else bare.delete(session.sequence);
            return session;
          },
        }),
      )(behaviour);
    },
  }),
  ...should("sessions/kept-apart", {
    "deletes-by-prefix: deletes all sessions whose ids begin with the one that is to be deleted": alsoTo("DeleteSession", begins),
    "stops-by-prefix: stops all sessions whose ids begin with the one that is to be stopped": alsoTo("StopSession", begins),
    "tags-by-prefix: tags all sessions whose ids begin with the one that is to be tagged": alsoTo("TagResource", begins),
    "deletes-in-any-case: deletes all sessions whose ids are the same but for case": alsoTo(
      "DeleteSession",
      (id, other) => other.toLowerCase() === id.toLowerCase(),
    ),
    "tags-by-pattern: tags all sessions that match an id as a regular expression": alsoTo("TagResource", (id, other) => new RegExp(`^${id}$`, "u").test(other)),
    "arn-cut-at-a-slash: takes what stands before a slash in the id of an ARN for the whole id": ({ sessionIdOf }) => ({
      sessionIdOf: (arn) => sessionIdOf(arn).split("/", 1)[0] ?? "",
    }),
    "ids-in-one-case: takes ids that differ in case for the same": () => ({
      findSession: (id, call) => [...call.store.after(0)].find((session) => session.id.toLowerCase() === id.toLowerCase()),
    }),
  }),
];
