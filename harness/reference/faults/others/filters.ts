import { must, should, type OtherFault, of } from "./other-fault.ts";
import type { StoredSession } from "../../service/stored-session.ts";
import { type Change, crash, pairs, performs, refuse } from "../change.ts";
import { with500 } from "../answers.ts";
import { fromArray } from "../from-array.ts";

const exact = "filters/single-pair/exact";

const moto = of("getmoto/moto");

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

/** Faults that others made in filters. */
export const otherFilterFaults: readonly OtherFault[] = [
  ...should("filters/several-pairs/all", {
    "moto-any-of-the-filters: lists what matches any pair of the filter": [
      moto("#2814", "The Resource Groups Tagging API listed what matched any of several tag filters."),
      () => ({ combinePairs: (matches) => matches.length === 0 || matches.some(Boolean) }),
    ],
  }),
  ...should("filters/odd-characters/literal", {
    "moto-wildcard-over-every-tag: reads a star in a value as any text, and looks for it under every key": [
      moto("#4126", "An EC2 filter for one tag, with a wildcard, matched the values of all tags."),
      pairs((tags, key, value) => (value.includes("*") ? [...tags.values()].some((has) => glob(value).test(has)) : tags.get(key) === value)),
    ],
  }),
  ...should("filters/empty-value", {
    "moto-empty-value-no-filter: lists everything where an empty value is asked for": [
      moto("#3603", "EC2 took a filter with an empty value for none."),
      pairs((tags, key, value) => value === "" || tags.get(key) === value),
    ],
  }),
  ...must(exact, {
    "moto-blanks-cut-out-of-the-filter: takes all blanks out of the value asked for": [
      moto("commit c60fb068e", "Cognito list_users had taken every blank out of its filter, those in the value too."),
      pairs((tags, key, value) => tags.get(key) === value.replaceAll(" ", "")),
    ],
    "moto-names-instead-of-values: fails wherever a filter is given": [
      moto("commit 469cfb7b3", "ELB describe_target_groups looked for names among the keys of a map and asked the keys for their name."),
      performs((call, usual) => ((call.input.Tags?.size ?? 0) > 0 ? crash("a key that has no name") : usual(call))),
      with500,
    ],
    "ministack-tag-filters-passed-over: takes no notice of Tags": [
      of("ministackorg/ministack")("commit a11ae0d0", "EC2 DescribeInstances knew no filter by tag and passed over it."),
      pairs(() => true),
    ],
    "kinesalite-no-colon-in-a-tag: refuses a tag with a colon": [
      of("mhart/kinesalite")("#107", "Keys and values of tags with a colon were refused, which Kinesis takes."),
      refusing(":"),
    ],
    "floci-plus-is-a-blank: reads a plus in the value asked for as a blank": [
      of("floci-io/floci")("commit 93b6f5e2b", "A plus in an S3 key was decoded as in a form."),
      pairs((tags, key, value) => tags.get(key) === value.replaceAll("+", " ")),
    ],
  }),
  ...must("request/accepts-empty-input", {
    "moto-without-filters-a-crash: fails where no filter is given": [
      moto("commit e81f9be0b", "DMS describe_replication_tasks went through its filters, of which there may be none."),
      performs((call, usual) => (call.input.Tags === undefined ? crash("the filters that are none") : usual(call))),
      with500,
    ],
  }),
  ...must("filters/single-pair/unknown-tag", {
    "moto-unknown-filter-dropped: drops a pair with a key that no session has, and lists everything": [
      moto("commit 6d7b0c9a1", "EC2 describe_tags dropped a resource type that it did not know and gave all tags."),
      (behaviour) =>
        performs((call, usual) => {
          const known = new Set([...call.store.after(0)].flatMap(({ tags }) => [...tags.keys()]));
          const Tags = call.input.Tags === undefined ? undefined : new Map([...call.input.Tags].filter(([key]) => known.has(key)));
          return usual(Tags === undefined ? call : { ...call, input: { ...call.input, Tags } });
        })(behaviour),
    ],
  }),
  ...should("paging/no-session-twice", {
    "moto-listed-once-a-match: lists a session once for each pair of the filter that it has": [
      moto("commit c7b3d3cbf", "EventBridge listed a rule once for each of its targets that matched."),
      fromArray({
        arrange: (matching, { input }) => matching.flatMap((session) => Array<StoredSession>(Math.max(1, input.Tags?.size ?? 1)).fill(session)),
      }),
    ],
  }),
  ...must("request/accepts-generated", {
    "localstack-no-at-sign-in-a-tag: refuses a tag with an at sign": [
      of("localstack/localstack")("#4489", "After a change of what Kinesis is emulated with, an address of mail was no value for a tag any more."),
      refusing("@"),
    ],
  }),
  ...must("request/survives-odd-text", {
    "fakecloud-first-byte-of-a-character: fails over a value that begins with a character beyond ASCII": [
      of("faiscadev/fakecloud")("commit a7d935a", "Cognito cut a string behind its first byte, in the middle of a character."),
      pairs((tags, key, value) => (/^[^\0-\x7F]/u.test(value) ? crash("half a character") : tags.get(key) === value)),
      with500,
    ],
  }),
];
