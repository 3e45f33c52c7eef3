import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { lists, performs } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";

const types = "response/types";
const limits = "response/limits";
const same = "response/ids-match-sessions";
const both = "response/both-lists";

const longestId = (): number => contractOf("ListSessions").response.properties["Ids"]?.items?.maxLength ?? 0;

const idsFaults: readonly Fault[] = [
  ...must(types, {
    "ids-of-structures: lists structures with an id in Ids": lists((listing) => ({ Ids: listing.Ids.map((Id) => ({ Id })) })),
    "ids-null-element: ends Ids with null": lists((listing) => ({ Ids: [...listing.Ids, null] })),
    "ids-joined: joins Ids into one string": lists((listing) => ({ Ids: listing.Ids.join(",") })),
    "ids-numbered: lists numbers in Ids": lists((listing) => ({ Ids: listing.Ids.map((_, index) => index) })),
    "ids-as-map: sends Ids as a map from position to id": lists((listing) => ({ Ids: Object.fromEntries(listing.Ids.entries()) as object })),
  }),
  ...should(same, {
    "ids-of-arns: lists ARNs in Ids": lists((listing) => ({ Ids: listing.Ids.map((id) => `arn:aws:glue:us-east-1:123456789012:session/${id}`) })),
    "ids-one-too-few: leaves the last session of a page out of Ids": lists((listing) => ({ Ids: listing.Ids.slice(0, -1) })),
  }),
  ...must(limits, {
    "ids-overlong: pads ids in Ids beyond their length": lists((listing) => ({ Ids: listing.Ids.map((id) => id.padEnd(longestId() + 1)) })),
    "ids-empty-element: ends Ids with an empty id": lists((listing) => ({ Ids: [...listing.Ids, ""] })),
    "ids-with-newline: ends each id in Ids with a newline": lists((listing) => ({ Ids: listing.Ids.map((id) => `${id}\n`) })),
  }),
  ...should(both, { "ids-missing: sends no Ids": lists(() => ({ Ids: undefined })) }),
];

const sessionsFaults: readonly Fault[] = [
  ...must(types, {
    "sessions-as-map: sends Sessions as a map from id to session": lists((listing) => ({
      Sessions: Object.fromEntries(listing.Sessions.map((session) => [session["Id"], session])) as object,
    })),
    "sessions-of-ids: lists ids in Sessions": lists((listing) => ({ Sessions: listing.Ids })),
    "sessions-null-element: ends Sessions with null": lists((listing) => ({ Sessions: [...listing.Sessions, null] })),
    "sessions-encoded: lists sessions as JSON text in Sessions": lists((listing) => ({ Sessions: listing.Sessions.map((session) => JSON.stringify(session)) })),
    "sessions-only-one-bare: sends the session itself where Sessions has one": lists((listing) => ({
      Sessions: listing.Sessions.length === 1 ? listing.Sessions[0] : listing.Sessions,
    })),
  }),
  ...should("response/session-has-id-and-status", {
    "sessions-nested: wraps each session in a member Session": lists((listing) => ({ Sessions: listing.Sessions.map((Session) => ({ Session })) })),
  }),
  ...should(both, {
    "sessions-missing: sends no Sessions": lists(() => ({ Sessions: undefined })),
    "lists-missing-when-empty: leaves empty lists out": lists((listing) => ({
      Ids: listing.Ids.length === 0 ? undefined : listing.Ids,
      Sessions: listing.Ids.length === 0 ? undefined : listing.Sessions,
    })),
  }),
  ...should(same, {
    "sessions-one-too-few: leaves the first session of a page out of Sessions": lists((listing) => ({ Sessions: listing.Sessions.slice(1) })),
  }),
  ...should("response/omits-null-members", {
    "lists-null-when-empty: sends null for an empty list": lists((listing) => ({ Ids: listing.Ids.length === 0 ? null : listing.Ids })),
  }),
  ...must("paging/finds-every-session", {
    "listing-lower-camel: names the members of a listing ids, sessions and nextToken": performs((call, usual) => {
      const { Ids: ids, Sessions: sessions, NextToken: nextToken } = usual(call);
      return { ids, sessions, nextToken };
    }),
  }),
];

/** Faults in the shape of the lists in a listing. */
export const listingShapeFaults: readonly Fault[] = [...idsFaults, ...sessionsFaults];
