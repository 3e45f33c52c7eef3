import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import type { Fault } from "./fault.ts";
import { changesListing } from "./change.ts";

const types = "response/types";
const limits = "response/limits";
const same = "response/ids-match-sessions";
const both = "response/both-lists";

const longestId = (): number => contractOf("ListSessions").response.properties["Ids"]?.items?.maxLength ?? 0;

const idsFaults: readonly Fault[] = [
  {
    name: "ids-of-structures",
    title: "lists structures with an id in Ids",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((Id) => ({ Id })) })),
  },
  {
    name: "ids-null-element",
    title: "ends Ids with null",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Ids: [...listing.Ids, null] })),
  },
  {
    name: "ids-joined",
    title: "joins Ids into one string",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.join(",") })),
  },
  {
    name: "ids-numbered",
    title: "lists numbers in Ids",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((_, index) => index) })),
  },
  {
    name: "ids-as-map",
    title: "sends Ids as a map from position to id",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Ids: Object.fromEntries(listing.Ids.entries()) as object })),
  },
  {
    name: "ids-of-arns",
    title: "lists ARNs in Ids",
    level: "should",
    caughtBy: same,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((id) => `arn:aws:glue:us-east-1:123456789012:session/${id}`) })),
  },
  {
    name: "ids-overlong",
    title: "pads ids in Ids beyond their length",
    level: "must",
    caughtBy: limits,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((id) => id.padEnd(longestId() + 1)) })),
  },
  {
    name: "ids-empty-element",
    title: "ends Ids with an empty id",
    level: "must",
    caughtBy: limits,
    apply: changesListing((listing) => ({ ...listing, Ids: [...listing.Ids, ""] })),
  },
  {
    name: "ids-with-newline",
    title: "ends each id in Ids with a newline",
    level: "must",
    caughtBy: limits,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.map((id) => `${id}\n`) })),
  },
  {
    name: "ids-missing",
    title: "sends no Ids",
    level: "should",
    caughtBy: both,
    apply: changesListing(({ Sessions, NextToken }) => ({ Sessions, NextToken })),
  },
  {
    name: "ids-one-too-few",
    title: "leaves the last session of a page out of Ids",
    level: "should",
    caughtBy: same,
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.slice(0, -1) })),
  },
];

const sessionsFaults: readonly Fault[] = [
  {
    name: "sessions-as-map",
    title: "sends Sessions as a map from id to session",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Sessions: Object.fromEntries(listing.Sessions.map((session) => [session["Id"], session])) as object })),
  },
  {
    name: "sessions-of-ids",
    title: "lists ids in Sessions",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Sessions: listing.Ids })),
  },
  {
    name: "sessions-null-element",
    title: "ends Sessions with null",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Sessions: [...listing.Sessions, null] })),
  },
  {
    name: "sessions-encoded",
    title: "lists sessions as JSON text in Sessions",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.map((session) => JSON.stringify(session)) })),
  },
  {
    name: "sessions-only-one-bare",
    title: "sends the session itself where Sessions has one",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.length === 1 ? listing.Sessions[0] : listing.Sessions })),
  },
  {
    name: "sessions-nested",
    title: "wraps each session in a member Session",
    level: "should",
    caughtBy: "response/session-has-id-and-status",
    apply: changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.map((Session) => ({ Session })) })),
  },
  {
    name: "sessions-missing",
    title: "sends no Sessions",
    level: "should",
    caughtBy: both,
    apply: changesListing(({ Ids, NextToken }) => ({ Ids, NextToken })),
  },
  {
    name: "sessions-one-too-few",
    title: "leaves the first session of a page out of Sessions",
    level: "should",
    caughtBy: same,
    apply: changesListing((listing) => ({ ...listing, Sessions: listing.Sessions.slice(1) })),
  },
  {
    name: "lists-missing-when-empty",
    title: "leaves empty lists out",
    level: "should",
    caughtBy: both,
    apply: changesListing((listing) => ({
      ...listing,
      Ids: listing.Ids.length === 0 ? undefined : listing.Ids,
      Sessions: listing.Ids.length === 0 ? undefined : listing.Sessions,
    })),
  },
  {
    name: "lists-null-when-empty",
    title: "sends null for an empty list",
    level: "should",
    caughtBy: "response/omits-null-members",
    apply: changesListing((listing) => ({ ...listing, Ids: listing.Ids.length === 0 ? null : listing.Ids })),
  },
  {
    name: "listing-lower-camel",
    title: "names the members of a listing ids, sessions and nextToken",
    level: "must",
    caughtBy: "paging/finds-every-session",
    apply: changesListing(({ Ids: ids, Sessions: sessions, NextToken: nextToken }) => ({ ids, sessions, nextToken })),
  },
];

/** Faults in the shape of the lists in a listing. */
export const listingShapeFaults: readonly Fault[] = [...idsFaults, ...sessionsFaults];
