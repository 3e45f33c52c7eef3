import { dynalite, fakecloud, floci, localstack, ministack, missed, moto, of, type OtherFault, faultTable } from "./other-fault.ts";
import type { StoredSession } from "../../service/stored-session.ts";
import { type Change, crash, performs, refuse } from "../change.ts";
import { with500 } from "../answers.ts";
import { fromArray } from "../from-array.ts";
import { isFiltered, keeps, pairs } from "../listing.ts";
import type { TagFilter } from "../../service/decisions.ts";

/** A pattern in which a star is any text. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`))
      .join(".*")}$`,
    "su",
  );

/** Refuses a filter with a character in it. */
const refusing = (character: string): Change =>
  performs((call, usual) => ([...(call.input.Tags ?? [])].some((pair) => pair.join("").includes(character)) ? refuse("Tags") : usual(call)));

/** Changes the tags that a session is created with. */
const tagsOfCreation = (change: (tags: TagFilter) => TagFilter): Change => keeps({ created: (draft) => ({ ...draft, tags: change(draft.tags) }) });

/** Faults that others made in filters and tags. */
export const otherFilterFaults: readonly OtherFault[] = [
  ...faultTable({
    "filters/several-pairs/all": "should",
    "moto-any-of-the-filters: lists what matches any pair of the filter": [
      moto("#2814", "The Resource Groups Tagging API listed what matched any of several tag filters."),
      () => ({ combinePairs: (matches) => matches.length === 0 || matches.some(Boolean) }),
    ],
    "filters/odd-characters/literal": "should",
    "moto-wildcard-over-every-tag: reads a star in a value as any text, and looks for it under every key": [
      moto("#4126", "An EC2 filter for one tag, with a wildcard, matched the values of all tags."),
      pairs((tags, key, value) => (value.includes("*") ? [...tags.values()].some((has) => glob(value).test(has)) : tags.get(key) === value)),
    ],
    "filters/empty-value": "should",
    "moto-empty-value-no-filter: lists everything where an empty value is asked for": [
      moto("#3603", "EC2 took a filter with an empty value for none."),
      pairs((tags, key, value) => value === "" || tags.get(key) === value),
    ],
    "moto-empty-value-ends-the-tags: reads tags up to the first one with an empty value": [
      moto("commit 85f38859c", "The reader of numbered tags stopped at an empty value, and lost that tag and all behind it."),
      tagsOfCreation((tags) => {
        const entries = [...tags];
        const end = entries.findIndex(([, value]) => value === "");
        return new Map(end === -1 ? entries : entries.slice(0, end));
      }),
    ],
    "localstack-tag-with-an-empty-value-lost: loses tags with an empty value": [
      localstack("commit 41a5ebbe0", "SQS got no value for a tag whose value is empty, and kept no such tag."),
      tagsOfCreation((tags) => new Map([...tags].filter(([, value]) => value !== ""))),
    ],
    "filters/single-pair/exact": "must",
    "moto-blanks-cut-out-of-the-filter: takes all blanks out of the value asked for": [
      moto("commit c60fb068e", "Cognito list_users had taken every blank out of its filter, those in the value too."),
      pairs((tags, key, value) => tags.get(key) === value.replaceAll(" ", "")),
    ],
    "moto-names-instead-of-values: fails wherever a filter is given": [
      moto("commit 469cfb7b3", "ELB describe_target_groups looked for names among the keys of a map and asked the keys for their name."),
      performs((call, usual) => (isFiltered(call) ? crash("a key that has no name") : usual(call))),
      with500,
    ],
    "ministack-tag-filters-passed-over: takes no notice of Tags": [
      ministack("commit a11ae0d0", "EC2 DescribeInstances knew no filter by tag and passed over it."),
      pairs(() => true),
    ],
    "kinesalite-no-colon-in-a-tag: refuses a tag with a colon": [
      of("mhart/kinesalite")("#107", "Keys and values of tags with a colon were refused, which Kinesis takes."),
      refusing(":"),
    ],
    "floci-plus-is-a-blank: reads a plus in the value asked for as a blank": [
      floci("commit 93b6f5e2b", "A plus in an S3 key was decoded as in a form."),
      pairs((tags, key, value) => tags.get(key) === value.replaceAll("+", " ")),
    ],
    "floci-tags-of-creation-dropped: drops the tags that a session is created with": [
      floci("#699", "SQS CreateQueue dropped its tags."),
      tagsOfCreation(() => new Map()),
    ],
    "ministack-tags-of-creation-in-another-form: fails over a filter once a session was created with tags": [
      ministack("commit dcf53052", "SSM PutParameter kept its tags as a list, where all readers of tags took a map."),
      pairs((tags) => (tags.size > 0 ? crash("a list that is no map") : false)),
      with500,
    ],
    "request/accepts-empty-input": "must",
    "moto-without-filters-a-crash: fails where no filter is given": [
      moto("commit e81f9be0b", "DMS describe_replication_tasks went through its filters, of which there may be none."),
      performs((call, usual) => (call.input.Tags === undefined ? crash("the filters that are none") : usual(call))),
      with500,
    ],
    "filters/single-pair/unknown-tag": "must",
    "moto-unknown-filter-dropped: drops a pair with a key that no session has, and lists everything": [
      moto("commit 6d7b0c9a1", "EC2 describe_tags dropped a resource type that it did not know and gave all tags."),
      (behaviour) =>
        performs((call, usual) => {
          const known = new Set([...call.store.after(0)].flatMap(({ tags }) => [...tags.keys()]));
          const Tags = call.input.Tags === undefined ? undefined : new Map([...call.input.Tags].filter(([key]) => known.has(key)));
          return usual(Tags === undefined ? call : { ...call, input: { ...call.input, Tags } });
        })(behaviour),
    ],
    "paging/no-session-twice": "should",
    "moto-listed-once-a-match: lists a session once for each pair of the filter that it has": [
      moto("commit c7b3d3cbf", "EventBridge listed a rule once for each of its targets that matched."),
      fromArray({ arrange: (matching, { input }) => matching.flatMap((session) => Array<StoredSession>(Math.max(1, input.Tags?.size ?? 1)).fill(session)) }),
    ],
    "request/accepts-generated": "must",
    "localstack-no-at-sign-in-a-tag: refuses a tag with an at sign": [
      localstack("#4489", "After a change of what Kinesis is emulated with, an address of mail was no value for a tag any more."),
      refusing("@"),
    ],
    "request/survives-odd-text": "must",
    "fakecloud-first-byte-of-a-character: fails over a value that begins with a character beyond ASCII": [
      fakecloud("commit a7d935a", "Cognito cut a string behind its first byte, in the middle of a character."),
      pairs((tags, key, value) => (/^[^\0-\x7F]/u.test(value) ? crash("half a character") : tags.get(key) === value)),
      with500,
    ],
    "sessions/tags-reflected": "should",
    "moto-tag-appended: keeps the old value of a tag beside the new one": [
      moto("commit 7e88a901d", "Secrets Manager appended a tag though there was one with its key."),
      (behaviour) => {
        const had = new WeakMap<TagFilter, readonly (readonly [string, string])[]>();
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
      (behaviour) => ({ removeTags: (tags, keys) => (keys.some((key) => !tags.has(key)) ? crash("a missing key") : behaviour.removeTags(tags, keys)) }),
      with500,
    ],
  }),
  ...missed("should", "no property tags a session whose id contains session/", {
    "floci-name-that-looks-like-a-kind: takes what follows the last session/ of an ARN for the id": [
      floci("#963", "EventBridge recognized the kind of an ARN by a substring, which a name contained too."),
      () => ({ sessionIdOf: (arn) => arn.slice(arn.lastIndexOf("session/") + "session/".length) }),
    ],
  }),
  ...faultTable({
    "sessions/created-anew": "should",
    "dynalite-values-shared: lets sessions that were created with the same tags share them, so that a new tag of one shows on all": [
      dynalite("#56", "An update changed the very objects of the old item, for it copied them one level deep."),
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
