import { type BehaviourChange, crash, pairs, performs, refuse } from "../change.ts";
import { withServerErrors } from "../crashing.ts";
import { fromArray } from "./listed.ts";
import { type OtherFault, of } from "./other-fault.ts";
import type { StoredSession } from "../../service/stored-session.ts";

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
const refusing = (character: string): BehaviourChange =>
  performs((call, usual) => ([...(call.input.Tags ?? [])].some((pair) => pair.join("").includes(character)) ? refuse("Tags") : usual(call)));

/** Faults that others made in filters. */
export const otherFilterFaults: readonly OtherFault[] = [
  {
    name: "moto-any-of-the-filters",
    title: "lists what matches any pair of the filter",
    level: "should",
    caughtBy: "filters/several-pairs/all",
    source: moto("#2814", "The Resource Groups Tagging API listed what matched any of several tag filters."),
    apply: (behaviour) => ({ ...behaviour, combinePairs: (matches) => matches.length === 0 || matches.some(Boolean) }),
  },
  {
    name: "moto-wildcard-over-every-tag",
    title: "reads a star in a value as any text, and looks for it under every key",
    level: "should",
    caughtBy: "filters/odd-characters/literal",
    source: moto("#4126", "An EC2 filter for one tag, with a wildcard, matched the values of all tags."),
    apply: pairs((tags, key, value) => (value.includes("*") ? [...tags.values()].some((has) => glob(value).test(has)) : tags.get(key) === value)),
  },
  {
    name: "moto-empty-value-no-filter",
    title: "lists everything where an empty value is asked for",
    level: "should",
    caughtBy: "filters/empty-value",
    source: moto("#3603", "EC2 took a filter with an empty value for none."),
    apply: pairs((tags, key, value) => value === "" || tags.get(key) === value),
  },
  {
    name: "moto-blanks-cut-out-of-the-filter",
    title: "takes all blanks out of the value asked for",
    level: "must",
    caughtBy: exact,
    source: moto("commit c60fb068e", "Cognito list_users had taken every blank out of its filter, those in the value too."),
    apply: pairs((tags, key, value) => tags.get(key) === value.replaceAll(" ", "")),
  },
  {
    name: "moto-names-instead-of-values",
    title: "fails wherever a filter is given",
    level: "must",
    caughtBy: exact,
    source: moto("commit 469cfb7b3", "ELB describe_target_groups looked for names among the keys of a map and asked the keys for their name."),
    apply: performs((call, usual) => ((call.input.Tags?.size ?? 0) > 0 ? crash("a key that has no name") : usual(call))),
    wrap: withServerErrors,
  },
  {
    name: "moto-without-filters-a-crash",
    title: "fails where no filter is given",
    level: "must",
    caughtBy: "request/accepts-empty-input",
    source: moto("commit e81f9be0b", "DMS describe_replication_tasks went through its filters, of which there may be none."),
    apply: performs((call, usual) => (call.input.Tags === undefined ? crash("the filters that are none") : usual(call))),
    wrap: withServerErrors,
  },
  {
    name: "moto-unknown-filter-dropped",
    title: "drops a pair with a key that no session has, and lists everything",
    level: "must",
    caughtBy: "filters/single-pair/unknown-tag",
    source: moto("commit 6d7b0c9a1", "EC2 describe_tags dropped a resource type that it did not know and gave all tags."),
    apply: (behaviour) =>
      performs((call, usual) => {
        const known = new Set([...call.store.after(0)].flatMap(({ tags }) => [...tags.keys()]));
        const Tags = call.input.Tags === undefined ? undefined : new Map([...call.input.Tags].filter(([key]) => known.has(key)));
        return usual(Tags === undefined ? call : { ...call, input: { ...call.input, Tags } });
      })(behaviour),
  },
  {
    name: "moto-listed-once-a-match",
    title: "lists a session once for each pair of the filter that it has",
    level: "should",
    caughtBy: "paging/no-session-twice",
    source: moto("commit c7b3d3cbf", "EventBridge listed a rule once for each of its targets that matched."),
    apply: fromArray({
      arrange: (matching, { input }) => matching.flatMap((session) => Array<StoredSession>(Math.max(1, input.Tags?.size ?? 1)).fill(session)),
    }),
  },
  {
    name: "ministack-tag-filters-passed-over",
    title: "takes no notice of Tags",
    level: "must",
    caughtBy: exact,
    source: of("ministackorg/ministack")("commit a11ae0d0", "EC2 DescribeInstances knew no filter by tag and passed over it."),
    apply: pairs(() => true),
  },
  {
    name: "kinesalite-no-colon-in-a-tag",
    title: "refuses a tag with a colon",
    level: "must",
    caughtBy: exact,
    source: of("mhart/kinesalite")("#107", "Keys and values of tags with a colon were refused, which Kinesis takes."),
    apply: refusing(":"),
  },
  {
    name: "localstack-no-at-sign-in-a-tag",
    title: "refuses a tag with an at sign",
    level: "must",
    caughtBy: "request/accepts-generated",
    source: of("localstack/localstack")("#4489", "After a change of what Kinesis is emulated with, an address of mail was no value for a tag any more."),
    apply: refusing("@"),
  },
  {
    name: "floci-plus-is-a-blank",
    title: "reads a plus in the value asked for as a blank",
    level: "must",
    caughtBy: exact,
    source: of("floci-io/floci")("commit 93b6f5e2b", "A plus in an S3 key was decoded as in a form."),
    apply: pairs((tags, key, value) => tags.get(key) === value.replaceAll("+", " ")),
  },
  {
    name: "fakecloud-first-byte-of-a-character",
    title: "fails over a value that begins with a character beyond ASCII",
    level: "must",
    caughtBy: "request/survives-odd-text",
    source: of("faiscadev/fakecloud")("commit a7d935a", "Cognito cut a string behind its first byte, in the middle of a character."),
    apply: pairs((tags, key, value) => (/^[^\0-\x7F]/u.test(value) ? crash("half a character") : tags.get(key) === value)),
    wrap: withServerErrors,
  },
];
