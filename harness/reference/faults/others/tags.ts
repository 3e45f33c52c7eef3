import { must, should, missed, type OtherFault, of } from "./other-fault.ts";
import { type Change, crash, pairs } from "../change.ts";
import { with500 } from "../answers.ts";

const exact = "filters/single-pair/exact";
const tagged = "sessions/tags-reflected";

const moto = of("getmoto/moto");
const floci = of("floci-io/floci");

type Tags = ReadonlyMap<string, string>;

/** Changes the tags that a session is created with. */
const tagsOfCreation =
  (change: (tags: Tags) => Tags): Change =>
  (behaviour) => ({ addSession: (draft, call) => behaviour.addSession({ ...draft, tags: change(draft.tags) }, call) });

/** Faults that others made in tags. */
export const otherTagFaults: readonly OtherFault[] = [
  ...must(exact, {
    "floci-tags-of-creation-dropped: drops the tags that a session is created with": [
      floci("#699", "SQS CreateQueue dropped its tags."),
      tagsOfCreation(() => new Map()),
    ],
    "ministack-tags-of-creation-in-another-form: fails over a filter once a session was created with tags": [
      of("ministackorg/ministack")("commit dcf53052", "SSM PutParameter kept its tags as a list, where all readers of tags took a map."),
      pairs((tags) => (tags.size > 0 ? crash("a list that is no map") : false)),
      with500,
    ],
  }),
  ...should("filters/empty-value", {
    "moto-empty-value-ends-the-tags: reads tags up to the first one with an empty value": [
      moto("commit 85f38859c", "The reader of numbered tags stopped at an empty value, and lost that tag and all behind it."),
      tagsOfCreation((tags) => {
        const entries = [...tags];
        const end = entries.findIndex(([, value]) => value === "");
        return new Map(end === -1 ? entries : entries.slice(0, end));
      }),
    ],
    "localstack-tag-with-an-empty-value-lost: loses tags with an empty value": [
      of("localstack/localstack")("commit 41a5ebbe0", "SQS got no value for a tag whose value is empty, and kept no such tag."),
      tagsOfCreation((tags) => new Map([...tags].filter(([, value]) => value !== ""))),
    ],
  }),
  ...should(tagged, {
    "moto-tag-appended: keeps the old value of a tag beside the new one": [
      moto("commit 7e88a901d", "Secrets Manager appended a tag though there was one with its key."),
      (behaviour) => {
        const had = new WeakMap<Tags, readonly (readonly [string, string])[]>();
        return {
          addTags(tags, added) {
            const changed = behaviour.addTags(tags, added);
            had.set(changed, [...(had.get(tags) ?? []), ...tags]);
            return changed;
          },
          matchesPair: (tags, key, value) => tags.get(key) === value || (had.get(tags) ?? []).some(([name, old]) => name === key && old === value),
        };
      },
    ],
    "moto-first-service-only: tags and untags the first session only, whichever is named": [
      moto("commit 1993e3f4e", "ECS returned after it had looked at the first service of a cluster; the tags of all others stayed as they were."),
      (behaviour) => ({
        replaceSession(session, call) {
          const [first] = call.store.after(0);
          if (!call.operation.endsWith("Resource") || first?.id === session.id) behaviour.replaceSession(session, call);
        },
      }),
    ],
  }),
  ...missed("should", "no property tags a session that has no tags: each carries the run's own", {
    "moto-untagged-is-unknown: does not find a session without tags when it is tagged": [
      moto("PR #9795", "The tagging service kept no empty set of tags, so what had none was not found."),
      (behaviour) => ({
        findSession(id, call) {
          const session = behaviour.findSession(id, call);
          return session?.tags.size === 0 && call.operation === "TagResource" ? undefined : session;
        },
      }),
    ],
  }),
  ...missed("should", "no property of ListSessions removes a missing tag; UntagResource is judged by --operation UntagResource", {
    "moto-untag-what-is-not-there: fails over an UntagResource for a key that the session does not have": [
      moto("commit dd707b2f5", "Route 53 deleted a key from a map without a look whether it is there."),
      (behaviour) => ({
        removeTags: (tags, keys) => (keys.some((key) => !tags.has(key)) ? crash("a missing key") : behaviour.removeTags(tags, keys)),
      }),
      with500,
    ],
  }),
  ...missed("should", "no property tags a session whose id contains session/", {
    "floci-name-that-looks-like-a-kind: takes what follows the last session/ of an ARN for the id": [
      floci("#963", "EventBridge recognized the kind of an ARN by a substring, which a name contained too."),
      () => ({ sessionIdOf: (arn) => arn.slice(arn.lastIndexOf("session/") + "session/".length) }),
    ],
  }),
  ...should("sessions/created-anew", {
    "dynalite-values-shared: lets sessions that were created with the same tags share them, so that a new tag of one shows on all": [
      of("architect/dynalite")("#56", "An update changed the very objects of the old item, for it copied them one level deep."),
      (behaviour) => {
        const shared = new Map<string, Map<string, string>>();
        return {
          addSession(draft, call) {
            const key = JSON.stringify([...draft.tags]);
            const tags = shared.get(key) ?? new Map(draft.tags);
            shared.set(key, tags);
            return behaviour.addSession({ ...draft, tags }, call);
          },
          addTags(tags, added) {
            for (const [key, value] of added) (tags as Map<string, string>).set(key, value);
            return tags;
          },
        };
      },
    ],
  }),
];
