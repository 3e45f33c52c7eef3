import type { StoredSession } from "../service/stored-session.ts";
import type { OperationCall } from "../service/decisions.ts";
import { type Change, crash, hides, showsMember } from "./change.ts";
import { type Fault, should } from "./fault.ts";

const apart = "sessions/kept-apart";
const anew = "sessions/created-anew";

/** Applies an operation to other sessions too. */
function alsoTo(operation: "StopSession" | "DeleteSession" | "TagResource", isMeant: (id: string, other: string) => boolean): Change {
  return (behaviour) => {
    const perform = behaviour.operations[operation] as (call: OperationCall) => object;
    const act = (call: OperationCall): object => {
      const { Id, ResourceArn = "" } = call.input as { readonly Id?: string; readonly ResourceArn?: string };
      const id = Id ?? call.behaviour.sessionIdOf(ResourceArn);
      const others = [...call.store.after(0)].filter((other) => other.id !== id && isMeant(id, other.id));
      const result = perform(call);
      for (const other of others) {
        const input = { ...(call.input as object), ...(Id === undefined ? { ResourceArn: ResourceArn.replace(id, () => other.id) } : { Id: other.id }) };
        perform({ ...call, input });
      }
      return result;
    };
    return { operations: { ...behaviour.operations, [operation]: act } };
  };
}

const begins = (id: string, other: string): boolean => other.startsWith(id);

/** Gives a session whose id was used before something of the earlier one. */
const inheriting =
  (take: (old: StoredSession) => Partial<StoredSession>): Change =>
  (behaviour) => {
    const old = new Map<string, StoredSession>();
    return {
      removeSession(session, call) {
        old.set(session.id, session);
        behaviour.removeSession(session, call);
      },
      addSession(draft, call) {
        const earlier = old.get(draft.id);
        return behaviour.addSession(earlier === undefined ? draft : { ...draft, ...take(earlier) }, call);
      },
    };
  };

/** Faults in sessions with few members, with ids that share parts, and with reused ids. */
export const neighbourFaults: readonly Fault[] = [
  ...should("sessions/bare-and-empty", {
    "empty-description-dropped: shows no description where it is empty": showsMember("Description", (value) => (value === "" ? undefined : value)),
    "empty-arguments-dropped: drops arguments whose value is empty": showsMember("DefaultArguments", (value) =>
      Object.fromEntries(Object.entries(value as object).filter(([, text]) => text !== "")),
    ),
    "arguments-of-an-earlier-session: gives a session that has no arguments those of the one that was created before it": (behaviour) => {
      let last: unknown;
      return {
        settingsOf(input) {
          const settings = behaviour.settingsOf(input);
          if (settings["DefaultArguments"] === undefined) return last === undefined ? settings : { ...settings, DefaultArguments: last };
          last = settings["DefaultArguments"];
          return settings;
        },
      };
    },
    "never-tagged-unlisted: does not list sessions that were created without a tag": hides(({ tags, stoppedAt }) => tags.size === 0 && stoppedAt === undefined),
    "bare-session-unlisted: lists only sessions that have a number of workers or a capacity": hides(
      ({ settings }) => settings["NumberOfWorkers"] === undefined && settings["MaxCapacity"] === undefined,
    ),
    "untagged-session-breaks-filters: crashes on a filter once a session has no tags": (behaviour) => ({
      matchesPair: (tags, key, value) => (tags.size === 0 ? crash("a session without tags") : behaviour.matchesPair(tags, key, value)),
    }),
  }),
  ...should("sessions/first-and-last-tag", {
    "first-tag-not-indexed: finds no session by a tag where it was created without any": (behaviour) => ({
      addTags: (tags, added) => (tags.size === 0 ? new Map([...added].map(([key, value]) => [`${key} `, value])) : behaviour.addTags(tags, added)),
    }),
    "unlisted-without-its-last-tag: lists a session no more once its last tag was removed": (behaviour) => {
      const bare = new Set<number>();
      return {
        ...hides(({ sequence }) => bare.has(sequence))(behaviour),
        replaceSession(session, call) {
          if (session.tags.size === 0 && call.operation === "UntagResource") bare.add(session.sequence);
          else bare.delete(session.sequence);
          behaviour.replaceSession(session, call);
        },
      };
    },
  }),
  ...should(apart, {
    "deletes-by-prefix: deletes all sessions whose ids begin with the one that is to be deleted": alsoTo("DeleteSession", begins),
    "stops-by-prefix: stops all sessions whose ids begin with the one that is to be stopped": alsoTo("StopSession", begins),
    "tags-by-prefix: tags all sessions whose ids begin with the one that is to be tagged": alsoTo("TagResource", begins),
    "deletes-in-any-case: deletes all sessions whose ids are the same but for case": alsoTo(
      "DeleteSession",
      (id, other) => other.toLowerCase() === id.toLowerCase(),
    ),
    "tags-by-pattern: tags all sessions that match an id as a regular expression": alsoTo("TagResource", (id, other) => new RegExp(`^${id}$`, "u").test(other)),
    "arn-cut-at-a-slash: takes what stands before a slash in the id of an ARN for the whole id": (behaviour) => ({
      sessionIdOf: (arn) => behaviour.sessionIdOf(arn).split("/", 1)[0] ?? "",
    }),
    "ids-in-one-case: takes ids that differ in case for the same": () => ({
      findSession: (id, call) => [...call.store.after(0)].find((session) => session.id.toLowerCase() === id.toLowerCase()),
    }),
  }),
  ...should(anew, {
    "description-of-the-first-of-an-id: gives a session the description of a deleted one that had its id": inheriting(({ settings }) => ({ settings })),
    "created-on-of-the-first-of-an-id: gives a session the time of creation of a deleted one that had its id": inheriting(({ createdAt }) => ({ createdAt })),
    "stopped-as-the-first-of-an-id: gives a session the status of a deleted one that had its id": inheriting(({ stoppedAt }) =>
      stoppedAt === undefined ? {} : { stoppedAt },
    ),
    "added-tags-outlive-their-session: keeps tags that were added to a session for the next one of its id": (behaviour) => {
      const added = new Map<string, ReadonlyMap<string, string>>();
      return {
        replaceSession(session, call) {
          if (call.operation === "TagResource") added.set(session.id, (call.input as { TagsToAdd: ReadonlyMap<string, string> }).TagsToAdd);
          behaviour.replaceSession(session, call);
        },
        addSession: (draft, call) => behaviour.addSession({ ...draft, tags: new Map([...draft.tags, ...(added.get(draft.id) ?? [])]) }, call),
      };
    },
  }),
];
