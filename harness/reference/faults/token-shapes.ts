import { type Fault, must, should } from "./fault.ts";
import { changesListing, memberSchema } from "./change.ts";

const types = "response/types";
const finds = "paging/finds-every-session";

/** Faults in the shape of `NextToken` in a listing. */
export const tokenShapeFaults: readonly Fault[] = [
  must(
    "token-number",
    "sends NextToken as a number",
    types,
    changesListing((listing) => ({ ...listing, NextToken: listing.NextToken === undefined ? undefined : listing.Ids.length })),
  ),
  must(
    "token-structure",
    "sends NextToken as a structure",
    types,
    changesListing((listing) => ({ ...listing, NextToken: listing.NextToken === undefined ? undefined : { after: listing.Ids.at(-1) } })),
  ),
  must(
    "token-false-at-the-end",
    "sends false for NextToken on the last page",
    types,
    changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? false })),
  ),
  should(
    "token-null-at-the-end",
    "sends null for NextToken on the last page",
    "response/omits-null-members",
    changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? null })),
  ),
  must(
    "token-word-at-the-end",
    "sends the word None for NextToken on the last page",
    "paging/token-is-accepted",
    changesListing((listing) => ({ ...listing, NextToken: listing.NextToken ?? "None" })),
  ),
  must(
    "token-overlong",
    "sends a NextToken above its own length",
    "response/limits",
    changesListing((listing) => ({ ...listing, NextToken: listing.NextToken?.padEnd((memberSchema("NextToken").maxLength ?? 0) + 1, "=") })),
  ),
  must(
    "token-lower-camel",
    "names the token nextToken",
    finds,
    changesListing(({ NextToken: nextToken, ...rest }) => ({ ...rest, nextToken })),
  ),
  must(
    "token-under-another-name",
    "names the token Marker",
    finds,
    changesListing(({ NextToken: Marker, ...rest }) => ({ ...rest, Marker })),
  ),
];
