import type { Fault } from "./fault.ts";
import { changesListing, memberSchema } from "./change.ts";

const types = "response/types";
const finds = "paging/finds-every-session";

/** Faults in the shape of `NextToken` in a listing. */
export const tokenShapeFaults: readonly Fault[] = [
  {
    name: "token-number",
    title: "sends NextToken as a number",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken === undefined ? undefined : listing.Ids.length })),
  },
  {
    name: "token-structure",
    title: "sends NextToken as a structure",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken === undefined ? undefined : { after: listing.Ids.at(-1) } })),
  },
  {
    name: "token-false-at-the-end",
    title: "sends false for NextToken on the last page",
    level: "must",
    caughtBy: types,
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? false })),
  },
  {
    name: "token-null-at-the-end",
    title: "sends null for NextToken on the last page",
    level: "should",
    caughtBy: "response/omits-null-members",
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? null })),
  },
  {
    name: "token-word-at-the-end",
    title: "sends the word None for NextToken on the last page",
    level: "must",
    caughtBy: "paging/token-is-accepted",
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? "None" })),
  },
  {
    name: "token-overlong",
    title: "sends a NextToken above its own length",
    level: "must",
    caughtBy: "response/limits",
    apply: changesListing((listing) => ({ ...listing, NextToken: listing.NextToken?.padEnd((memberSchema("NextToken").maxLength ?? 0) + 1, "=") })),
  },
  {
    name: "token-lower-camel",
    title: "names the token nextToken",
    level: "must",
    caughtBy: finds,
    apply: changesListing(({ NextToken: nextToken, ...rest }) => ({ ...rest, nextToken })),
  },
  {
    name: "token-under-another-name",
    title: "names the token Marker",
    level: "must",
    caughtBy: finds,
    apply: changesListing(({ NextToken: Marker, ...rest }) => ({ ...rest, Marker })),
  },
];
