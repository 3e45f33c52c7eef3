import { lists, memberSchema } from "./change.ts";
import { type Fault, must, should } from "./fault.ts";
const types = "response/types";
const finds = "paging/finds-every-session";

/** Faults in the shape of `NextToken` in a listing. */
export const tokenShapeFaults: readonly Fault[] = [
  ...must(types, {
    "token-number: sends NextToken as a number": lists((listing) => ({ NextToken: listing.NextToken === undefined ? undefined : listing.Ids.length })),
    "token-structure: sends NextToken as a structure": lists((listing) => ({
      NextToken: listing.NextToken === undefined ? undefined : { after: listing.Ids.at(-1) },
    })),
    "token-false-at-the-end: sends false for NextToken on the last page": lists((listing) => ({ NextToken: listing.NextToken ?? false })),
  }),
  ...should("response/omits-null-members", {
    "token-null-at-the-end: sends null for NextToken on the last page": lists((listing) => ({ NextToken: listing.NextToken ?? null })),
  }),
  ...must("paging/token-is-accepted", {
    "token-word-at-the-end: sends the word None for NextToken on the last page": lists((listing) => ({ NextToken: listing.NextToken ?? "None" })),
  }),
  ...must("response/limits", {
    "token-overlong: sends a NextToken above its own length": lists((listing) => ({
      NextToken: listing.NextToken?.padEnd((memberSchema("NextToken").maxLength ?? 0) + 1, "="),
    })),
  }),
  ...must(finds, {
    "token-lower-camel: names the token nextToken": lists(({ NextToken: nextToken }) => ({ NextToken: undefined, nextToken })),
    "token-under-another-name: names the token Marker": lists(({ NextToken: Marker }) => ({ NextToken: undefined, Marker })),
  }),
];
