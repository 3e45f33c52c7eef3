import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { type Fault, must, should } from "./fault.ts";
import { changesListing } from "./change.ts";

const types = "response/types";
const limits = "response/limits";
const same = "response/ids-match-sessions";
const both = "response/both-lists";

const longestId = (): number => contractOf("ListSessions").response.properties["Ids"]?.items?.maxLength ?? 0;

const idsFaults: readonly Fault[] = [
  must(
    "ids-of-structures",
    "lists structures with an id in Ids",
    types,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((Id) => ({ Id })) })),
  ),
  must(
    "ids-null-element",
    "ends Ids with null",
    types,
    changesListing((listing) => ({ ...listing, Ids: [...listing.Ids, null] })),
  ),
  must(
    "ids-joined",
    "joins Ids into one string",
    types,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.join(",") })),
  ),
  must(
    "ids-numbered",
    "lists numbers in Ids",
    types,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((_, index) => index) })),
  ),
  must(
    "ids-as-map",
    "sends Ids as a map from position to id",
    types,
    changesListing((listing) => ({ ...listing, Ids: Object.fromEntries(listing.Ids.entries()) as object })),
  ),
  should(
    "ids-of-arns",
    "lists ARNs in Ids",
    same,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((id) => `arn:aws:glue:us-east-1:123456789012:session/${id}`) })),
  ),
  must(
    "ids-overlong",
    "pads ids in Ids beyond their length",
    limits,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((id) => id.padEnd(longestId() + 1)) })),
  ),
  must(
    "ids-empty-element",
    "ends Ids with an empty id",
    limits,
    changesListing((listing) => ({ ...listing, Ids: [...listing.Ids, ""] })),
  ),
  must(
    "ids-with-newline",
    "ends each id in Ids with a newline",
    limits,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((id) => `${id}\n`) })),
  ),
  should(
    "ids-missing",
    "sends no Ids",
    both,
    changesListing(({ Sessions, NextToken }) => ({ Sessions, NextToken })),
  ),
  should(
    "ids-one-too-few",
    "leaves the last session of a page out of Ids",
    same,
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.slice(0, -1) })),
  ),
];

const sessionsFaults: readonly Fault[] = [
  must(
    "sessions-as-map",
    "sends Sessions as a map from id to session",
    types,
    changesListing((listing) => ({ ...listing, Sessions: Object.fromEntries(listing.Sessions.map((session) => [session["Id"], session])) as object })),
  ),
  must(
    "sessions-of-ids",
    "lists ids in Sessions",
    types,
    changesListing((listing) => ({ ...listing, Sessions: listing.Ids })),
  ),
  must(
    "sessions-null-element",
    "ends Sessions with null",
    types,
    changesListing((listing) => ({ ...listing, Sessions: [...listing.Sessions, null] })),
  ),
  must(
    "sessions-encoded",
    "lists sessions as JSON text in Sessions",
    types,
    changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.map((session) => JSON.stringify(session)) })),
  ),
  must(
    "sessions-only-one-bare",
    "sends the session itself where Sessions has one",
    types,
    changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.length === 1 ? listing.Sessions[0] : listing.Sessions })),
  ),
  should(
    "sessions-nested",
    "wraps each session in a member Session",
    "response/session-has-id-and-status",
    changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.map((Session) => ({ Session })) })),
  ),
  should(
    "sessions-missing",
    "sends no Sessions",
    both,
    changesListing(({ Ids, NextToken }) => ({ Ids, NextToken })),
  ),
  should(
    "sessions-one-too-few",
    "leaves the first session of a page out of Sessions",
    same,
    changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.slice(1) })),
  ),
  should(
    "lists-missing-when-empty",
    "leaves empty lists out",
    both,
    changesListing((listing) => ({
      ...listing,
      Ids: listing.Ids.length === 0 ? undefined : listing.Ids,
      Sessions: listing.Ids.length === 0 ? undefined : listing.Sessions,
    })),
  ),
  should(
    "lists-null-when-empty",
    "sends null for an empty list",
    "response/omits-null-members",
    changesListing((listing) => ({ ...listing, Ids: listing.Ids.length === 0 ? null : listing.Ids })),
  ),
  must(
    "listing-lower-camel",
    "names the members of a listing ids, sessions and nextToken",
    "paging/finds-every-session",
    changesListing(({ Ids: ids, Sessions: sessions, NextToken: nextToken }) => ({ ids, sessions, nextToken })),
  ),
];

/** Faults in the shape of the lists in a listing. */
export const listingShapeFaults: readonly Fault[] = [...idsFaults, ...sessionsFaults];
