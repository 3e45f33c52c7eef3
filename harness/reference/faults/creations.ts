import { isJsonObject } from "../../../spec/json.ts";
import { wireRequest } from "../../../properties/core/request.ts";
import { Refusal } from "../service/refusal.ts";
import type { CreateSessionInput, StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { type Change, crash, inTurn, type Members, performs, shows, showsMember } from "./change.ts";
import { hides, keeps } from "./listing.ts";
import { jsonOf, namedOperation } from "./answers.ts";
import type { Traits } from "./changed-service.ts";
import { type Fault, faultTable } from "./fault.ts";

/** Keeps a session though it answers that its creation is refused, with a member mended; nothing where `mend` returns undefined. */
const keepingRefused = (member: string, mend: (value: unknown) => unknown): Traits => ({
  wrap: (service) => async (request) => {
    const answer = await service(request);
    const input = jsonOf(request);
    if (namedOperation(request) !== "CreateSession" || answer.status !== 400 || !isJsonObject(input)) return answer;
    const mended = mend(input[member]);
    if (mended !== undefined) await service(wireRequest("CreateSession", JSON.stringify({ ...input, [member]: mended })));
    return answer;
  },
});

type CreateCall = OperationCall<CreateSessionInput>;

/** Does something to a session that exists when another is to be created under its id. */
const taken = (onTaken: (session: StoredSession, call: CreateCall) => object): Change =>
  performs((call, usual) => {
    const session = call.behaviour.findSession(call.input.Id, call);
    return session === undefined ? usual(call) : onTaken(session, call);
  }, "CreateSession");

/** Changes the session there, and refuses the creation. */
const refusedButKept = (change: (session: StoredSession, call: CreateCall) => Partial<StoredSession>): Change =>
  taken((session, call) => {
    call.behaviour.replaceSession({ ...session, ...change(session, call) }, call);
    throw new Refusal("duplicate-session", `Session ${session.id} already exists`, ["Id"]);
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
export const creationFaults: readonly Fault[] = faultTable({
  "sessions/refused-leaves-nothing": "should",
  "refused-without-role-listed: lists a session whose creation was refused since it had no role": keepingRefused("Role", (value) =>
    value === undefined ? "arn:aws:iam::123456789012:role/Default" : undefined,
  ),
  "refused-without-command-listed: lists a session whose creation was refused since it had no command": keepingRefused("Command", (value) =>
    value === undefined ? {} : undefined,
  ),
  "refused-for-a-type-listed: lists a session whose creation was refused for a wrong type": keepingRefused("NumberOfWorkers", (value) =>
    Array.isArray(value) ? 2 : undefined,
  ),
  "refused-for-its-length-listed: lists a session under as much of its id as is allowed, though its creation was refused for the length": keepingRefused(
    "Id",
    (value) => (String(value).length > 255 ? String(value).slice(0, 255) : undefined),
  ),
  "refused-for-a-range-listed: lists a session whose creation was refused for a number below its range": keepingRefused("IdleTimeout", (value) =>
    value === 0 ? 1 : undefined,
  ),
  "refused-for-its-tags-listed: lists a session without tags whose creation was refused for too many": keepingRefused("Tags", (value = {}) =>
    Object.keys(value as object).length > 50 ? {} : undefined,
  ),
  "refused-id-stays-taken: refuses an id that was in a refused creation": {
    wrap(service) {
      const ids = new Set<unknown>();
      return async (request) => {
        const answer = await service(request);
        if (namedOperation(request) !== "CreateSession") return answer;
        const { Id } = jsonOf(request) as { readonly Id: string };
        if (answer.status === 400) ids.add(Id);
        if (answer.status !== 200 || !ids.has(Id)) return answer;
        await service(wireRequest("DeleteSession", JSON.stringify({ Id })));
        const body = Buffer.from(JSON.stringify({ __type: "AlreadyExistsException", Message: "The session is being created" }));
        return { ...answer, status: 400, body };
      };
    },
  },
  "sessions/unchanged-when-created-again": "should",
  "refused-repetition-overwrites-tags: refuses a creation under an id that is taken, and gives the session there its tags": refusedButKept(
    (_session, { input }) => ({ tags: input.Tags ?? new Map() }),
  ),
  "refused-repetition-adds-tags: refuses a creation under an id that is taken, and adds its tags to the session there": refusedButKept(
    ({ tags }, { input }) => ({ tags: new Map([...tags, ...(input.Tags ?? [])]) }),
  ),
  "refused-repetition-overwrites-members: refuses a creation under an id that is taken, and gives the session there its members": refusedButKept(
    (_session, { behaviour, input }) => ({ settings: behaviour.settingsOf(input) }),
  ),
  "repetition-overwrites-session: puts a session that is created under an id that is taken in the place of the one there": taken((session, call) => {
    const { behaviour, input, at } = call;
    const replaced = { ...session, settings: behaviour.settingsOf(input), tags: input.Tags ?? new Map<string, string>(), createdAt: at };
    behaviour.replaceSession(replaced, call);
    return { Session: behaviour.renderSession(replaced, call) };
  }),
  "repetition-listed-twice: lists two sessions where one was created twice": taken(({ id, settings, tags, createdAt }, call) => {
    const added = call.behaviour.addSession({ id, settings, tags, createdAt }, call);
    return { Session: call.behaviour.renderSession(added, call) };
  }),
  "sessions/bare-and-empty": "should",
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
  "sessions/listed-as-created": "should",
  "members-of-the-last-created: keeps the members of all sessions in one place": [
    ({ settingsOf }) => {
      const shared: Record<string, unknown> = {};
      return { settingsOf: (input) => Object.assign(shared, settingsOf(input)) };
    },
    shows((_shown, { id }) => ({ Id: id })),
  ],
  "sessions/first-and-last-tag": "should",
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
  "sessions/kept-apart": "should",
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
});
