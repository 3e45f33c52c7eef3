import { type Change, pairs, performs, withoutTags } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
import { joinedBy } from "./tag-comparison.ts";
const cutAt = (length: number): Change =>
  pairs((tags, key, value) =>
    [...tags].some(([name, has]) => name.slice(0, length) === key.slice(0, length) && has.slice(0, length) === value.slice(0, length)),
  );

const valueMatches = (expressionOf: (wanted: string) => string): Change =>
  pairs((tags, key, value) => new RegExp(`^${expressionOf(value)}$`, "u").test(tags.get(key) ?? "\n"));

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, (sign) => (sign === "/" || sign === "-" ? sign : `\\${sign}`));

/** Faults in comparing a pair: key and value run together, cut short, or read as an expression. */
export const joinedPairFaults: readonly Fault[] = [
  ...must("filters/single-pair/exact", {
    "filter-key-and-value-joined: compares key and value written one behind the other": joinedBy(""),
    "filter-pair-joined-by-slash: compares key and value with a slash between them": joinedBy("/"),
    "filter-pair-joined-by-plus: compares key and value with a plus sign between them": joinedBy("+"),
    "filter-pair-joined-by-blank: compares key and value with a blank between them": joinedBy(" "),
    "filter-of-64-characters: compares the first 64 characters of keys and values": cutAt(64),
    "filter-of-127-characters: compares the first 127 characters of keys and values": cutAt(127),
    "filter-of-255-characters: finds no value of more than 255 characters": pairs((tags, key, value) => tags.get(key) === value && value.length <= 255),
    "filter-with-underscore-as-any: takes an underscore in a value for any character": valueMatches((wanted) => quoted(wanted).replaceAll("_", ".")),
    "filter-with-dot-as-any: takes a dot in a value for any character": valueMatches((wanted) => quoted(wanted).replaceAll("\\.", ".")),
    "filter-up-to-the-slash: compares paths by their first segment": pairs((tags, key, value) => tags.get(key)?.split("/", 1)[0] === value.split("/", 1)[0]),
    "filter-null-is-absence: takes the text null for a tag that is not there": pairs((tags, key, value) => String(tags.get(key) ?? null) === value),
    "filter-by-description: lists a session whose description is the value asked for": (behaviour) => ({
      matchesFilter: (session, filter, decisions) =>
        behaviour.matchesFilter(session, filter, decisions) || [...filter.values()].some((value) => value === session.settings["Description"]),
    }),
  }),
  ...must("filters/single-pair/kept-over-pages", {
    "filter-of-largest-pages-ignored: takes no notice of Tags where MaxResults is at its maximum": performs((call, usual) => {
      if (call.input.MaxResults !== 1_000) return usual(call);
      return usual(withoutTags(call));
    }),
  }),
  ...must("filters/single-pair/unknown-tag", {
    "filter-of-nothing-known-lists-all: lists every session for a tag that no session has": performs((call, usual) => {
      const listing = usual(call);
      return call.input.NextToken === undefined && listing.Ids.length === 0 ? usual(withoutTags(call)) : listing;
    }),
  }),
  ...should("filters/several-pairs/all", {
    "filter-of-three-pairs-at-most: looks at the first three of several tags": () => ({ combinePairs: (matches) => matches.slice(0, 3).every(Boolean) }),
    "filter-of-ten-pairs-at-most: looks at the first ten of several tags": () => ({ combinePairs: (matches) => matches.slice(0, 10).every(Boolean) }),
  }),
  ...should("filters/beyond-ascii", {
    "filter-without-accents: compares values without their accents": pairs((tags, key, value) => bare(tags.get(key) ?? "\n") === bare(value)),
    "filter-of-composed-characters: compares values in their composed form": pairs(
      (tags, key, value) => tags.get(key)?.normalize("NFC") === value.normalize("NFC"),
    ),
    "filter-of-ascii-only: finds no value with characters beyond ASCII": pairs((tags, key, value) => tags.get(key) === value && !/[^ -~]/u.test(value)),
  }),
];

function bare(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "");
}
